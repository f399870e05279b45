"""An empty index, and the in-memory library as the only source. A search asks the dictionary in the database."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytest_django import Settings

from search import sources
from search.engines import engine
from search.engines.protocol import Engine

from .texts import Library


@pytest.fixture
def index(tmp_path: Path, settings: Settings) -> Iterator[Engine]:
    settings.SEARCH_ENGINE = settings.SEARCH_ENGINE | {"OPTIONS": {"path": tmp_path / "search.sqlite3"}}
    engine.cache_clear()
    yield engine()
    engine.cache_clear()


@pytest.fixture
def library(db: None, monkeypatch: pytest.MonkeyPatch, index: Engine) -> Library:
    shelf = Library()
    monkeypatch.setattr(sources, "_sources", {shelf.name: shelf})
    return shelf
