"""A section as its reader sees it: filters, how many there are, and the cards or dates of one page of the list."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import TYPE_CHECKING, Any

from django.core.paginator import Page as PaginatorPage
from django.core.paginator import Paginator
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from wagtail.models import Page

from cms.fallback import address_of, readers_language
from home.calls.reading.cards import call_cards
from home.events.wording import hours, repetition, when
from home.models import CallPage, EventPage
from home.queries import cards, news_by_key

from .calls import CallRows, Year, in_every_state, of_calls, year_of
from .choice import Filter, Row, Selection, Widening
from .kinds import about, of_events, of_news, of_pages
from .rows import EventRows, news_rows, page_rows

if TYPE_CHECKING:
    from home.models import SectionPage

PER_PAGE = 12
YEAR_AT_A_GLANCE = "year"


@dataclass(frozen=True, slots=True)
class Day:
    """A day of the month list, in words, with what takes place on it."""

    words: str
    machine: str
    entries: list[dict[str, Any]]


@dataclass(frozen=True)
class Shown:
    """Everything the template of a section needs."""

    filters: list[Filter]
    widenings: list[Widening]
    total: int
    page_obj: "PaginatorPage[Row]"
    cards: list[dict[str, Any]]
    days: list[Day]
    year: Year | None = None


def shown(section: "SectionPage", asked: Mapping[str, str]) -> Shown:
    """Return the list of the section for what a reader asked; what means nothing here is ignored."""
    return _LISTINGS[section.listing](section, asked)


def _page(rows: Sequence[Row], asked: Mapping[str, str]) -> "PaginatorPage[Row]":
    return Paginator(rows, PER_PAGE).get_page(asked.get("page"))


def _in_order(page: "PaginatorPage[Row]", pages: Mapping[int, Any]) -> list[Any]:
    return [pages[row.pk] for row in page.object_list if row.pk in pages]


def _pages(section: "SectionPage", asked: Mapping[str, str]) -> Shown:
    selection = Selection(page_rows(section), [*about(), of_pages()], asked)
    return _listed(selection, asked, lambda pks: Page.objects.filter(pk__in=pks).select_related("locale").specific())


def _news(section: "SectionPage", asked: Mapping[str, str]) -> Shown:
    rows, days = news_rows(section)
    selection = Selection(rows, [*about(), of_pages(), of_news(days)], asked)
    return _listed(selection, asked, news_by_key)


def _listed(selection: Selection, asked: Mapping[str, str], read: Any) -> Shown:
    found = selection.found
    page = _page(found, asked)
    pages = {one.pk: one for one in read([row.pk for row in page.object_list])}
    made = cards(_in_order(page, pages))
    return Shown(selection.filters(), selection.widenings(), len(found), page, made, [])


def _events(section: "SectionPage", asked: Mapping[str, str]) -> Shown:
    events = EventRows(section, timezone.localdate())
    selection = Selection(events.rows, [*of_events(events.months), *about()], asked)
    found = selection.found
    parts = (selection.filters(), selection.widenings(), len(found))
    if (month := selection.chosen["when"])[:1].isdigit():
        return Shown(*parts, _page([], asked), [], _days(events, found, month))
    page = _page(found, asked)
    unread = [row.pk for row in page.object_list if row.pk not in events.running]
    past = (
        {one.pk: one for one in EventPage.objects.filter(pk__in=unread).select_related("locale").defer("body")}
        if unread
        else {}
    )
    return Shown(*parts, page, event_cards(_in_order(page, events.running | past)), [])


def _calls(section: "SectionPage", asked: Mapping[str, str]) -> Shown:
    now = timezone.now()
    calls = CallRows(section, now)
    if asked.get("view") == YEAR_AT_A_GLANCE:
        return Shown([], [], 0, _page([], asked), [], [], year_of(calls, asked.get("year", "")))
    years = [year for years in calls.years.values() for year in years]
    selection = Selection(calls.rows, [*of_calls(years), *about()], in_every_state(asked))
    found = selection.found
    page = _page(found, asked)
    pks = [row.pk for row in page.object_list]
    pages = CallPage.objects.filter(pk__in=pks).select_related("locale").defer("body").in_bulk()
    made = call_cards(_in_order(page, pages), now)
    return Shown(selection.filters(), selection.widenings(), len(found), page, made, [])


def event_cards(pages: Sequence["EventPage"]) -> list[dict[str, Any]]:
    """Return the cards of events, each with its next date, else its last one, and how it repeats."""
    return [card | _dated(page) for page, card in zip(pages, cards(pages), strict=True)]


def _dated(page: "EventPage") -> dict[str, Any]:
    schedule, now = page.schedule, timezone.now()
    ahead = schedule.next(now) or next(iter(schedule.upcoming(now, 1) or schedule.past(now, 1)), None)
    words = [when(ahead)] if ahead else []
    if ahead and (rhythm := repetition(schedule)):
        words.append(rhythm)
    badge = {"label": _("Cancelled"), "tone": "stop"} if page.is_cancelled else None
    return {"date": " · ".join(words), "badge": badge}


def _days(events: EventRows, found: Sequence[Row], month: str) -> list[Day]:
    entries = [
        (one.starts_on, one, events.running[row.pk])
        for row in found
        if row.pk in events.running
        for one in events.dates[row.pk]
        if f"{one.starts_on:%Y-%m}" == month
    ]
    entries.sort(key=lambda entry: (entry[1].start, entry[2].pk))
    language = readers_language()
    return [
        Day(_day_words(day), day.isoformat(), [_entry(one, page, language) for _day, one, page in group])
        for day, group in groupby(entries, key=lambda entry: entry[0])
    ]


def _day_words(day: date) -> str:
    return _("%(weekday)s, %(day)s") % {"weekday": date_format(day, "l"), "day": date_format(day, "DATE_FORMAT")}


def _entry(one: Any, page: "EventPage", language: str) -> dict[str, Any]:
    return {
        "title": page.title,
        "url": address_of(page, language) or "",
        "hours": hours(one),
        "language": "" if page.language == language else page.language,
        "is_cancelled": page.is_cancelled or one.is_cancelled,
    }


_LISTINGS = {"pages": _pages, "news": _news, "events": _events, "calls": _calls}
