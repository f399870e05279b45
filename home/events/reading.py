"""Which events a reader gets, each in its version for them. A constant number of queries."""

from collections.abc import Iterable, Mapping
from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import Count, Q, QuerySet
from django.utils import timezone
from wagtail.models import Page, PageLogEntry

from cms.fallback import readable, readers_language
from home.queries import below

if TYPE_CHECKING:
    from home.models import EventPage

TOLD_AFTER_THE_END = timedelta(days=90)


def all_events() -> "QuerySet[EventPage]":
    """Return every event, in order of its first day."""
    from home.models import EventPage

    found: QuerySet[EventPage] = readable(EventPage.objects.all(), readers_language())
    return found.select_related("locale", "owner_unit").order_by("starts_on", "starts_at", "pk")


def events_in(section: Page) -> "QuerySet[EventPage]":
    """Return the events of one section."""
    return all_events().filter(below(section, readers_language()))


def not_long_over(events: "QuerySet[EventPage]") -> "QuerySet[EventPage]":
    """Return those that go on, are to come, or ended in the last three months: what a calendar has to be told of."""
    return events.filter(Q(last_on__isnull=True) | Q(last_on__gte=timezone.localdate() - TOLD_AFTER_THE_END))


def editions(keys: Iterable[UUID]) -> Mapping[UUID, int]:
    """Return, by translation key, how often an event was published in any language: a number that only grows."""
    pages = Page.objects.filter(translation_key__in=set(keys)).values_list("pk", "translation_key")
    key_of = dict(pages)
    rows = PageLogEntry.objects.filter(page_id__in=key_of, action="wagtail.publish").order_by()
    found: dict[UUID, int] = {}
    for row in rows.values("page_id").annotate(times=Count("pk")):
        key = key_of[row["page_id"]]
        found[key] = found.get(key, 0) + row["times"]
    return found
