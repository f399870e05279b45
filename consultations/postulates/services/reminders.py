"""Reminding staff of what is due: each stage of a date once, and what one person hears on one day in one mail."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from city.deadlines import is_working_day
from consultations.postulates.models import Reminder, ReminderLetter
from consultations.postulates.reminders.dues import Due, dues_near
from consultations.postulates.reminders.people import office_on, people_to_remind
from consultations.postulates.reminders.stages import stage_on
from notifications.services import send_later

REMINDER_MAIL = "postulates.reminder"
Told = tuple[Reminder, frozenset[int]]


def remind(today: date) -> int:
    """Record the reminders that fit the day and were not recorded yet; return how many dates they are about.

    On a day off nobody is reminded; a job that runs late makes up for it. Cases are read in batches, and only ids are
    kept of them until all is written in one transaction: an interrupted job leaves nothing half told.
    """
    if not is_working_day(today):
        return 0
    told = list(_new_reminders(today))
    _record(told)
    return len(told)


def erase_old_reminders() -> None:
    """Forget who was reminded of what; that a stage of a date was told stays known."""
    kept = timedelta(days=settings.DELIVERIES_KEPT_DAYS)
    ReminderLetter.objects.filter(at__lt=timezone.now() - kept).delete()


def _new_reminders(today: date) -> Iterator[Told]:
    office = office_on(today)
    for kind in Reminder.Kind:
        for batch in dues_near(kind, today):
            for reminder, due in _not_told(kind, batch, today):
                if people := people_to_remind(due, today, office):
                    yield reminder, people


def _not_told(kind: Reminder.Kind, dues: list[Due], today: date) -> Iterator[tuple[Reminder, Due]]:
    """Yield the reminder of each date that has reached a stage of which nobody heard. One query."""
    stages = [(due, stage_on(today, due_on=due.due_on, since=due.since)) for due in dues]
    reached = [(due, stage) for due, stage in stages if stage is not None]
    known = Reminder.objects.filter(kind=kind, about__in=[due.about for due, _stage in reached])
    told = set(known.values_list("about", "due_on", "stage"))
    for due, stage in reached:
        if (due.about, due.due_on, stage) not in told:
            yield Reminder(kind=kind, about=due.about, due_on=due.due_on, stage=stage), due


@transaction.atomic
def _record(told: list[Told]) -> None:
    """Write what was said and to whom, and ask for one mail to each person."""
    Reminder.objects.bulk_create([reminder for reminder, _people in told])
    of_person: dict[int, list[Reminder]] = defaultdict(list)
    for reminder, people in told:
        for person in people:
            of_person[person].append(reminder)
    letters = ReminderLetter.objects.bulk_create([ReminderLetter(person_id=person) for person in of_person])
    lines = ReminderLetter.reminders.through
    lines.objects.bulk_create(
        lines(reminderletter=letter, reminder=reminder)
        for letter in letters
        for reminder in of_person[letter.person_id]
    )
    for letter in letters:
        send_later(REMINDER_MAIL, addressee=f"user:{letter.person_id}", about=letter.pk, key=str(letter.pk))
