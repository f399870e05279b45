"""The rows of each listing, read in a number of queries that does not depend on how many there are."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import BooleanField, Case, Q, QuerySet, When
from wagtail.models import Page

from cms.fallback import readers_language
from cms.pages import BasePage
from home.events.facts import ACCESS
from home.events.reading import events_in
from home.events.schedule import Occurrence, Schedule
from home.models import EventPage
from home.queries import children, news_in
from home.topics import TOPICS

from .choice import OWN_LANGUAGE, Row
from .kinds import EASY, PAST, SIGNED, UPCOMING

MONTHS_AHEAD = 6
# What a page has for people who read with difficulty or who sign; said by the database, so that no text is loaded.
VERSIONS = {
    EASY: Case(When(easy_text=[], then=False), default=True, output_field=BooleanField()),
    SIGNED: Case(When(sign_film="", then=False), default=True, output_field=BooleanField()),
}


class Gathered:
    """Codes of pages, collected from rows that come once for each topic."""

    def __init__(self) -> None:
        self.codes: dict[int, dict[str, set[str]]] = {}

    def add(self, pk: int, **codes: str | None) -> dict[str, set[str]]:
        """Note further codes of a page; empty ones are none."""
        found = self.codes.setdefault(pk, {})
        for name, code in codes.items():
            if code:
                found.setdefault(name, set()).add(code)
        return found

    def rows(self) -> list[Row]:
        """Return the rows in the order in which their pages were first noted."""
        return [
            Row(pk, {name: frozenset(values) for name, values in codes.items()}) for pk, codes in self.codes.items()
        ]


def _own(language: str) -> str:
    return OWN_LANGUAGE if language == readers_language() else ""


def news_rows(section: Page) -> tuple[list[Row], list[date]]:
    """Return the rows of the news, newest first, and the days they have. One query beside that for the parents."""
    gathered, days = Gathered(), []
    fields = ("pk", "published_on", "locale__language_code", "owner_unit__code", "topics__code", *VERSIONS)
    for pk, day, language, unit, topic, *versions in _plain(news_in(section)).annotate(**VERSIONS).values_list(*fields):
        codes = gathered.add(pk, topic=topic, unit=unit, language=_own(language))
        codes["reading"] = _versions(versions)
        codes["when"] = {str(day.year), f"{day:%Y-%m}"}
        days.append(day)
    return gathered.rows(), days


def _plain(pages: "QuerySet[Any]") -> "QuerySet[Any]":
    return pages.select_related(None).prefetch_related(None)


def page_rows(section: Page) -> list[Row]:
    """Return the rows of the pages below, in their order. One query for them, one for each of their types."""
    gathered = Gathered()
    types: dict[int, list[int]] = {}
    below = children(section).select_related(None).values_list("pk", "locale__language_code", "content_type_id")
    for pk, language, content_type in below:
        gathered.add(pk, language=_own(language))
        types.setdefault(content_type, []).append(pk)
    for content_type, pks in types.items():
        for pk, unit, topic, versions in _facts(content_type, pks):
            gathered.add(pk, unit=unit, topic=topic)["reading"] = versions
    return gathered.rows()


def _facts(content_type: int, pks: list[int]) -> Iterable[tuple[int, str | None, str | None, set[str]]]:
    model = ContentType.objects.get_for_id(content_type).model_class()
    if model is None or not issubclass(model, BasePage):
        return []
    topics = [f"{TOPICS[model]}__code"] if model in TOPICS else []
    fields = ["pk", "owner_unit__code", *VERSIONS, *topics]
    rows = model._default_manager.filter(pk__in=pks).order_by().annotate(**VERSIONS).values_list(*fields)
    return [(row[0], row[1], row[4] if topics else None, _versions(row[2:4])) for row in rows]


def _versions(present: Sequence[bool]) -> set[str]:
    return {name for name, is_there in zip(VERSIONS, present, strict=True) if is_there}


class EventRows:
    """The events of a section at a moment: rows in the order in which they come next, and the dates behind them."""

    def __init__(self, section: Page, today: date) -> None:
        self.today = today
        is_running = Q(last_on__isnull=True) | Q(last_on__gte=today)
        events = events_in(section)
        self.running: dict[int, EventPage] = {page.pk: page for page in events.filter(is_running).defer("body")}
        self.months = [_month_after(today, number) for number in range(MONTHS_AHEAD)]
        self.dates = {pk: self._dates(page.schedule) for pk, page in self.running.items()}
        self.rows = [*self._running_rows(), *self._past_rows(events.exclude(is_running))]

    def _dates(self, schedule: Schedule) -> list[Occurrence]:
        year, month = self.months[-1]
        return schedule.between(date(self.today.year, self.today.month, 1), _last_of(year, month))

    def _running_rows(self) -> list[Row]:
        gathered = Gathered()
        topics = EventPage.objects.filter(pk__in=self.running).order_by().values_list("pk", "topics__code")
        for pk in sorted(self.running, key=self._comes_next):
            page = self.running[pk]
            unit = page.owner_unit.code if page.owner_unit else None
            codes = gathered.add(pk, unit=unit, language=_own(page.language), when=UPCOMING)
            codes["when"] |= {f"{one.starts_on:%Y-%m}" for one in self.dates[pk]}
            codes["access"] = {name for name in ACCESS if getattr(page, name)}
        for pk, topic in topics:
            gathered.add(pk, topic=topic)
        return gathered.rows()

    def _comes_next(self, pk: int) -> tuple[date, int]:
        following = next((one.starts_on for one in self.dates[pk] if one.ends_on >= self.today), date.max)
        return following, pk

    def _past_rows(self, events: "QuerySet[EventPage]") -> list[Row]:
        gathered = Gathered()
        fields = ("pk", "locale__language_code", "owner_unit__code", "topics__code", *ACCESS)
        for pk, language, unit, topic, *access in _plain(events).order_by("-last_on", "pk").values_list(*fields):
            codes = gathered.add(pk, topic=topic, unit=unit, language=_own(language), when=PAST)
            codes["access"] = {name for name, is_there in zip(ACCESS, access, strict=True) if is_there}
        return gathered.rows()


def _month_after(day: date, number: int) -> tuple[int, int]:
    years, month = divmod(day.month - 1 + number, 12)
    return day.year + years, month + 1


def _last_of(year: int, month: int) -> date:
    following = _month_after(date(year, month, 1), 1)
    return date(*following, 1) - date.resolution
