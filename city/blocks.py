"""Hours and barrier-free facts as data. Facts stay as they are in every language; only reasons and notes are words."""

from collections.abc import Iterable, Iterator
from datetime import date, time
from itertools import pairwise
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from wagtail.blocks import (
    CharBlock,
    ChoiceBlock,
    DateBlock,
    StreamBlock,
    StreamBlockValidationError,
    StreamValue,
    StructBlock,
    StructBlockValidationError,
    TimeBlock,
)


class Weekday(TextChoices):
    """A day of the week; the value is its ISO number."""

    MONDAY = "1", _("Monday")
    TUESDAY = "2", _("Tuesday")
    WEDNESDAY = "3", _("Wednesday")
    THURSDAY = "4", _("Thursday")
    FRIDAY = "5", _("Friday")
    SATURDAY = "6", _("Saturday")
    SUNDAY = "7", _("Sunday")


class BarrierFree(TextChoices):
    """What people with disabilities ask about a place before they go."""

    ENTRANCE = "entrance", _("entrance without steps")
    LIFT = "lift", _("lift")
    TOILET = "toilet", _("accessible toilet")
    PARKING = "parking", _("parking space for people with disabilities")
    LOOP = "loop", _("induction loop")
    SIGN_LANGUAGE = "sign-language", _("interpreter of Polish Sign Language")
    QUIET_ROOM = "quiet-room", _("quiet room")
    GUIDE_DOG = "guide-dog", _("guide dogs are welcome")


class Answer(TextChoices):
    """Whether something is there; what nobody checked is not known, not missing."""

    YES = "yes", _("yes")
    NO = "no", _("no")
    UNKNOWN = "unknown", _("not known")


class OpenBlock(StructBlock):
    """From when to when it is open on one day of the week."""

    weekday = ChoiceBlock(label=_("Day"), choices=Weekday.choices, search_index=False)
    opens = TimeBlock(label=_("Opens at"))
    closes = TimeBlock(label=_("Closes at"))

    class Meta:
        icon = "time"
        label = _("Hours of a day")

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        _check_order(cleaned["opens"], cleaned["closes"])
        return cleaned


class HoursBlock(StreamBlock):
    """The usual week. A day that is not named is closed; a break at noon is two rows of the same day."""

    open = OpenBlock()

    def clean(self, value: StreamValue) -> StreamValue:
        cleaned = super().clean(value)
        errors = {index: _clash("opens") for index in _overlapping(cleaned)}
        if errors:
            raise StreamBlockValidationError(block_errors=errors)
        return cleaned


class ExceptionBlock(StructBlock):
    """One day, or several in a row, on which the usual week does not hold."""

    first = DateBlock(label=_("Day, or the first of several"))
    last = DateBlock(label=_("Last day"), required=False, help_text=_("Leave empty when it is one day."))
    opens = TimeBlock(label=_("Opens at"), required=False, help_text=_("Leave both times empty when it is closed."))
    closes = TimeBlock(label=_("Closes at"), required=False)
    reason = CharBlock(
        label=_("Reason"), max_length=200, help_text=_("Readers see it, for example: training of staff.")
    )

    class Meta:
        icon = "calendar-alt"
        label = _("Exception")

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        if cleaned["last"] and cleaned["last"] < cleaned["first"]:
            raise _at("last", _("The last day is before the first."))
        if bool(cleaned["opens"]) != bool(cleaned["closes"]):
            raise _at("closes", _("Give both times, or none when it is closed."))
        if cleaned["opens"]:
            _check_order(cleaned["opens"], cleaned["closes"])
        return cleaned


class ExceptionsBlock(StreamBlock):
    """The days on which the usual week does not hold."""

    day = ExceptionBlock()

    def clean(self, value: StreamValue) -> StreamValue:
        cleaned = super().clean(value)
        errors = {index: _clash("first") for index in _same_days(cleaned)}
        if errors:
            raise StreamBlockValidationError(block_errors=errors)
        return cleaned


class BarrierFreeFactBlock(StructBlock):
    """One fact, and what one should know of it."""

    kind = ChoiceBlock(label=_("What is asked"), choices=BarrierFree.choices, search_index=False)
    answer = ChoiceBlock(label=_("Is it there?"), choices=Answer.choices, default=Answer.UNKNOWN, search_index=False)
    note = CharBlock(label=_("What else to know"), required=False, max_length=200)

    class Meta:
        icon = "tick"
        label = _("Fact")


class BarrierFreeBlock(StreamBlock):
    """The facts; what is not among them counts as not known."""

    fact = BarrierFreeFactBlock()

    def clean(self, value: StreamValue) -> StreamValue:
        cleaned = super().clean(value)
        seen: set[str] = set()
        errors: dict[int, ValidationError] = {}
        for index, child in enumerate(cleaned):
            if child.value["kind"] in seen:
                errors[index] = _at("kind", _("This fact is already in the list. Keep it once."))
            seen.add(child.value["kind"])
        if errors:
            raise StreamBlockValidationError(block_errors=errors)
        return cleaned


def _at(field: str, message: Any) -> StructBlockValidationError:
    return StructBlockValidationError(block_errors={field: ValidationError(message)})


def _clash(field: str) -> StructBlockValidationError:
    return _at(field, _("This overlaps with another row. Change one of them."))


def _check_order(opens: time, closes: time) -> None:
    if opens >= closes:
        raise _at("closes", _("The end must be later than the beginning. Hours past midnight are two rows."))


def _overlapping(hours: Iterable[Any]) -> Iterator[int]:
    """Yield the place of each row that begins before an earlier one of the same day has ended."""
    rows = sorted(
        ((child.value["weekday"], child.value["opens"], child.value["closes"]), index)
        for index, child in enumerate(hours)
    )
    for ((day, _opens, closes), _before), ((next_day, opens, _closes), index) in pairwise(rows):
        if day == next_day and opens < closes:
            yield index


def _same_days(exceptions: Iterable[Any]) -> Iterator[int]:
    """Yield the place of each row that shares a day with an earlier one, unless both name hours that do not overlap."""
    rows = [(child.value, index) for index, child in enumerate(exceptions)]
    for value, index in rows:
        if any(_share_time(value, other) for other, _place in rows[:index]):
            yield index


def _share_time(one: Any, other: Any) -> bool:
    if _last(one) < other["first"] or _last(other) < one["first"]:
        return False
    if one["opens"] is None or other["opens"] is None:
        return True
    return bool(one["opens"] < other["closes"] and other["opens"] < one["closes"])


def _last(value: Any) -> date:
    last: date = value["last"] or value["first"]
    return last
