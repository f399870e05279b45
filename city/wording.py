"""An explained date in the reader's language, one sentence for each step."""

from collections.abc import Callable
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from .deadlines import name_of_day_off
from .explanations import Explanation, Step, StepKind
from .models import DeadlineRule

Measure, StartsOn = DeadlineRule.Measure, DeadlineRule.StartsOn


def sentences(explanation: Explanation) -> list[str]:
    """Say in the active language how the date was counted.

    The law is not among the sentences: its name is Polish and a page marks it so.
    """
    return [_WORDS[step.kind](explanation, step) for step in explanation.steps]


def _not_counted(explanation: Explanation, step: Step) -> str:
    texts = {
        StartsOn.RECEIPT: _("The text was received on %(day)s; that day is not counted."),
        StartsOn.COMPETENT_RECEIPT: _("The competent body received the text on %(day)s; that day is not counted."),
        StartsOn.REGISTRATION: _("The case was registered on %(day)s; that day is not counted."),
        StartsOn.NOTICE: _("The notice was delivered on %(day)s; that day is not counted."),
        StartsOn.ANSWER: _("The answer was published on %(day)s; that day is not counted."),
        StartsOn.FIRST_TERM: _("The first term ended on %(day)s; that day is not counted."),
    }
    return texts[StartsOn(explanation.rule.starts_on)] % {"day": _on(step.day)}


def _passed_over(explanation: Explanation, step: Step) -> str:
    return _("%(day)s is a public holiday (%(name)s) and is not counted.") % {
        "day": _on(step.day),
        "name": _holiday(step.day),
    }


def _counted(explanation: Explanation, step: Step) -> str:
    length = explanation.rule.length
    texts = {
        Measure.DAY: ngettext(
            "A term of %(length)s day ends on %(day)s.", "A term of %(length)s days ends on %(day)s.", length
        ),
        Measure.WORKING_DAY: ngettext(
            "A term of %(length)s working day ends on %(day)s; Saturdays, Sundays and public holidays do not count.",
            "A term of %(length)s working days ends on %(day)s; Saturdays, Sundays and public holidays do not count.",
            length,
        ),
        Measure.MONTH: ngettext(
            "A term of %(length)s month ends on %(day)s.", "A term of %(length)s months ends on %(day)s.", length
        ),
    }
    return texts[Measure(explanation.rule.measure)] % {"length": length, "day": _on(step.day)}


def _shorter_month(explanation: Explanation, step: Step) -> str:
    return _("That month has no day %(number)s, so the term ends on the last day of the month.") % {
        "number": explanation.received.day
    }


def _saturday(explanation: Explanation, step: Step) -> str:
    return _("%(day)s is a Saturday.") % {"day": _on(step.day)}


def _sunday(explanation: Explanation, step: Step) -> str:
    return _("%(day)s is a Sunday.") % {"day": _on(step.day)}


def _a_holiday(explanation: Explanation, step: Step) -> str:
    return _("%(day)s is a public holiday: %(name)s.") % {"day": _on(step.day), "name": _holiday(step.day)}


def _next_working_day(explanation: Explanation, step: Step) -> str:
    return _("So the last day is the next working day, %(day)s.") % {"day": _on(step.day)}


def _stays(explanation: Explanation, step: Step) -> str:
    return _("This term does not move to a working day, so the last day stays %(day)s.") % {"day": _on(step.day)}


def _on(day: date) -> str:
    return date_format(day, "DATE_FORMAT")


def _holiday(day: date) -> str:
    # The calendar may drop a holiday that it knew when the date was counted; what was said then still holds.
    return name_of_day_off(day, get_language() or "pl") or _("day off by law")


_WORDS: dict[StepKind, Callable[[Explanation, Step], str]] = {
    StepKind.NOT_COUNTED: _not_counted,
    StepKind.PASSED_OVER: _passed_over,
    StepKind.COUNTED: _counted,
    StepKind.SHORTER_MONTH: _shorter_month,
    StepKind.SATURDAY: _saturday,
    StepKind.SUNDAY: _sunday,
    StepKind.HOLIDAY: _a_holiday,
    StepKind.NEXT_WORKING_DAY: _next_working_day,
    StepKind.STAYS: _stays,
}
