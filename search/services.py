"""Everything that changes the index."""

import logging
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import TypeVar

from cms.outbox.services import record

from .documents import SearchDocument, document_id, parts_of
from .engines import engine
from .engines.protocol import EngineFailure
from .sources import Source, all_sources, by_name

TOPIC = "search.refresh"
_AT_ONCE = 200
_Item = TypeVar("_Item")

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Drift:
    """How the index differs from what is public."""

    missing: tuple[str, ...] = ()
    outdated: tuple[str, ...] = ()
    superfluous: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.missing or self.outdated or self.superfluous)


def refresh_later(source: str, pk: int) -> None:
    """Have the index follow a change of this thing, once the caller's transaction is committed."""
    record(TOPIC, source=source, pk=pk)


def refresh(source: str, pk: int) -> None:
    """Make the index say of this thing what is public now, which may be nothing."""
    _refresh_all(by_name(source), [pk])


def rebuild(progress: Callable[[int], None] = lambda count: None) -> int:
    """Index everything anew and return how many documents there are; searches go on meanwhile.

    ``progress`` is told the running count. What changed during the rebuild is brought up to date at its end.
    """
    count = 0
    with engine().rebuilding(afresh=True) as index:
        for some in _batches(_all_documents()):
            index.put(some)
            count += len(some)
            if len(some) == _AT_ONCE:
                progress(count)
    reconcile(repair=True)
    return count


def reconcile(*, repair: bool) -> Drift:
    """Compare the index with what is public and return the differences, after mending them when asked to."""
    indexed = _digests(repair=repair)
    missing, outdated = [], []
    for document in _all_documents():
        digest = indexed.pop(document.id, None)
        if digest is None:
            missing.append(document.id)
        elif digest != document.digest:
            outdated.append(document.id)
    drift = Drift(tuple(missing), tuple(outdated), tuple(indexed))
    if repair and drift:
        _repair(drift)
        logger.warning(
            "Search: the index had %d missing, %d outdated and %d superfluous documents; mended.",
            len(missing), len(outdated), len(indexed),
        )  # fmt: skip
    return drift


def _digests(*, repair: bool) -> dict[str, str]:
    """Return what the index holds; a damaged one is emptied when it is to be repaired, so that all is missing."""
    try:
        return engine().digests()
    except EngineFailure:
        if not repair or not engine().mend():
            raise
        logger.exception("Search: the index was damaged; it is made anew.")
        return {}


def _repair(drift: Drift) -> None:
    engine().remove(drift.superfluous)
    changed: dict[str, list[int]] = {}
    for identifier in (*drift.missing, *drift.outdated):
        source, pk = parts_of(identifier)
        changed.setdefault(source, []).append(pk)
    for source, pks in changed.items():
        for some in _batches(pks):
            _refresh_all(by_name(source), some)


def _refresh_all(source: Source, pks: list[int]) -> None:
    documents = list(source.documents(pks))
    gone = {document_id(source.name, pk) for pk in pks} - {document.id for document in documents}
    if documents:
        engine().put(documents)
    if gone:
        engine().remove(gone)


def _all_documents() -> Iterator[SearchDocument]:
    for source in all_sources():
        for pks in _batches(list(source.all_pks())):
            yield from source.documents(pks)


def _batches(items: Iterable[_Item]) -> Iterator[list[_Item]]:
    remaining = iter(items)
    while some := list(islice(remaining, _AT_ONCE)):
        yield some
