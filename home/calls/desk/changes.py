"""What happened to a call, told from its acts and from the history of its facts, deadlines and announcements."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _

from accounts.models import User
from home.calls.fields import in_words
from home.calls.models import Announcement, Call, CallDeadline, DeadlineExtension, ResultsCorrection
from home.calls.refusals import shown

_TOGETHER = 2.0  # seconds: what one press of "Save" writes
_NOT_TOLD = {
    "id", "sequence", "published_at", "evaluation_began_at", "resolved_at", "cancelled_at", "cancellation_reason",
    "short_notice_reason", "short_notice_by", "short_notice_at",
}  # fmt: skip


@dataclass
class Change:
    """What somebody did to a call at one time, in sentences. ``by`` is None for the product itself."""

    at: datetime
    by: User | None
    texts: list[str]


def changes_of(call: Call) -> list[Change]:
    """Return what happened to the call, the newest first. A constant number of queries."""
    found: list[Change] = []
    for at, by, texts in sorted(_told(call), key=lambda each: each[0]):
        last = found[-1] if found else None
        if last and last.by == by and (at - last.at).total_seconds() <= _TOGETHER:
            last.texts += texts
        else:
            found.append(Change(at, by, texts))
    return found[::-1]


def _told(call: Call) -> Iterator[tuple[datetime, User | None, list[str]]]:
    for act in DeadlineExtension.objects.filter(deadline__call=call).select_related("by", "deadline"):
        yield act.at, act.by, [_extension_told(act)]
    for correction in ResultsCorrection.objects.filter(call=call).select_related("by"):
        text = _("Corrected the results. Reason: %(reason)s") % {"reason": in_words(correction.reason)}
        yield correction.at, correction.by, [text]
    before: dict[tuple[type, int], Any] = {}
    for row in _rows(call):
        was = before.get((type(row), row.id))
        before[type(row), row.id] = row
        texts = list(_facts_told(row, was) if hasattr(row, "reference") else _part_told(row, was))
        if texts:
            yield row.history_date, row.history_user, texts


def _rows(call: Call) -> list[Any]:
    rows = list(Call.history.filter(id=call.pk).select_related("history_user"))
    for model in (CallDeadline, Announcement):
        rows += model.history.filter(call_id=call.pk).select_related("history_user")
    return sorted(rows, key=lambda row: (row.history_date, row.history_id))


def _extension_told(act: DeadlineExtension) -> str:
    details = {
        "kind": CallDeadline.Kind(act.deadline.kind).label,
        "old": shown(act.old),
        "new": shown(act.new),
        "reason": in_words(act.reason),
        "number": act.decision_number,
    }
    if act.decision_number:
        text = _("Extended a deadline (%(kind)s) from %(old)s to %(new)s, decision %(number)s. Reason: %(reason)s")
    else:
        text = _("Extended a deadline (%(kind)s) from %(old)s to %(new)s. Reason: %(reason)s")
    return text % details


def _facts_told(row: Any, was: Any) -> Iterator[str]:
    if row.history_type == "+":
        yield _("Created the call.")
    if was is None:
        return
    yield from _acts_told(row, was)
    for field in Call._meta.concrete_fields:
        if field.name in _NOT_TOLD:
            continue
        old, new = getattr(was, field.attname), getattr(row, field.attname)
        if old != new and field.is_relation:
            yield _("Changed “%(field)s”.") % {"field": field.verbose_name}
        elif old != new:
            yield _("Changed “%(field)s” from “%(before)s” to “%(after)s”.") % {
                "field": field.verbose_name, "before": _value(field, old), "after": _value(field, new),
            }  # fmt: skip


def _acts_told(row: Any, was: Any) -> Iterator[str]:
    if row.published_at and not was.published_at:
        yield _("The call became public with its page.")
    if row.short_notice_reason and row.short_notice_reason != was.short_notice_reason:
        yield _("Decided on a shorter announcement. Reason: %(reason)s") % {"reason": row.short_notice_reason}
    if was.short_notice_reason and not row.short_notice_reason:
        yield _("The decision on a shorter announcement fell: the dates are no longer the same.")
    if row.evaluation_began_at and not was.evaluation_began_at:
        yield _("Began the evaluation.")
    if row.resolved_at and not was.resolved_at:
        yield _("Published the results.")
    if row.cancelled_at and not was.cancelled_at:
        yield _("Cancelled the call. Reason: %(reason)s") % {"reason": in_words(row.cancellation_reason)}


def _part_told(row: Any, was: Any) -> Iterator[str]:
    if row.history_type == "+":
        yield _("Added %(what)s.") % {"what": _part(row)}
    elif row.history_type == "-":
        yield _("Removed %(what)s.") % {"what": _part(row)}
    elif was is not None and row.history_change_reason != "call.deadline_extended" and _part(row) != _part(was):
        yield _("Changed %(before)s to %(after)s.") % {"before": _part(was), "after": _part(row)}


def _part(row: Any) -> str:
    if hasattr(row, "place"):
        details = {"place": Announcement.Place(row.place).label, "day": date_format(row.on, "DATE_FORMAT")}
        return _("the announcement “%(place)s”, %(day)s") % details
    return _("the deadline “%(kind)s”, %(at)s") % {"kind": CallDeadline.Kind(row.kind).label, "at": shown(row.at)}


def _value(field: Any, value: Any) -> str:
    """Return a value as people read it: a moment by the clock in the city, a code as what it is called."""
    if value in (None, "", []):
        return "–"
    if isinstance(value, datetime):
        return shown(value)
    if isinstance(value, Decimal):
        return number_format(value.normalize(), use_l10n=True, force_grouping=True)
    choices = getattr(field, "choices_of", None) or field.flatchoices
    names = {code: str(label) for code, label in choices}
    codes = value if isinstance(value, list) else [value]
    return ", ".join(names.get(code, str(code)) for code in codes)
