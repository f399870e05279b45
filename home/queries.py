"""What a reader of the active language gets to see of the pages. Every list takes a constant number of queries."""

from collections.abc import Collection, Iterable, Mapping
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.conf import settings
from django.db.models import Case, Exists, OuterRef, Q, QuerySet, Subquery, When
from django.db.models.functions import Coalesce
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import Locale, Page, Site
from wagtail.query import PageQuerySet

from city.models import Topic, Unit
from city.queries import Name, names
from cms.fallback import address_of, best_versions, readable, readers_language
from cms.images import picture
from cms.pages import BasePage
from cms.shapes import Picture
from consultations.postulates.queries import recently_answered

from .translation.states import OUTDATED_CAUTION as OUTDATED
from .translation.states import is_outdated, outdated

if TYPE_CHECKING:
    from .models import CallPage, HomePage, NewsPage

LATEST = 3
FIXED_LINKS = {
    "postulates:register": _("Postulates"),
    "postulates:commitments": _("What the city promised"),
    "meetings:list": _("Meetings"),
}


def below(page: Page, language: str) -> Q:
    """Match the children of the page's versions in the reader's and in the source language."""
    parents = Page.objects.filter(
        translation_key=page.translation_key, locale__language_code__in={language, settings.LANGUAGE_CODE}
    )
    found = Q(pk__in=[])
    for parent in parents:
        found |= Page.objects.all().child_of_q(parent)
    return found


def _in_source_order(pages: "PageQuerySet[Page]") -> "PageQuerySet[Page]":
    source = Page.objects.filter(
        translation_key=OuterRef("translation_key"), locale__language_code=settings.LANGUAGE_CODE
    )
    return pages.order_by(Coalesce(Subquery(source.values("path")[:1]), "path"))


def children(page: Page) -> "PageQuerySet[Page]":
    """Return the pages below one, each in its version for the reader, in the order of the source tree."""
    language = readers_language()
    found = readable(Page.objects.filter(below(page, language)), language).select_related("locale")
    return _in_source_order(found).specific()


def all_news() -> "QuerySet[NewsPage]":
    """Return every news, each in its version for the reader, newest first."""
    from .models import NewsPage

    found: QuerySet[NewsPage] = readable(NewsPage.objects.all(), readers_language())
    return found.select_related("locale", "image").order_by("-published_on", "-first_published_at")


def news_in(section: Page) -> "QuerySet[NewsPage]":
    """Return the news of one section, newest first."""
    return all_news().filter(below(section, readers_language())).prefetch_related("image__renditions")


def news_by_key(pks: Iterable[int]) -> "QuerySet[NewsPage]":
    """Return news found before, with what a card shows of them. Two queries."""
    from .models import NewsPage

    found: QuerySet[NewsPage] = NewsPage.objects.filter(pk__in=pks)
    return found.select_related("locale", "image").prefetch_related("image__renditions")


def latest_news() -> list[dict[str, Any]]:
    """Return the cards of the newest news of the site; those that are pinned today come first."""
    is_pinned = Case(When(pinned_until__gte=timezone.localdate(), then=0), default=1)
    found = all_news().order_by(is_pinned, "-published_on", "-first_published_at")
    return cards(found.prefetch_related("image__renditions")[:LATEST])


def further_pages(page: "NewsPage") -> tuple[list[dict[str, Any]], dict[str, Any] | None]:
    """Return the cards of the pages beside a news in their order, and of the one that says what is true now.

    None of them is a page that the reader may not see. At most three queries.
    """
    keys = [child.value.translation_key for child in page.related if child.value]
    true_now = page.superseded_by.translation_key if page.is_outdated and page.superseded_by else None
    if not keys and true_now is None:
        return [], None
    versions = best_versions([*keys, *filter(None, [true_now])], readers_language())
    found = cards(versions[key].page for key in dict.fromkeys(keys) if key in versions)
    successor = cards([versions[true_now].page])[0] if true_now in versions else None
    return found, successor


def related_cards(page: "NewsPage | CallPage") -> list[dict[str, Any]]:
    """Return the cards of the pages beside one, in their order. One query, or none."""
    chosen = [child["value"] for child in page.related.raw_data if child["value"]]
    if not chosen:
        return []
    same = Page.objects.filter(translation_key=OuterRef("translation_key"), pk__in=chosen)
    found = readable(Page.objects.filter(Exists(same)), readers_language()).select_related("locale")
    stands_for = Subquery(same.values("pk")[:1])
    pages = list(found.annotate(stands_for=stands_for, is_stale=Case(When(is_outdated(), then=True), default=False)))
    pages.sort(key=lambda one: chosen.index(one.stands_for))
    return cards(pages, stale={one.pk for one in pages if one.is_stale})


