"""Pages as the search knows them."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any
from uuid import UUID

from django.conf import settings
from django.utils.functional import Promise
from django.utils.html import strip_tags
from django.utils.translation import gettext_lazy as _
from wagtail.models import Locale, Page

from city.models import Topic
from cms.fallback import is_own_text
from cms.pages import BasePage
from search.documents import SearchDocument

from .models import GuidePage, HomePage, InfoPage, NewsPage, SectionPage
from .points import searchable_text, words_of_points

_KINDS: dict[type[BasePage], str] = {
    HomePage: "page-home",
    SectionPage: "page-section",
    NewsPage: "page-news",
    InfoPage: "page-info",
    GuidePage: "page-guide",
}
_LABELS: dict[str, Promise] = {
    "page-home": _("front page"),
    "page-section": _("section"),
    "page-news": _("news"),
    "page-info": _("information"),
    "page-guide": _("guide"),
}


def _public() -> Any:
    return (
        Page.objects.live()
        .public()
        .filter(is_own_text(), depth__gt=1, locale__language_code__in=[code for code, _name in settings.LANGUAGES])
    )


class PageSource:
    """Every live page that anybody may read, in each language it is really written in."""

    name = "pages"
    kinds: tuple[str, ...] = tuple(_KINDS.values())

    def all_pks(self) -> Iterable[int]:
        """Return the keys of everything that can be found."""
        return list(_public().values_list("pk", flat=True))

    def kind_labels(self) -> Mapping[str, Any]:
        """Return how each kind is called for readers."""
        return _LABELS

    def documents(self, pks: Iterable[int]) -> Iterator[SearchDocument]:
        """Yield a document per page that is public now; the others are silently left out."""
        pks = list(pks)
        words, topics = _topic_words(), _topics_of(pks)
        locales = Locale.objects.in_bulk()
        pages = [page for page in _public().filter(pk__in=pks).specific() if type(page) in _KINDS]
        for page in pages:
            page.locale = locales[page.locale_id]  # specific() forgets what was loaded with the page
        points = words_of_points(pages)
        for page in pages:
            yield _document(page, topics[page.pk], words, points.get(page.pk, []))


def _topics_of(pks: list[int]) -> Mapping[int, list[tuple[str, UUID]]]:
    """Return code and translation key of the topics of each page; one query for each type that has topics."""
    topics: dict[int, list[tuple[str, UUID]]] = defaultdict(list)
    for model in (NewsPage, InfoPage, GuidePage):
        rows = model.objects.filter(pk__in=pks, topics__isnull=False).order_by("pk", "topics__code")
        for pk, code, key in rows.values_list("pk", "topics__code", "topics__translation_key"):
            topics[pk].append((code, key))
    return topics


def _topic_words() -> Mapping[UUID, tuple[str, ...]]:
    words: dict[UUID, list[str]] = defaultdict(list)
    for key, name in Topic.objects.values_list("translation_key", "name"):
        words[key].append(name)
    return {key: tuple(names) for key, names in words.items()}


def _document(
    page: Any, topics: list[tuple[str, UUID]], words: Mapping[UUID, tuple[str, ...]], points: list[str]
) -> SearchDocument:
    return SearchDocument(
        source=PageSource.name,
        kind=_KINDS[type(page)],
        pk=page.pk,
        language=page.locale.language_code,
        title=page.title,
        summary=page.lead or page.search_description,
        body="\n".join([*_texts(page), *points]),
        keywords=tuple(word for _code, key in topics for word in words.get(key, ())),
        url=page.get_url() or "",
        date=getattr(page, "published_on", None),
        topics=tuple(code for code, _key in topics),
    )


def _texts(page: Any) -> list[str]:
    ends = [page.result, page.refusal] if isinstance(page, GuidePage) else []
    return [strip_tags(text) for text in (*searchable_text(page), *ends)]
