"""The judged set: how good the ranking is, so that a change for the worse is seen."""

import json
import math
from datetime import date as Date
from pathlib import Path
from typing import Any

import pytest

from search.asking import ask
from search.documents import SearchDocument
from search.engines.embedded import EmbeddedEngine

_FOLDER = Path(__file__).resolve().parents[3] / "shared" / "data" / "search"
_SHOWN = 10


def _lines(name: str) -> list[dict[str, Any]]:
    if not (_FOLDER / name).exists():
        pytest.skip(f"The judged set is not on this machine: {name} is missing.")
    return [json.loads(line) for line in (_FOLDER / name).read_text(encoding="utf-8").splitlines() if line.strip()]


def _ndcg(grades: dict[str, int], ids: list[str]) -> float:
    def gain(values: list[int]) -> float:
        return sum((2.0**grade - 1) / math.log2(place + 2) for place, grade in enumerate(values[:_SHOWN]))

    return gain([grades.get(each, 0) for each in ids]) / gain(sorted(grades.values(), reverse=True))


@pytest.fixture(scope="module")
def scores(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[float]]:
    """Return the nDCG@10 of each query by the kind of query."""
    engine = EmbeddedEngine(tmp_path_factory.mktemp("index") / "search.sqlite3")
    engine.put(
        SearchDocument(
            source="set", kind=row["type"], pk=int(row["id"][1:]), language=row["lang"],
            title=row["title"], body=row["body"],
        )
        for row in _lines("corpus.jsonl")
    )  # fmt: skip
    by_kind: dict[str, list[float]] = {}
    for row in _lines("queries.jsonl"):
        answer = ask(engine, row["query"], user_language=row["lang"], today=Date(2026, 5, 4), limit=_SHOWN)
        ids = [f"p{int(hit.candidate.id.split(':')[1]):04d}" for hit in answer.hits]
        by_kind.setdefault(row["kind"], []).append(_ndcg(row["relevant"], ids))
    return by_kind


def test_ranking_is_not_worse_than_measured(scores: dict[str, list[float]]) -> None:
    every = [score for values in scores.values() for score in values]
    assert sum(every) / len(every) >= 0.58


@pytest.mark.parametrize(("kind", "floor"), [("inf", 0.80), ("nod", 0.84), ("phr", 0.99), ("kw", 0.99)])
def test_kinds_of_queries_that_words_alone_can_answer(scores: dict[str, list[float]], kind: str, floor: float) -> None:
    assert sum(scores[kind]) / len(scores[kind]) >= floor
