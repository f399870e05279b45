"""The index follows what changes, and is compared with the site every night."""

from datetime import timedelta

from cms.outbox.failures import GiveUp
from cms.outbox.registry import daily, handler, recurring

from . import questions, services
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


@recurring("search.reconcile", daily(at="02:30"), lease=timedelta(hours=1))
def mend_index() -> None:
    """Find and mend what the index missed."""
    services.reconcile(repair=True)


@recurring("search.erase_questions", daily(at="04:40"))
def erase_questions() -> None:
    """Forget after 90 days what was looked for in vain."""
    questions.erase_old()
