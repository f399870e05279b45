"""Which pages of calls a reader gets, each in its version for them."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db.models import Max, QuerySet
from wagtail.models import Page

from cms.fallback import is_own_text, readable, readers_language
from home.calls.models import Announcement, Call
from home.models import CallPage
from home.queries import below

from .cards import call_cards
from .facts import AHEAD, TAKES_OFFERS

CLOSING_NEXT = 3


def all_call_pages() -> "QuerySet[CallPage]":
    """Return the page of every call in its version for the reader."""
    found: QuerySet[CallPage] = readable(CallPage.objects.all(), readers_language())
    return found.select_related("locale")


def call_pages_in(section: Page) -> "QuerySet[CallPage]":
    """Return the pages of calls of one section."""
    return all_call_pages().filter(below(section, readers_language()))


def closing_next(now: datetime) -> list[dict[str, Any]]:
    """Return the cards of the calls that close next. One query when there are none, else the same few."""
    pages = all_call_pages()
    open_now = Call.objects.with_state(now).filter(state__in=TAKES_OFFERS, closes_at__isnull=False)
    public = open_now.filter(pk__in=pages.values("call"))
    order = list(public.order_by("closes_at", "pk").values_list("pk", flat=True)[:CLOSING_NEXT])
    if not order:
        return []
    by_call = {page.call_id: page for page in pages.filter(call__in=order).defer("body")}
    return call_cards([by_call[pk] for pk in order if pk in by_call], now)


def pages_of(calls: Iterable[int]) -> list[int]:
    """Return the keys of the pages, in every language, that tell of the calls."""
    return list(CallPage.objects.filter(call__in=set(calls)).values_list("pk", flat=True))


def last_acts(pages: Iterable[int]) -> Mapping[int, datetime]:
    """Return by page when an extension, results, their correction or the end last changed it too. One query."""
    rows = CallPage.objects.filter(pk__in=list(pages)).annotate(
        extended_at=Max("call__deadlines__extensions__at"), corrected_at=Max("call__corrections__at")
    )
    acts = rows.values_list("pk", "extended_at", "corrected_at", "call__resolved_at", "call__cancelled_at")
    return {pk: max(moments) for pk, *given in acts if (moments := [moment for moment in given if moment])}


def addresses_of_calls(now: datetime) -> Iterator[tuple[int, str]]:
    """Yield page and address of what the facts of calls lead to; a closed call leads to no system any more."""
    sources = CallPage.objects.live().filter(is_own_text(), locale__language_code=settings.LANGUAGE_CODE)
    page_of = dict(sources.values_list("call", "pk"))
    ahead = Call.objects.with_state(now).filter(pk__in=page_of, state__in=AHEAD).exclude(external_url="")
    for call, address in ahead.values_list("pk", "external_url"):
        yield page_of[call], address
    for call, address in Announcement.objects.filter(call__in=page_of).exclude(url="").values_list("call", "url"):
        yield page_of[call], address
