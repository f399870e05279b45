"""Pages as the search knows them."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

from django.conf import settings
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.html import strip_tags
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.models import Locale, Page

from city.models import Topic, Unit
from cms.fallback import is_own_text
from cms.pages import BasePage
from search.documents import SearchDocument
from search.sources import PAST, STATES_IN_TIME, UPCOMING

from .calls.reading.searched import KIND as CALL
from .calls.reading.searched import STATES as STATES_OF_CALLS
from .calls.reading.searched import Searched, searched
from .fragments.queries import Words, keys_of_rows, words_for
from .models import CallPage, EventPage, GuidePage, HomePage, InfoPage, NewsPage, SectionPage, SituationPage
from .points import searchable_text, words_of_points
from .topics import TOPICS
from .translation.states import OUTDATED_CAUTION, outdated

_KINDS: dict[type[BasePage], str] = {
    HomePage: "page-home",
    SectionPage: "page-section",
    NewsPage: "page-news",
    InfoPage: "page-info",
    EventPage: "page-event",
    SituationPage: "page-situation",
    GuidePage: "page-guide",
    CallPage: CALL,
}
_LABELS: dict[str, Promise] = {
    "page-home": _("front page"),
    "page-section": _("section"),
    "page-news": _("news"),
    "page-info": _("information"),
    "page-event": pgettext_lazy("something people come to", "event"),
    "page-situation": _("your situation"),
    "page-guide": _("guide"),
    CALL: _("call for proposals"),
}
# What a page says outside of its lists of blocks. Contacts are left out: they may be those of a person.
_FURTHER_TEXTS: dict[type[BasePage], tuple[str, ...]] = {
    GuidePage: ("result", "refusal"),
    CallPage: ("applicants",),
    EventPage: ("place_name", "address", "audience", "organiser", "price", "capacity_note", "cancellation_reason"),
}


def public_pages() -> Any:
    """Return the live pages that anybody may read and that are really written in their language."""
    return (
        Page.objects.live()
        .public()
        .filter(is_own_text(), depth__gt=1, locale__language_code__in=[code for code, _name in settings.LANGUAGES])
    )


class PageSource:
    """Every live page that anybody may read, in each language it is really written in."""

    name = "pages"
    kinds: tuple[str, ...] = tuple(_KINDS.values())
    follows: tuple[str, ...] = ()  # home.signals names the pages that a change of something else concerns

    def all_pks(self) -> Iterable[int]:
        """Return the keys of everything that can be found."""
        return list(public_pages().values_list("pk", flat=True))

    def affected_by(self, name: str, pk: int) -> Iterable[int]:
        """Return nothing: it follows nothing."""
        return []

    def kind_labels(self) -> Mapping[str, Any]:
        """Return how each kind is called for readers."""
        return _LABELS

    def state_labels(self) -> Mapping[str, Any]:
        """Return how it is called that an event is still to come, or over, and how far a call is."""
        return {**STATES_IN_TIME, **STATES_OF_CALLS}

    def documents(self, pks: Iterable[int]) -> Iterator[SearchDocument]:
        """Yield a document per page that is public now; the others are silently left out."""
        pks = list(pks)
        words, topics, reused = _topic_words(), _topics_of(pks), _Reused()
        locales, units = Locale.objects.in_bulk(), dict(Unit.objects.values_list("pk", "code"))
        pages = [page for page in public_pages().filter(pk__in=pks).specific() if type(page) in _KINDS]
        for page in pages:
            page.locale = locales[page.locale_id]  # specific() forgets what was loaded with the page
        stale, points = outdated(pages), words_of_points(pages)
        calls = searched(page.call_id for page in pages if isinstance(page, CallPage))
        for page in pages:
            document = _document(page, topics[page.pk], words, [*points.get(page.pk, ()), *reused.on(page)])
            document = replace(document, units=tuple(filter(None, [units.get(page.owner_unit_id)])), **_in_time(page))
            if isinstance(page, CallPage):
                document = _with_call(document, calls[page.call_id])
            yield replace(document, caution=OUTDATED_CAUTION) if page.pk in stale else document


def _with_call(document: SearchDocument, call: Searched) -> SearchDocument:
    """Add the facts of the call, which decide over what the page says of itself."""
    return replace(
        document,
        body="\n".join([document.body, *call.texts(document.language)]),
        date=call.opens,
        closes=call.closes,
        state=call.state,
        units=(call.unit,),
    )


def _topics_of(pks: list[int]) -> Mapping[int, list[tuple[str, UUID]]]:
    """Return code and translation key of the topics of each page; one query for each type that has topics."""
    topics: dict[int, list[tuple[str, UUID]]] = defaultdict(list)
    for model, path in TOPICS.items():
        rows = model.objects.filter(pk__in=pks, **{f"{path}__isnull": False}).order_by("pk", f"{path}__code")
        for pk, code, key in rows.values_list("pk", f"{path}__code", f"{path}__translation_key"):
            topics[pk].append((code, key))
    return topics


def _topic_words() -> Mapping[UUID, tuple[str, ...]]:
    words: dict[UUID, list[str]] = defaultdict(list)
    for key, name in Topic.objects.values_list("translation_key", "name"):
        words[key].append(name)
    return {key: tuple(names) for key, names in words.items()}


def _document(
    page: Any, topics: list[tuple[str, UUID]], words: Mapping[UUID, tuple[str, ...]], shown: list[str]
) -> SearchDocument:
    return SearchDocument(
        source=PageSource.name,
        kind=_KINDS[type(page)],
        pk=page.pk,
        language=page.locale.language_code,
        title=page.title,
        summary=page.lead or page.search_description,
        body="\n".join([*_texts(page), *shown]),
        keywords=tuple(word for _code, key in topics for word in words.get(key, ())),
        url=page.get_url() or "",
        topics=tuple(code for code, _key in topics),
    )


def _in_time(page: Any) -> dict[str, Any]:
    """Return the day of the page, whether it loses worth with age, and until when it is of use.

    What stays true for long bears the day on which it was last published.
    """
    if isinstance(page, NewsPage):
        return {"date": page.published_on, "is_news": True, "closes": page.relevant_until}
    if isinstance(page, EventPage):
        last = page.last_on or page.ends_on or page.starts_on
        state = PAST if last < timezone.localdate() else UPCOMING
        return {"date": page.starts_on, "closes": last, "state": "" if page.is_cancelled else state}
    return {"date": _last_published(page)} if isinstance(page, (InfoPage, GuidePage, SituationPage)) else {}


def _last_published(page: Any) -> date | None:
    return timezone.localdate(page.last_published_at) if page.last_published_at else None


def _texts(page: Any) -> list[str]:
    further = [getattr(page, name) for name in _FURTHER_TEXTS.get(type(page), ())]
    return [strip_tags(text) for text in (*searchable_text(page), *further) if text]


class _Reused:
    """The reused texts, read once for all pages: a query for their rows and one for each language asked for."""

    def __init__(self) -> None:
        self._keys = keys_of_rows()
        self._words: dict[str, Mapping[UUID, Words]] = {}

    def on(self, page: Any) -> list[str]:
        """Return the reused texts of a page in its language, else in the source language."""
        body = getattr(page, "body", None)
        rows = [raw["value"] for raw in body.raw_data if raw["type"] == "fragment"] if body else []
        keys = [self._keys[pk] for pk in rows if pk in self._keys]
        words = self._in(page.locale.language_code)
        return [strip_tags(words[key].text) for key in keys if key in words]

    def _in(self, language: str) -> Mapping[UUID, Words]:
        if language not in self._words:
            self._words[language] = words_for(language)
        return self._words[language]
