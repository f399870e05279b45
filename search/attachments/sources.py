"""Whose files are read: apps above register them, so that nothing here knows their models."""

from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import IO, Any, Protocol


@dataclass(frozen=True)
class PublicFile:
    """A file that anybody may have now, and the key of what is found when its words are.

    ``digest`` changes with the content. ``open`` may raise OSError.
    """

    pk_of_thing: int
    pk: int
    digest: str
    name: str
    open: Callable[[], AbstractContextManager[IO[bytes] | Any]]


class Files(Protocol):
    """The public files behind the documents of one source of the search."""

    def __call__(self, pks: Iterable[int] | None) -> Iterable[PublicFile]:
        """Return the files behind these things, or all there are; a constant number of queries for some keys."""


_files: dict[str, Files] = {}


def register_files(source: str, files: Files) -> None:
    """Have the files behind a source of the search read; raises ValueError when somebody else said so already."""
    if source in _files:
        raise ValueError(f"The files of the source {source!r} are registered already.")
    _files[source] = files


def names() -> list[str]:
    """Return the sources with files."""
    return list(_files)


def public_files(source: str, pks: Iterable[int] | None = None) -> Iterable[PublicFile]:
    """Return the public files behind things of a source; none where nobody registered any."""
    return _files[source](pks) if source in _files else ()
