"""How good the search is, by queries of which it is known what answers them."""

import json
import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date as Date
from itertools import islice
from typing import Any

from .asking import ask
from .concepts.book import ConceptBook
from .documents import SearchDocument, parts_of
from .engines.protocol import Engine

SHOWN = 10
ALL = "all"
_AT_ONCE = 500


@dataclass(frozen=True)
class Judged:
    """A query with the ids of the documents that answer it and how well each does, if that is known."""

    id: str
    language: str
    text: str
    kind: str = ""
    relevant: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Score:
    """How well the first ten findings of one query, or of several on average, answer."""

    queries: int
    ndcg: float
    recall: float
    reciprocal_rank: float
    zero_hits: float


def fill(engine: Engine, lines: Iterable[str]) -> list[str]:
    """Index a corpus in JSON Lines; return the ids of its documents by the numbers that the engine knows them by."""
    ids: list[str] = []
    rows = _rows(lines)
    while some := list(islice(rows, _AT_ONCE)):
        engine.put(
            SearchDocument(
                source="corpus", kind=row.get("type", ""), pk=len(ids) + place, language=row["lang"],
                title=row["title"], body=row.get("body", ""),
            )
            for place, row in enumerate(some)
        )  # fmt: skip
        ids += [str(row["id"]) for row in some]
    return ids


def queries(lines: Iterable[str]) -> list[Judged]:
    """Read queries in JSON Lines."""
    rows = _rows(lines)
    return [
        Judged(str(row["qid"]), row["lang"], row["query"], row.get("kind", ""), row.get("relevant", {})) for row in rows
    ]


def answers(
    engine: Engine, ids: Sequence[str], asked: Iterable[Judged], book: ConceptBook, today: Date
) -> Iterator[tuple[Judged, list[str]]]:
    """Yield each query with the ids of what the site would show for it, best first."""
    for query in asked:
        answer = ask(engine, query.text, user_language=query.language, today=today, book=book)
        yield query, [ids[parts_of(hit.candidate.id)[1]] for hit in answer.hits]


def scores(answered: Iterable[tuple[Judged, list[str]]]) -> dict[str, Score]:
    """Return the score of all queries that are judged, and of each kind."""
    by_kind: dict[str, list[Score]] = defaultdict(list)
    for query, found in answered:
        if query.relevant:
            for kind in (ALL, query.kind):
                by_kind[kind].append(score(query.relevant, found))
    return {kind: _mean(several) for kind, several in sorted(by_kind.items(), key=lambda row: (row[0] != ALL, row[0]))}


def score(relevant: Mapping[str, int], found: Sequence[str]) -> Score:
    """Judge the first ten findings; a document that answers well counts three times one that is only close."""
    shown = found[:SHOWN]
    best = _gain(sorted(relevant.values(), reverse=True)[:SHOWN])
    hits = [place for place, each in enumerate(shown, start=1) if relevant.get(each)]
    return Score(
        queries=1,
        ndcg=_gain([relevant.get(each, 0) for each in shown]) / best if best else 0.0,
        recall=len(hits) / min(SHOWN, len(relevant)),
        reciprocal_rank=1 / hits[0] if hits else 0.0,
        zero_hits=float(not found),
    )


def _rows(lines: Iterable[str]) -> Iterator[dict[str, Any]]:
    for line in lines:
        if line.strip():
            row = json.loads(line)
            if not isinstance(row, dict):
                raise ValueError(f"This is no row of a table: {line[:80]}")
            yield row


def _gain(grades: Sequence[int]) -> float:
    return sum((2.0**grade - 1) / math.log2(place + 2) for place, grade in enumerate(grades))


def _mean(several: Sequence[Score]) -> Score:
    count = len(several)
    return Score(
        count,
        sum(each.ndcg for each in several) / count,
        sum(each.recall for each in several) / count,
        sum(each.reciprocal_rank for each in several) / count,
        sum(each.zero_hits for each in several) / count,
    )
