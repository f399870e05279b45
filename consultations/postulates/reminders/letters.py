"""The words of a reminder, from the state at the moment of sending."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from accounts.models import User
from city.deadlines import working_days_between
from cms.addresses import absolute
from consultations.postulates.models import Commitment, Postulate, Reminder, ReminderLetter
from consultations.postulates.queries import actor_of, with_a_stake_of
from notifications.registry import Addressee, Draft

from .dues import Due, dues_now
from .people import office_on, people_to_remind

Kind = Reminder.Kind
MOST = 30


@dataclass(frozen=True, slots=True)
class Line:
    """One date in a letter, in words of the active language; ``promise`` has the words of the city's answer."""

    case: str
    promise: str
    due_on: date
    what: str
    when: str
    url: str
    is_late: bool


def letter_draft(letter: ReminderLetter, addressee: Addressee) -> Draft | None:
    """Write one mail about all that is still to be done; None when all of it was done or is no longer the person's."""
    person = letter.person
    if addressee.key != f"user:{person.pk}":
        return None
    today = timezone.localdate()
    lines = _lines(_still_due(letter, person, today), person, today)
    return in_words(lines) if lines else None


def in_words(lines: Sequence[Line]) -> Draft:
    """Return the mail with these lines, of which there is at least one; of very many it has the first."""
    return Draft(
        template="postulates/mail/reminder",
        context={
            "lines": lines[:MOST],
            "count": len(lines),
            "more": max(len(lines) - MOST, 0),
            "late": sum(line.is_late for line in lines),
            "first": lines[0],
            "url": absolute(reverse("accounts:landing")),
        },
    )


def line_about(due: Due, case: Postulate, today: date, promise: Commitment | None = None) -> Line:
    """Return what is said on a day about a date of a case, or of a promise made in it."""
    is_late = due.due_on < today
    in_time, late = _WORDS[due.kind]
    desk = reverse("postulates:desk_case", kwargs={"key": case.key})
    return Line(
        case=str(case),
        promise=promise.text if promise else "",
        due_on=due.due_on,
        what=str(late if is_late else in_time) % {"day": date_format(due.due_on, "DATE_FORMAT")},
        when=_when(due.due_on, today),
        url=absolute(promise.get_absolute_url() if promise else desk),
        is_late=is_late,
    )


def _still_due(letter: ReminderLetter, person: User, today: date) -> Iterator[Due]:
    """Yield what nobody has done since, whose day stayed, and which is still the person's."""
    office = office_on(today)
    told: dict[Kind, dict[int, date]] = defaultdict(dict)
    for kind, about, due_on in letter.reminders.values_list("kind", "about", "due_on"):
        told[Kind(kind)][about] = due_on
    for kind, days in told.items():
        for due in dues_now(kind, days):
            if due.due_on == days[due.about] and person.pk in people_to_remind(due, today, office):
                yield due


def _lines(dues: Iterable[Due], person: User, today: date) -> list[Line]:
    """Return a line for each that the person may read, the first due first; none about what they may not decide."""
    found = sorted(dues, key=lambda due: (due.due_on, due.case))
    readable = Postulate.objects.visible_to(person).filter(pk__in={due.case for due in found})
    cases = {case.pk: case for case in readable}
    own = _with_a_stake(person, {due.case for due in found if due.kind is Kind.CHECK})
    promises = Commitment.objects.in_bulk([due.about for due in found if due.kind is Kind.PROMISE])
    return [
        line_about(due, cases[due.case], today, promises.get(due.about) if due.kind is Kind.PROMISE else None)
        for due in found
        if due.case in cases and not (due.kind is Kind.CHECK and due.case in own)
    ]


def _with_a_stake(person: User, cases: set[int]) -> set[int]:
    """Return those of the cases in which the person has a stake, so that another moderator decides."""
    if not cases:
        return set()
    own = Postulate.objects.filter(with_a_stake_of(actor_of(person)), pk__in=cases)
    return set(own.values_list("pk", flat=True))


def _when(due_on: date, today: date) -> str:
    if due_on == today:
        return _("That is today.")
    days = abs(working_days_between(today, due_on))
    if due_on < today:
        return ngettext("It is %(days)s working day late.", "It is %(days)s working days late.", days) % {"days": days}
    if days == 0:
        return _("Today is the last working day before it.")
    return ngettext("%(days)s working day is left.", "%(days)s working days are left.", days) % {"days": days}


_WORDS: dict[Kind, tuple[Promise, Promise]] = {
    Kind.ANSWER: (gettext_lazy("The answer is due on %(day)s."), gettext_lazy("The answer was due on %(day)s.")),
    Kind.PART: (
        gettext_lazy("The part of your unit is due on %(day)s."),
        gettext_lazy("The part of your unit was due on %(day)s."),
    ),
    Kind.CHECK: (
        gettext_lazy("A moderator should check the text by %(day)s."),
        gettext_lazy("A moderator should have checked the text by %(day)s."),
    ),
    Kind.PROMISE: (
        gettext_lazy("The promise is due on %(day)s."),
        gettext_lazy("The promise was due on %(day)s and is not kept yet."),
    ),
}
