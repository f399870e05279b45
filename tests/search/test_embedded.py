"""The engine in a file: the contract, and what only a file can get wrong."""

import multiprocessing
import sqlite3
import threading
from pathlib import Path

import pytest

from search.engines.embedded import EmbeddedEngine
from search.engines.protocol import Engine, EngineFailure

from .contract import EngineContract, found
from .texts import document


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "folder" / "search.sqlite3"


@pytest.fixture
def engine(path: Path) -> Engine:
    return EmbeddedEngine(path)


class TestEmbeddedEngine(EngineContract):
    """The contract holds."""


def test_two_engines_on_one_file_see_each_others_changes(path: Path) -> None:
    first, second = EmbeddedEngine(path), EmbeddedEngine(path)
    first.put([document(1, "Dotacja")])
    assert found(second, "dotacja") == [1]
    with second.rebuilding() as index:
        index.put([document(2, "Dotacja")])
    assert found(first, "dotacja") == [2]


def _put_many(path: Path, start: int) -> None:
    for pk in range(start, start + 20):
        EmbeddedEngine(path).put([document(pk, "Dotacja")])


def test_processes_writing_at_once_lose_nothing(path: Path) -> None:
    context = multiprocessing.get_context("fork")
    workers = [context.Process(target=_put_many, args=(path, start)) for start in (0, 100, 200)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert len(EmbeddedEngine(path).digests()) == 60


def test_who_rebuilt_reads_what_others_write_afterwards(engine: Engine, path: Path) -> None:
    """Also while the rebuilt index is still held: an open connection would go on with side files of the old name."""
    with engine.rebuilding() as index:
        index.put([document(1, "Dotacja")])
    worker = multiprocessing.get_context("spawn").Process(target=_put_many, args=(path, 100))
    worker.start()
    worker.join()
    assert worker.exitcode == 0
    assert len(found(engine, "dotacja")) == 21
    del index


def test_threads_share_an_engine(engine: Engine) -> None:
    threads = [threading.Thread(target=lambda pk=pk: engine.put([document(pk, "Dotacja")])) for pk in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(found(engine, "dotacja")) == list(range(6))


def test_file_taken_away_is_made_anew(engine: Engine, path: Path) -> None:
    engine.put([document(1, "Dotacja")])
    for each in path.parent.iterdir():
        each.unlink()
    assert found(engine, "dotacja") == []
    engine.put([document(2, "Dotacja")])
    assert found(EmbeddedEngine(path), "dotacja") == [2]


def test_file_of_another_layout_is_emptied(engine: Engine, path: Path) -> None:
    engine.put([document(1, "Dotacja")])
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA user_version = 999")
    assert EmbeddedEngine(path).digests() == {}


def test_put_that_the_file_refuses_halfway_changes_nothing(engine: Engine) -> None:
    engine.put([document(1, "Dotacja")])
    with pytest.raises(EngineFailure):
        engine.put([document(1, "Nagroda"), document(2, "Nagroda", language=None)])
    assert found(engine, "dotacja") == [1]
    engine.put([document(3, "Nagroda")])
    assert found(engine, "nagroda") == [3]


def test_damaged_file_is_an_engine_failure(path: Path) -> None:
    path.parent.mkdir()
    path.write_bytes(b"this is no database" * 200)
    with pytest.raises(EngineFailure):
        found(EmbeddedEngine(path), "dotacja")


@pytest.mark.parametrize("content", [b"this is no database" * 200, b"SQLite format 3\x00" + b"\xff" * 4000])
def test_rebuild_replaces_a_damaged_file(path: Path, content: bytes) -> None:
    path.parent.mkdir()
    path.write_bytes(content)
    engine = EmbeddedEngine(path)
    with engine.rebuilding() as index:
        index.put([document(1, "Dotacja")])
    assert found(engine, "dotacja") == [1]


def test_rebuilds_leave_one_file_behind(engine: Engine, path: Path) -> None:
    for pk in (1, 2, 3):
        with engine.rebuilding() as index:
            index.put([document(pk, "Dotacja")])
        assert found(engine, "dotacja") == [pk]
        engine.put([document(9, "Stypendium")])
    assert len(list(path.parent.glob("*.sqlite3"))) == 2, "the link and what it leads to"
    assert found(EmbeddedEngine(path), "stypendium") == [9]


def test_two_rebuilds_at_once_are_refused(engine: Engine) -> None:
    with engine.rebuilding(), pytest.raises(EngineFailure), engine.rebuilding():
        pass


def test_unfinished_rebuild_that_is_damaged_begins_anew(engine: Engine, path: Path) -> None:
    path.parent.mkdir()
    Path(f"{path}.next").write_bytes(b"this is no database" * 200)
    with engine.rebuilding() as index:
        index.put([document(1, "Dotacja")])
    assert found(engine, "dotacja") == [1]


def test_reader_is_not_kept_waiting_by_a_writer(engine: Engine, path: Path) -> None:
    engine.put([document(1, "Dotacja")])
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("BEGIN IMMEDIATE")
    connection.execute("DELETE FROM document")
    assert found(engine, "dotacja") == [1]
    connection.rollback()
