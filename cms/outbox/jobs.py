"""Turns the timetables of recurring jobs into outbox rows."""

from django.db import transaction
from django.utils import timezone

from .models import JobRun
from .queries import unfinished_entries
from .registry import job_topic, timetables
from .services import record


def start_due_jobs() -> int:
    """Record every recurring job whose newest slot nobody has started yet; return how many.

    Several workers may call it at once. A job that still waits or runs is not recorded a second time.
    """
    return sum(_start(name) for name in timetables())


def _start(name: str) -> bool:
    slot = timetables()[name].slot(timezone.now())
    if JobRun.objects.filter(name=name, slot=slot).exists():
        return False
    with transaction.atomic():
        _run, is_mine = JobRun.objects.get_or_create(name=name, slot=slot)
        if not is_mine or unfinished_entries(job_topic(name)).exists():
            return False
        record(job_topic(name), key=slot.isoformat())
    return True
