"""The judged sets: how good the ranking is, so that a change for the worse is seen."""

from datetime import date as Date
from pathlib import Path

import pytest

from search.concepts import files
from search.concepts.book import NO_CONCEPTS, ConceptBook
from search.engines.throwaway import throwaway_engine
from search.evaluation import ALL, Score, answers, fill, queries, scores

_PUBLIC = Path(__file__).resolve().parents[3] / "shared" / "data" / "search"
_SHIPPED = Path(files.__file__).parent / "starting"
_OURS = Path(__file__).parent / "judged"
# Measured is more; below these figures something was broken.
_FLOORS = {
    ("public", "shipped"): {
        ALL: 0.94, "inf": 0.92, "nod": 0.92, "typ": 0.9, "xl": 0.88, "xs": 0.9, "nl": 0.75, "phr": 0.99, "kw": 0.99,
    },
    ("public", "none"): {ALL: 0.8, "inf": 0.8, "nod": 0.86, "typ": 0.9, "xs": 0.75, "phr": 0.99, "kw": 0.99},
    ("ours", "shipped"): {
        ALL: 0.94, "inf": 0.92, "nod": 0.92, "typ": 0.9, "xl": 0.94, "xs": 0.9, "nl": 0.75, "phr": 0.99, "kw": 0.9,
    },
    ("ours", "none"): {ALL: 0.73, "inf": 0.84, "nod": 0.88, "typ": 0.86, "xs": 0.7, "phr": 0.99, "kw": 0.85},
}  # fmt: skip
_CASES = list(_FLOORS)


@pytest.fixture(scope="module")
def shipped() -> ConceptBook:
    return ConceptBook(files.read_folder(_SHIPPED))


@pytest.fixture(scope="module", params=_CASES, ids="-".join)
def measured(request: pytest.FixtureRequest) -> tuple[tuple[str, str], dict[str, Score]]:
    name, concepts = request.param
    folder = _PUBLIC if name == "public" else _OURS
    if not folder.exists():
        pytest.skip(f"The judged set is not on this machine: {folder} is missing.")
    book = request.getfixturevalue("shipped") if concepts == "shipped" else NO_CONCEPTS
    with throwaway_engine("embedded") as engine:
        ids = fill(engine, (folder / "corpus.jsonl").read_text("utf-8").splitlines())
        asked = queries((folder / "queries.jsonl").read_text("utf-8").splitlines())
        return request.param, scores(answers(engine, ids, asked, book, Date(2026, 5, 4)))


def test_every_kind_of_query_is_answered_as_well_as_measured(
    measured: tuple[tuple[str, str], dict[str, Score]],
) -> None:
    case, found = measured
    assert {kind: found[kind].ndcg for kind, floor in _FLOORS[case].items() if found[kind].ndcg < floor} == {}


def test_with_the_dictionary_every_query_finds_something(measured: tuple[tuple[str, str], dict[str, Score]]) -> None:
    (_name, concepts), found = measured
    assert found[ALL].zero_hits <= (0 if concepts == "shipped" else 0.07)
