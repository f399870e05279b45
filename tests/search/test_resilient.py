"""Two engines as one: the contract holds for them together, and the second stands in for the first."""

from pathlib import Path

import pytest

from search.engines.embedded import EmbeddedEngine
from search.engines.protocol import Column, EngineFailure, Query
from search.engines.resilient import ResilientEngine

from .contract import EngineContract, found, leave_unfinished, word
from .texts import document


def _made(folder: Path, **options: float) -> ResilientEngine:
    def file(name: str) -> dict[str, object]:
        return {
            "CLASS": "search.engines.embedded.EmbeddedEngine",
            "OPTIONS": {"path": folder / name / "search.sqlite3"},
        }

    return ResilientEngine(file("primary"), file("reserve"), **options)  # type: ignore[arg-type]


@pytest.fixture
def engine(tmp_path: Path) -> ResilientEngine:
    return _made(tmp_path)


def _break(folder: Path, name: str) -> None:
    path = (folder / name / "search.sqlite3").resolve()
    path.write_bytes(b"this is no database" * 200)
    for suffix in ("-wal", "-shm"):
        Path(f"{path}{suffix}").unlink(missing_ok=True)


class TestResilientEngine(EngineContract):
    """The contract holds."""

    def test_engine_describes_itself(self, engine: ResilientEngine) -> None:  # type: ignore[override]
        engine.put([document(1)])
        told = engine.describe()
        assert (told["answering"], told["primary documents"], told["reserve documents"]) == ("primary", "1", "1")
        assert engine.mend() is False


def test_both_engines_take_every_change(engine: ResilientEngine) -> None:
    engine.put([document(1), document(2)])
    engine.remove(["library:1"])
    assert engine.primary.digests() == engine.reserve.digests() == {"library:2": document(2).digest}


def test_reserve_answers_while_the_primary_fails_and_says_so(tmp_path: Path) -> None:
    engine = _made(tmp_path)
    engine.put([document(1, "Karta")])
    assert not engine.search(Query((word("karta"),))).is_reserve
    _break(tmp_path, "primary")
    engine = _made(tmp_path)
    results = engine.search(Query((word("karta"),)))
    assert ([each.id for each in results.candidates], results.is_reserve) == (["library:1"], True)
    assert found(engine, "karty") == [1]
    assert engine.titles_beginning_with(("kar",), "pl", 3) == ("library:1",)
    assert "primary failure" in engine.describe()


def test_change_that_the_primary_refuses_is_made_in_the_reserve_and_fails(tmp_path: Path) -> None:
    engine = _made(tmp_path)
    engine.put([document(1)])
    _break(tmp_path, "primary")
    engine = _made(tmp_path)
    with pytest.raises(EngineFailure):
        engine.put([document(2)])
    assert set(engine.reserve.digests()) == {"library:1", "library:2"}


def test_change_that_the_reserve_refuses_is_made_in_the_primary_and_fails(tmp_path: Path) -> None:
    engine = _made(tmp_path)
    engine.put([document(1)])
    _break(tmp_path, "reserve")
    engine = _made(tmp_path)
    with pytest.raises(EngineFailure):
        engine.put([document(2)])
    assert set(engine.primary.digests()) == {"library:1", "library:2"}


def test_document_that_differs_between_the_two_counts_as_outdated(engine: ResilientEngine) -> None:
    engine.put([document(1), document(2), document(3)])
    engine.primary.put([document(1, "Nowy")])
    engine.reserve.remove(["library:2"])
    assert engine.digests() == {"library:1": "", "library:2": "", "library:3": document(3).digest}


def test_mending_mends_both(tmp_path: Path) -> None:
    engine = _made(tmp_path)
    engine.put([document(1)])
    _break(tmp_path, "primary")
    _break(tmp_path, "reserve")
    engine = _made(tmp_path)
    assert engine.mend() is True
    assert engine.mend() is False
    assert engine.digests() == {}


def test_rebuild_that_fails_leaves_both_as_they_were(engine: ResilientEngine) -> None:
    engine.put([document(1)])
    leave_unfinished(engine, document(2))
    assert set(engine.primary.digests()) == set(engine.reserve.digests()) == {"library:1"}


def test_rebuild_lets_everybody_pass_again(tmp_path: Path) -> None:
    engine = _made(tmp_path, seconds=60)
    engine.put([document(1, "Karta")])
    for _time in range(3):
        with pytest.raises(EngineFailure), engine.writes.passing():
            raise EngineFailure
    with pytest.raises(EngineFailure):
        engine.put([document(2, "Karta")])
    with engine.rebuilding() as index:
        index.put([document(2, "Karta")])
    engine.put([document(3, "Karta")])
    assert isinstance(engine.primary, EmbeddedEngine)
    assert set(engine.primary.digests()) == {"library:2", "library:3"}


def test_words_are_asked_of_the_reserve_and_of_the_primary_those_it_does_not_have(engine: ResilientEngine) -> None:
    engine.reserve.put([document(1, "Karta")])
    engine.primary.put([document(2, "Mapa"), document(3, "Karta"), document(4, "Karta")])
    assert engine.lexicon.close_to("krata", 1) == engine.lexicon.beginning_with("kar", 1) == ("karta",)
    assert engine.lexicon.frequencies(["karta", "mapa", "plan"], Column.LEMMAS) == {"karta": 1, "mapa": 1, "plan": 0}
    assert engine.lexicon.size() == 1


def test_primary_tells_of_like_words_while_the_reserve_cannot(tmp_path: Path) -> None:
    engine = _made(tmp_path)
    engine.put([document(1, "Karta")])
    _break(tmp_path, "reserve")
    assert _made(tmp_path).lexicon.close_to("krata", 1) == ("karta",)
