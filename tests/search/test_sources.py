"""The register of sources."""

from collections.abc import Iterable, Mapping

import pytest

from search import sources
from search.sources import UnknownSource, affected_by, by_name, register

from .texts import Library


def test_name_cannot_be_registered_twice(library: Library) -> None:
    with pytest.raises(ValueError, match="library"):
        register(Library())


class Archive(Library):
    """A source of books too, in which the maps of the library are shown."""

    name = "archive"
    follows = ("library",)

    def __init__(self, labels: Mapping[str, str], states: Mapping[str, str]) -> None:
        super().__init__()
        self._labels, self._states = labels, states

    def kind_labels(self) -> Mapping[str, str]:
        return self._labels

    def state_labels(self) -> Mapping[str, str]:
        return self._states

    def affected_by(self, name: str, pk: int) -> Iterable[int]:
        return [pk * 10, pk * 10 + 1]


def test_sources_may_share_a_kind_by_the_same_name(library: Library) -> None:
    register(Archive(library.kind_labels(), library.state_labels()))
    assert sources.kind_labels() == library.kind_labels()


def test_kind_has_one_name(library: Library) -> None:
    with pytest.raises(ValueError, match="book"):
        register(Archive({"book": "Volumes"}, {}))


def test_state_has_one_name(library: Library) -> None:
    with pytest.raises(ValueError, match="lent"):
        register(Archive({}, {"lent": "Away"}))


def test_what_follows_a_source_is_affected_by_its_changes(library: Library) -> None:
    register(Archive(library.kind_labels(), library.state_labels()))
    assert affected_by("library", 4) == {"library": [4], "archive": [40, 41]}
    assert affected_by("archive", 40) == {"archive": [40]}


def test_what_nobody_knows_affects_nothing_and_is_said_so(library: Library) -> None:
    with pytest.raises(UnknownSource, match="attic"):
        affected_by("attic", 1)


def test_unknown_source_is_said_so(library: Library) -> None:
    with pytest.raises(UnknownSource, match="attic"):
        by_name("attic")


def test_every_app_with_texts_is_registered() -> None:
    assert {source.name for source in sources.all_sources()} >= {"pages", "postulates"}
