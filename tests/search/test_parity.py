"""The same order on both engines: engines choose candidates, and one rule ranks them."""

import json
import secrets
from collections.abc import Iterator
from datetime import date as Date
from pathlib import Path
from typing import Any

import pytest

from search.asking import ask
from search.documents import SearchDocument
from search.engines.elasticsearch import ElasticsearchEngine
from search.engines.embedded import EmbeddedEngine
from search.engines.protocol import Engine
from tests.elasticsearch import forget

_SETS = {
    "ours": Path(__file__).parent / "judged",
    "public": Path(__file__).resolve().parents[3] / "shared" / "data" / "search",
}
_SHOWN = 10
_TODAY = Date(2026, 5, 4)


def _lines(name: str, file: str) -> list[dict[str, Any]]:
    path = _SETS[name] / file
    if not path.exists():
        pytest.skip(f"The judged set is not on this machine: {path} is missing.")
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


@pytest.fixture(scope="module", params=_SETS)
def judged(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def engines(judged: str, elasticsearch_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[Engine]]:
    documents = [
        SearchDocument(
            source="set", kind=row["type"], pk=number, language=row["lang"], title=row["title"], body=row["body"]
        )
        for number, row in enumerate(_lines(judged, "corpus.jsonl"))
    ]
    embedded = EmbeddedEngine(tmp_path_factory.mktemp("index") / "search.sqlite3")
    prefix = f"test-{secrets.token_hex(4)}"
    server = ElasticsearchEngine([elasticsearch_url], prefix=prefix, search_seconds=10)
    server.mend()
    for engine in (embedded, server):
        engine.put(documents)
    yield [embedded, server]
    forget(elasticsearch_url, prefix)


def test_both_engines_give_the_same_order_and_numbers(judged: str, engines: list[Engine]) -> None:
    different = {}
    for row in _lines(judged, "queries.jsonl"):
        answers = [
            ask(engine, row["query"], user_language=row["lang"], today=_TODAY, limit=_SHOWN) for engine in engines
        ]
        first, second = (([each.candidate.id for each in answer.hits], answer.total) for answer in answers)
        if first != second or answers[0].facets != answers[1].facets:
            different[row["query"]] = (first, second)
    assert not different
