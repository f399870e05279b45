"""The engine on a server: the contract, and what only a server can get wrong."""

import secrets
from collections.abc import Iterator

import pytest
from elasticsearch import Elasticsearch

from search.engines.elasticsearch import ElasticsearchEngine
from search.engines.protocol import Engine, EngineFailure, EngineRefusal, Query
from tests.elasticsearch import forget

from .contract import EngineContract, found, leave_unfinished, matching, word
from .texts import document

# The machine of the tests may be busy with many other things.
_PATIENT = 10.0


@pytest.fixture
def prefix(elasticsearch_url: str) -> Iterator[str]:
    """A name under which this test's indices stand; they are deleted after it."""
    name = f"test-{secrets.token_hex(4)}"
    yield name
    forget(elasticsearch_url, name)


@pytest.fixture
def engine(elasticsearch_url: str, prefix: str) -> Engine:
    it = ElasticsearchEngine([elasticsearch_url], prefix=prefix, search_seconds=_PATIENT)
    it.mend()
    return it


class TestElasticsearchEngine(EngineContract):
    """The contract holds."""
