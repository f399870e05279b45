"""The register of sources."""

import pytest

from search import sources
from search.sources import UnknownSource, by_name, register

from .texts import Library


def test_name_cannot_be_registered_twice(library: Library) -> None:
    with pytest.raises(ValueError, match="library"):
        register(Library())


def test_kind_belongs_to_one_source(library: Library) -> None:
    other = Library()
    other.name = "archive"
    with pytest.raises(ValueError, match="book, map"):
        register(other)


def test_unknown_source_is_said_so(library: Library) -> None:
    with pytest.raises(UnknownSource, match="attic"):
        by_name("attic")


def test_every_app_with_texts_is_registered() -> None:
    assert {source.name for source in sources.all_sources()} >= {"pages", "postulates"}