def cards(pages: Iterable[Page], *, stale: Collection[int] | None = None) -> list[dict[str, Any]]:
    """Return what a card shows of each page; ``language`` is set only on a fallback, to mark it.

    ``stale`` are the keys of outdated translations where somebody read them already.
    """
    language, pages = readers_language(), list(pages)
    _know_languages(pages)
    stale = outdated(pages) if stale is None else stale
    return [
        {
            "title": page.title,
            "url": address_of(page, language) or "",
            "text": getattr(page, "lead", "") or page.search_description,
            "date": getattr(page, "published_on", None),
            "image": _picture(page),
            "caution": OUTDATED if page.pk in stale else "",
            "language": "" if page.locale.language_code == language else page.locale.language_code,
        }
        for page in pages
    ]


def _know_languages(pages: Iterable[Page]) -> None:
    """Give pages their locales in one query where ``specific()`` forgot them."""
    field = Page._meta.get_field("locale")
    unknown = [page for page in pages if not field.is_cached(page)]
    if unknown:
        locales = Locale.objects.in_bulk()
        for page in unknown:
            page.locale = locales[page.locale_id]


def _picture(page: Page) -> Picture | None:
    image = getattr(page, "image", None)
    if image is None:
        return None
    return picture(image, "card", "" if page.image_is_decorative else page.image_alt)


def entries(page: "HomePage", request: HttpRequest) -> list[dict[str, str]]:
    """Return the ways in with the address each leads to for the reader; empty where there is none yet."""
    language = readers_language()
    values = [child.value for child in page.entries]
    versions = best_versions([value["page"].translation_key for value in values if value["page"]], language)
    ways = []
    for value in values:
        version = versions.get(value["page"].translation_key) if value["page"] else None
        url = address_of(version.page, language, request) if version else _place(value["destination"])
        ways.append({"title": value["title"], "text": value["text"], "link_text": value["link_text"], "url": url or ""})
    return ways


def _place(name: str) -> str:
    try:
        return reverse(name) if name else ""
    except NoReverseMatch:
        return ""


def topic_names(topics: Iterable[Topic]) -> list[Name]:
    """Return the names of topics for the reader."""
    keys = [topic.translation_key for topic in topics]
    if not keys:
        return []
    known = names(Topic, readers_language())
    return [known[key] for key in keys if key in known]


def pages_about(topic: Topic) -> list[int]:
    """Return the keys of the pages that carry the topic, whatever language its row is in."""
    from .topics import TOPICS

    key = topic.translation_key
    about = [model.objects.filter(**{f"{path}__translation_key": key}) for model, path in TOPICS.items()]
    return [pk for pages in about for pk in pages.values_list("pk", flat=True)]


def unit_name(page: BasePage, known: Mapping[UUID, Name] | None = None) -> Name | None:
    """Return the name of the responsible unit for the reader; ``known`` are the names somebody read already."""
    if known is not None:
        return known.get(page.owner_unit.translation_key) if page.owner_unit else None
    if page.owner_unit_id is None:
        return None
    language = readers_language()
    key = Unit.objects.filter(pk=page.owner_unit_id).values("translation_key")
    rows = Unit.objects.filter(translation_key__in=key, locale__language_code__in={language, settings.LANGUAGE_CODE})
    named = {code: Name(text, code) for text, code in rows.values_list("name", "locale__language_code")}
    return named.get(language) or named.get(settings.LANGUAGE_CODE)


def fixed_links() -> list[dict[str, Any]]:
    """Return the places of the site that are not pages and that this installation has."""
    places = [(str(title), _place(name)) for name, title in FIXED_LINKS.items()]
    return [{"title": title, "url": url, "language": readers_language()} for title, url in places if url]


def navigation(request: HttpRequest | None) -> list[dict[str, Any]]:
    """Return the menu: pages meant for it just below the front page, then the fixed places. At most two queries."""
    language = readers_language()
    roots = [root.root_path for root in Site.get_site_root_paths()]
    inside = Q(pk__in=[])
    for root in roots:
        inside |= Q(url_path__startswith=root)
    pages = readable(Page.objects.filter(inside, depth=3).in_menu(), language).select_related("locale")
    links = [
        {"title": page.title, "url": address_of(page, language, request) or "", "language": page.locale.language_code}
        for page in (_in_source_order(pages) if roots else [])
    ]
    links += fixed_links()
    path = request.path if request else ""
    around = [link["url"] for link in links if link["url"] and path.startswith(link["url"])]
    current = max(around, key=len, default="")
    return [link | {"is_current": bool(current) and link["url"] == current} for link in links]


def latest_cases() -> list[dict[str, Any]]:
    """Return the cases answered last as cards; the words of a case stay in its author's language."""
    return [
        {
            "title": case.title,
            "url": case.get_absolute_url(),
            "meta": case.reference,
            "language": case.language,
            "badge": {"label": case.get_status_display(), "tone": case.meaning.tone.value},
        }
        for case in recently_answered(LATEST)
    ]
