"""The engine on a server: the contract, and what only a server can get wrong."""

import secrets
import time
from collections.abc import Iterator

import pytest
from elasticsearch import Elasticsearch

from search.engines.elasticsearch import ElasticsearchEngine
from search.engines.protocol import Engine, EngineFailure, EngineRefusal
from tests.elasticsearch import forget

from .contract import EngineContract, found, leave_unfinished, matching, word
from .texts import document

# The machine of the tests may be busy with many other things.
_PATIENT = 10.0


@pytest.fixture(scope="module")
def shared(elasticsearch_url: str) -> Iterator[ElasticsearchEngine]:
    """An engine for all tests of this module: to make an index takes the server longer than to empty one."""
    name = f"test-{secrets.token_hex(4)}"
    yield ElasticsearchEngine([elasticsearch_url], prefix=name, search_seconds=_PATIENT)
    forget(elasticsearch_url, name)


@pytest.fixture
def engine(shared: ElasticsearchEngine) -> Iterator[ElasticsearchEngine]:
    """An empty index behind the aliases, and no unfinished one beside it."""
    shared.mend()
    yield shared
    shared.discard_unfinished()
    if held := shared.digests():
        shared.remove(held)


@pytest.fixture
def server(elasticsearch_url: str) -> Iterator[Elasticsearch]:
    """The way to the server beside the engine."""
    with Elasticsearch(elasticsearch_url) as client:
        yield client


class TestElasticsearchEngine(EngineContract):
    """The contract holds."""


def test_rebuild_leaves_one_index_behind(engine: ElasticsearchEngine, server: Elasticsearch) -> None:
    before = engine.describe()["index"]
    leave_unfinished(engine, document(1))
    with engine.rebuilding() as index:
        index.put([document(2)])
    assert engine.describe()["index"] != before
    assert list(server.indices.get_alias(index=f"{engine.prefix}.documents.*")) == [engine.describe()["index"]]


def test_rebuilt_index_is_put_into_one_piece(engine: ElasticsearchEngine, server: Elasticsearch) -> None:
    with engine.rebuilding() as index:
        for number in range(3):
            index.put([document(number)])
            index.digests()  # closes a piece
    pieces = _pieces(engine, server)
    until = time.monotonic() + _PATIENT
    while pieces > 1 and time.monotonic() < until:
        time.sleep(0.05)
        pieces = _pieces(engine, server)
    assert pieces == 1
    assert len(engine.digests()) == 3


def _pieces(engine: ElasticsearchEngine, server: Elasticsearch) -> int:
    name = engine.describe()["index"]
    [shard] = server.indices.segments(index=name)["indices"][name]["shards"]["0"]
    return sum(segment["search"] for segment in shard["segments"].values())


def test_unfinished_rebuild_is_told_to_the_operator(engine: ElasticsearchEngine) -> None:
    assert engine.describe()["unfinished rebuild"] == "none"
    leave_unfinished(engine, document(1))
    assert ".documents.v" in engine.describe()["unfinished rebuild"]


def test_missing_index_is_a_failure_and_is_not_made_by_a_row_that_comes(elasticsearch_url: str) -> None:
    lost = ElasticsearchEngine([elasticsearch_url], prefix="test-lost", search_seconds=_PATIENT)
    with pytest.raises(EngineFailure):
        lost.put([document(1)])
    with pytest.raises(EngineFailure):
        matching(lost, word("karta"))
    with pytest.raises(EngineFailure):
        lost.digests()


def test_missing_index_is_mended_empty(elasticsearch_url: str) -> None:
    lost = ElasticsearchEngine([elasticsearch_url], prefix="test-lost", search_seconds=_PATIENT)
    try:
        assert lost.mend() is True
        assert lost.mend() is False
        assert lost.digests() == {}
    finally:
        forget(elasticsearch_url, "test-lost")


def test_two_sites_on_one_cluster_do_not_see_each_other(engine: Engine, elasticsearch_url: str) -> None:
    other = ElasticsearchEngine([elasticsearch_url], prefix="test-other", search_seconds=_PATIENT)
    try:
        other.mend()
        other.put([document(1, "Dotacja")])
        assert found(engine, "dotacja") == []
        with engine.rebuilding():
            pass
        assert found(other, "dotacja") == [1]
    finally:
        forget(elasticsearch_url, "test-other")


def test_failure_tells_nothing_of_the_server_but_its_kind(elasticsearch_url: str) -> None:
    lost = ElasticsearchEngine([elasticsearch_url], prefix="test-lost", search_seconds=_PATIENT)
    with pytest.raises(EngineFailure) as failure:
        lost.digests()
    assert str(failure.value) == "Elasticsearch refuses: status 404"
    with pytest.raises(EngineFailure) as failure:
        matching(lost, word("karta"))  # two searches in one request, which itself is well
    assert str(failure.value) == "Elasticsearch refuses: status 404"
    away = ElasticsearchEngine(["http://somebody:secret@127.0.0.1:9"], prefix="test-lost")
    with pytest.raises(EngineFailure) as failure:
        away.digests()
    assert str(failure.value) == "Elasticsearch does not answer: ConnectionError"


def test_document_that_the_server_will_never_take_is_a_refusal(engine: Engine) -> None:
    with pytest.raises(EngineRefusal):
        engine.put([document(1, "Karta", kind="x" * 40_000), document(2, "Karta")])


def test_index_that_may_only_be_read_is_no_refusal(engine: ElasticsearchEngine, server: Elasticsearch) -> None:
    index = engine.describe()["index"]
    server.indices.put_settings(index=index, settings={"index.blocks.read_only_allow_delete": True})
    try:
        with pytest.raises(EngineFailure) as failure:
            engine.put([document(1)])
        assert not isinstance(failure.value, EngineRefusal)
    finally:
        server.indices.put_settings(index=index, settings={"index.blocks.read_only_allow_delete": None})


def test_word_longer_than_the_server_takes_is_found(engine: Engine) -> None:
    long = "ą" * 300
    engine.put([document(1, long), document(2, long[:-1])])
    assert found(engine, long) == [1]


def test_shards_and_replicas_are_those_of_the_settings(elasticsearch_url: str, server: Elasticsearch) -> None:
    wide = ElasticsearchEngine([elasticsearch_url], prefix="test-wide", shards=2, replicas=1)
    try:
        wide.mend()
        for settings in server.indices.get_settings(index="test-wide.*").values():
            index = settings["settings"]["index"]
            assert (index["number_of_shards"], index["number_of_replicas"]) == ("2", "1")
    finally:
        forget(elasticsearch_url, "test-wide")


def test_password_is_not_told_to_the_operator(elasticsearch_url: str, engine: ElasticsearchEngine) -> None:
    known = ElasticsearchEngine([elasticsearch_url.replace("//", "//somebody:secret@")], prefix=engine.prefix)
    assert "secret" not in str(known.describe())
