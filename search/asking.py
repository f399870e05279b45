"""A question put to an engine: planned, looked for with all its parts and then with fewer, and put in order."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date as Date

from .concepts.book import NO_CONCEPTS, ConceptBook
from .engines.protocol import RANKED, Engine, Query, Results
from .planning import Plan, plan
from .ranking import Ranked, ranked

# With fewer findings than this, documents that say less of what was typed are shown too.
_ENOUGH = 20


@dataclass(frozen=True)
class Answer:
    """What was found for a question.

    ``is_unquoted`` says that nothing had the quoted words one after the other, ``is_reserve`` that the first engine
    did not answer, and another may be a little behind.
    """

    plan: Plan
    hits: tuple[Ranked, ...] = ()
    total: int = 0
    facets: Mapping[str, Mapping[str, int]] = field(default_factory=lambda: Results().facets)
    is_unquoted: bool = False
    is_reserve: bool = False


def ask(  # noqa: PLR0913 - each of them is one thing that a reader or a test chooses
    engine: Engine,
    text: str,
    *,
    user_language: str,
    today: Date,
    book: ConceptBook = NO_CONCEPTS,
    filters: Mapping[str, tuple[str, ...]] | None = None,
    offset: int = 0,
    limit: int = RANKED,
    corrects: bool = True,
) -> Answer:
    """Return a slice of what fits the text, best first. Raises EngineFailure."""
    planned = plan(text, user_language, engine.lexicon, book, corrects=corrects)
    results, query = _found(engine, planned, filters or {})
    is_unquoted = False
    if planned.phrases and not results.total:
        is_unquoted, planned = True, replace(planned, phrases=())
        results, query = _found(engine, planned, filters or {})
    if corrects and not results.total and not any((filters or {}).values()):
        planned = plan(text, user_language, engine.lexicon, book, is_lenient=True)
        planned = replace(planned, phrases=())
        results, query = _found(engine, planned, filters or {})
    order = ranked(planned, results.candidates, user_language=user_language, today=today)
    if offset + limit > RANKED and results.total > RANKED:
        order += _further(engine, query, offset, limit)
    hits = tuple(order[offset : offset + limit])
    return Answer(planned, hits, results.total, results.facets, is_unquoted, results.is_reserve)


def _found(engine: Engine, planned: Plan, filters: Mapping[str, tuple[str, ...]]) -> tuple[Results, Query]:
    results, query = Results(), Query(())
    for query in _tiers(planned, filters):
        results = engine.search(query)
        if results.total >= _ENOUGH:
            break
    return results, query


def _tiers(planned: Plan, filters: Mapping[str, tuple[str, ...]]) -> Iterator[Query]:
    """Yield the query with all of its parts, then with some, then with any."""
    count = len(planned.parts)
    for required in dict.fromkeys((count, (count + 1) // 2, 1)):
        yield Query(planned.parts, planned.phrases, max(1, required), filters)
    if planned.loose != planned.parts:
        yield Query(planned.loose, planned.phrases, 1, filters)


def _further(engine: Engine, query: Query, offset: int, limit: int) -> list[Ranked]:
    """Return what comes after those that were compared, in the order of the engine."""
    more = engine.search(replace(query, offset=RANKED, limit=offset + limit - RANKED))
    return [Ranked(candidate, 0.0, ()) for candidate in more.candidates]
