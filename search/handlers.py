"""The index follows what changes, and is compared with the site every night."""

from datetime import timedelta

from django.db import transaction

from cms.outbox.failures import GiveUp
from cms.outbox.registry import daily, handler, recurring
from cms.outbox.services import record

from . import questions, services
from .attachments import services as files
from .sources import UnknownSource, affected_by


@handler(services.TOPIC)
def refresh(*, source: str, pk: int) -> None:
    """Bring up to date what shows a thing that changed; running it twice does no harm."""
    try:
        affected = affected_by(source, pk)
    except UnknownSource as error:
        raise GiveUp(str(error)) from error
    for name, pks in affected.items():
        services.refresh_all(name, pks)
        files.read_later(source=name, pks=pks)


@handler(files.TOPIC, lease=timedelta(minutes=10))
def read_files(*, source: str, pk: int) -> None:
    """Read the public files of a thing after it can be found already, and have it found by their words too."""
    if files.follow(source=source, pk=pk):
        services.refresh(source, pk)


@recurring("search.read_files", daily(at="01:50"))
@transaction.atomic
def read_what_was_missed() -> None:
    """Read the files that nobody had read when they became public, and forget what should have been forgotten."""
    for source, pks in files.everything_to_follow().items():
        for pk in sorted(pks):
            record(files.TOPIC, source=source, pk=pk)


@recurring("search.reconcile", daily(at="02:30"), lease=timedelta(hours=1))
def mend_index() -> None:
    """Find and mend what the index missed."""
    services.reconcile(repair=True)


@recurring("search.erase_questions", daily(at="04:40"))
def erase_questions() -> None:
    """Forget after 90 days what was looked for in vain."""
    questions.erase_old()
