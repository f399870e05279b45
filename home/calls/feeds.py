"""Calls for feed readers: a call, each extension of a deadline, results and a cancellation are entries of their own."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db.models import F, QuerySet
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from city.models import Topic, Unit
from cms.fallback import readers_language
from cms.feeds import LATEST, EntriesFeed, FeedEntry, newest, tag
from home.models import CallPage

from .models import Call, CallQuerySet, DeadlineExtension
from .queries import public_calls
from .questions import Published, questions_of
from .telling import address, cancelled, extended, history, in_words_of, not_translated, until, why, with_deadlines
from .words import list_address, pages_of


class CallsFeed(EntriesFeed[None]):
    """What happened last in all calls, for readers of the active language."""

    def title(self) -> str:
        return _("%(site)s: calls for proposals") % {"site": settings.SITE_NAME}

    def link(self) -> str:
        return list_address()

    def feed_url(self, obj: None) -> str:
        return reverse("calls_feed")

    def get_object(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        return None

    def items(self) -> list[FeedEntry]:
        return call_entries(public_calls())


def calls_about(subject: Topic | Unit) -> list[FeedEntry]:
    """Return what happened last in the calls about a topic, or of a unit."""
    if isinstance(subject, Topic):
        return call_entries(public_calls().filter(topics__translation_key=subject.translation_key))
    return call_entries(public_calls().filter(unit__translation_key=subject.translation_key))


def call_entries(calls: CallQuerySet) -> list[FeedEntry]:
    """Return the newest entries of the calls. At most a dozen queries, however many calls there are."""
    chosen = Call.objects.filter(pk__in=calls.values("pk"))
    shown = {name: list(_newest_by(chosen, name)) for name in ("published_at", "resolved_at", "cancelled_at")}
    extensions = _newest_extensions(chosen)
    pages = pages_of(
        {call.pk for rows in shown.values() for call in rows} | {row.deadline.call_id for row in extensions}
    )
    published = (call.pk for call in shown["published_at"] if call.pk in pages)
    asked = questions_of({pk: pages[pk].language for pk in published})
    entries = [
        *(_call(call, pages[call.pk], asked.get(call.pk, [])) for call in shown["published_at"] if call.pk in pages),
        *(_results(call, pages[call.pk]) for call in shown["resolved_at"] if call.pk in pages),
        *(_cancellation(call, pages[call.pk]) for call in shown["cancelled_at"] if call.pk in pages),
        *(_extension(row, pages[row.deadline.call_id]) for row in extensions if row.deadline.call_id in pages),
    ]
    return newest(entries)


def _newest_by(calls: CallQuerySet, name: str) -> Iterable[Call]:
    """Return the calls to which something happened last; of those that are public every one was published."""
    happened = calls if name == "published_at" else calls.filter(**{f"{name}__isnull": False})
    return with_deadlines(happened).order_by(F(name).desc(nulls_last=True), "-pk")[:LATEST]


def _newest_extensions(calls: CallQuerySet) -> "QuerySet[DeadlineExtension]":
    found = DeadlineExtension.objects.filter(deadline__call__in=calls).select_related("deadline__call")
    return found.order_by("-at", "-pk")[:LATEST]


def _call(call: Call, page: CallPage, questions: list[Published]) -> FeedEntry:
    """Return the call with its whole history and with its questions and answers, which are a part of its text."""
    published = call.published_at or page.first_published_at or call.opens_at
    acts = [extension.at for deadline in call.deadlines.all() for extension in deadline.extensions.all()]
    answers = [row.changed_at for row in questions]
    changes = [published, page.last_published_at, call.cancelled_at, *acts, *answers]
    with in_words_of(page):
        lines = [cancelled(call), page.lead]
        for deadline in call.deadlines.all():
            lines += [until(deadline), *history(deadline)]
        title = _("Call for proposals: %(title)s") % {"title": page.title}
        more = render_to_string("home/calls/feed_questions.html", {"questions": questions}) if questions else ""
    return _entry(page, f"call/{call.pk}", title, lines, published, max(filter(None, changes)), more)


def _extension(extension: DeadlineExtension, page: CallPage) -> FeedEntry:
    with in_words_of(page):
        title = _("Deadline extended: %(title)s") % {"title": page.title}
        lines = [str(extension.deadline.get_kind_display()), extended(extension), *why(extension)]
    return _entry(page, f"call-extension/{extension.pk}", title, lines, extension.at, extension.at)


def _results(call: Call, page: CallPage) -> FeedEntry:
    happened = call.resolved_at or call.opens_at
    with in_words_of(page):
        title = _("Results: %(title)s") % {"title": page.title}
        lines = [_("The results of the call are published.")]
    return _entry(page, f"call/{call.pk}/results", title, lines, happened, happened)


def _cancellation(call: Call, page: CallPage) -> FeedEntry:
    happened = call.cancelled_at or call.opens_at
    with in_words_of(page):
        title = _("Cancelled: %(title)s") % {"title": page.title}
        lines = [cancelled(call)]
    return _entry(page, f"call/{call.pk}/cancelled", title, lines, happened, happened)


def _entry(
    page: CallPage, name: str, title: str, lines: list[str], published: datetime, updated: datetime, more: str = ""
) -> FeedEntry:
    html = _html(page, lines) + more
    return FeedEntry(tag(name), title, address(page), html, page.language, published, updated)


def _html(page: CallPage, lines: list[str]) -> SafeString:
    notice = not_translated(page)
    shown = format_html('<p lang="{}">{}</p>', readers_language(), notice) if notice else SafeString()
    return shown + format_html_join("", "<p>{}</p>", ((line,) for line in lines if line))
