"""The index follows what changes, and is compared with the site every night."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from cms.outbox.failures import GiveUp, NotNow
from cms.outbox.registry import daily, handler, recurring
from cms.outbox.services import record

from . import questions, services
from .attachments import services as files
from .engines.protocol import EngineFailure, EngineRefusal
from .models import IndexCheck
from .sources import UnknownSource, affected_by

# An engine that is back has caught up within a minute.
_AWAY = timedelta(seconds=10)
_CHECKS_KEPT = timedelta(days=90)


@contextmanager
def engine_awaited() -> Iterator[None]:
    """Let a row wait for an engine that is away, as long as it takes; a refusal is an ordinary failure."""
    try:
        yield
    except EngineRefusal:
        raise
    except EngineFailure as error:
        raise NotNow(str(error), _AWAY) from error


@handler(services.TOPIC)
def refresh(*, source: str, pk: int) -> None:
    """Bring up to date what shows a thing that changed; running it twice does no harm."""
    try:
        affected = affected_by(source, pk)
    except UnknownSource as error:
        raise GiveUp(str(error)) from error
    for name, pks in affected.items():
        with engine_awaited():
            services.refresh_all(name, pks)
        files.read_later(source=name, pks=pks)


@handler(files.TOPIC, lease=timedelta(minutes=10))
def read_files(*, source: str, pk: int) -> None:
    """Read the public files of a thing after it can be found already, and have it found by their words too."""
    files.follow(source=source, pk=pk)
    with engine_awaited():
        services.refresh(source, pk)


@recurring("search.read_files", daily(at="01:50"))
@transaction.atomic
def read_what_was_missed() -> None:
    """Read the files that nobody had read when they became public, and forget what should have been forgotten."""
    for source, pks in files.everything_to_follow().items():
        for pk in sorted(pks):
            record(files.TOPIC, source=source, pk=pk)


@recurring("search.mend", every=timedelta(minutes=15), lease=timedelta(hours=1))
def mend_damage() -> None:
    """Make a damaged or missing index anew, without waiting for the night."""
    services.mend_if_damaged()


@recurring("search.reconcile", daily(at="02:30"), lease=timedelta(hours=1))
def mend_index() -> None:
    """Find and mend what the index missed."""
    services.reconcile(repair=True)


@recurring("search.erase_questions", daily(at="04:40"))
def erase_questions() -> None:
    """Forget after 90 days what was looked for in vain, and what checks of the index found."""
    questions.erase_old()
    IndexCheck.objects.filter(checked_at__lt=timezone.now() - _CHECKS_KEPT).delete()
