"""Everything that changes the index."""

import logging
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from cms.outbox.services import record

from .documents import SearchDocument, document_id, parts_of
from .engines import engine
from .engines.protocol import EngineFailure, Index
from .models import IndexCheck
from .sources import Source, all_sources, by_name

TOPIC = "search.refresh"
_AT_ONCE = 200

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Drift:
    """How the index differs from what is public."""

    missing: tuple[str, ...] = ()
    outdated: tuple[str, ...] = ()
    superfluous: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.missing or self.outdated or self.superfluous)


@dataclass(frozen=True)
class Progress:
    """How far a rebuild is: documents read, of about so many, of which so many had to be indexed."""

    done: int
    total: int
    indexed: int


def refresh_later(source: str, pk: int) -> None:
    """Have the index follow a change of this thing, once the caller's transaction is committed."""
    record(TOPIC, source=source, pk=pk)


def refresh(source: str, pk: int) -> None:
    """Make the index say of this thing what is public now, which may be nothing."""
    _refresh_all(by_name(source), [pk])


def refresh_all(source: str, pks: Iterable[int]) -> None:
    """Do the same for many things of a source, some at a time."""
    for some in _batches(pks):
        _refresh_all(by_name(source), some)


def rebuild(progress: Callable[[Progress], None] = lambda _progress: None, *, afresh: bool = False) -> int:
    """Index everything anew and return how many documents there are; searches go on meanwhile.

    A rebuild that was broken off is gone on with, unless ``afresh``. What changed during it is brought up to date at
    its end.
    """
    with engine().rebuilding(afresh=afresh) as index:
        count = _fill(index, progress)
    reconcile(repair=True)
    return count


def reconcile(*, repair: bool) -> Drift:
    """Compare the index with what is public and return the differences, after mending them when asked to.

    What was found is kept as an ``IndexCheck``.
    """
    drift = _compare(_digests(repair=repair))
    if repair and drift:
        _repair(drift)
        logger.warning(
            "Search: the index had %d missing, %d outdated and %d superfluous documents; mended.",
            len(drift.missing), len(drift.outdated), len(drift.superfluous),
        )  # fmt: skip
    IndexCheck.objects.create(
        missing=len(drift.missing), outdated=len(drift.outdated), superfluous=len(drift.superfluous), mended=repair
    )
    return drift


def mend_if_damaged() -> bool:
    """Fill an index that is damaged or missing, and return whether it was; one that works is left alone."""
    if not engine().mend():
        return False
    logger.error("Search: the index was damaged or missing; it is made anew.")
    reconcile(repair=True)
    return True


def _fill(index: Index, progress: Callable[[Progress], None]) -> int:
    """Let an index hold exactly what is public; what it has already is left alone."""
    indexed = index.digests()
    done = written = 0
    pks = {source: list(source.all_pks()) for source in all_sources()}
    total = sum(map(len, pks.values()))
    for source, keys in pks.items():
        for some in _batches(keys):
            documents = list(source.documents(some))
            changed = [each for each in documents if indexed.pop(each.id, None) != each.digest]
            if changed:
                index.put(changed)
            done, written = done + len(documents), written + len(changed)
            progress(Progress(done, total, written))
    if indexed:
        index.remove(indexed)
    return done


def _compare(indexed: dict[str, str]) -> Drift:
    missing, outdated = [], []
    for document in _all_documents():
        digest = indexed.pop(document.id, None)
        if digest is None:
            missing.append(document.id)
        elif digest != document.digest:
            outdated.append(document.id)
    return Drift(tuple(missing), tuple(outdated), tuple(indexed))


def _digests(*, repair: bool) -> dict[str, str]:
    """Return what the index holds; a damaged one is emptied when it is to be repaired, so that all is missing."""
    try:
        return engine().digests()
    except EngineFailure:
        if not repair or not engine().mend():
            raise
        logger.exception("Search: the index was damaged or missing; it is made anew.")
        return engine().digests()


def _repair(drift: Drift) -> None:
    changed: dict[str, list[int]] = {}
    for identifier in (*drift.missing, *drift.outdated):
        source, pk = parts_of(identifier)
        changed.setdefault(source, []).append(pk)
    for source, pks in changed.items():
        for some in _batches(pks):
            _refresh_all(by_name(source), some)
    if drift.superfluous:
        engine().remove(drift.superfluous)


def _refresh_all(source: Source, pks: list[int]) -> None:
    documents = list(source.documents(pks))
    gone = {document_id(source.name, pk) for pk in pks} - {document.id for document in documents}
    if documents:
        engine().put(documents)
    if gone:
        engine().remove(gone)


def _all_documents() -> Iterator[SearchDocument]:
    for source in all_sources():
        for pks in _batches(source.all_pks()):
            yield from source.documents(pks)


def _batches(pks: Iterable[int]) -> Iterator[list[int]]:
    remaining = iter(list(pks))
    while some := list(islice(remaining, _AT_ONCE)):
        yield some
