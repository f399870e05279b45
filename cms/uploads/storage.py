"""Where private files lie: whole or not at all, and gone when the change they belong to did not happen.

A file cannot be part of a database transaction. So it is written first, removed when the transaction fails
(``kept_files``), and what a killed process leaves behind is found later (``sweep_orphans``).
"""

import errno
import logging
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any, Protocol

from django.core.files import File
from django.core.files.storage import FileSystemStorage, Storage, storages
from django.db import transaction
from django.db.models import Model
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .names import folder_of, random_path

NO_ROOM = _(
    "Your file could not be stored: there is no room left on our side. It is not your fault. Try again later, or send "
    "the form without the file and add it another day."
)

_log = logging.getLogger(__name__)
_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}


class NoRoom(OSError):
    """The disk is full. Nothing was stored; tell the person ``NO_ROOM``."""


class WholeFileStorage(FileSystemStorage):
    """A folder in which a name appears only when its file is complete and on the disk.

    Meant for names that nobody else uses, as ``random_path`` makes them: a present file of that name is replaced.
    """

    def _save(self, name: str, content: "File[Any]") -> str:
        part = f"{name}.part"
        try:
            super()._save(part, content)  # type: ignore[misc]
            _flush(Path(self.path(part)))
            Path(self.path(part)).replace(self.path(name))
        except OSError as error:
            if error.errno in _FULL:
                raise NoRoom(error.errno, f"No room for {name}") from error
            raise
        finally:
            Path(self.path(part)).unlink(missing_ok=True)
        return name


class Keep(Protocol):
    """Stores a file among those of a model and returns its name, the value for the model's FileField."""

    def __call__(self, file: "File[Any]", *, of: type[Model]) -> str: ...


def private_storage() -> Storage:
    """Return the storage that no web server sees: ``FileField(storage=private_storage)``."""
    return storages["private"]


@contextmanager
def kept_files() -> Iterator[Keep]:
    """Give a function that stores files, and remove them all when the block ends with an exception.

    Stands around the transaction, so that a failing commit counts: ``with kept_files() as keep, atomic():``.
    Inside a larger transaction that fails later, or in a killed process, files stay until ``sweep_orphans`` runs.
    """
    names: list[str] = []

    def keep(file: "File[Any]", *, of: type[Model]) -> str:
        names.append(private_storage().save(random_path(folder_of(of)), file))
        return names[-1]

    try:
        yield keep
    except BaseException:
        for name in names:
            _remove(name)
        raise


def remove_after_commit(name: str) -> None:
    """Remove a file once the present transaction is committed; a rollback keeps file and row together."""
    transaction.on_commit(lambda: _remove(name))


def sweep_orphans(*, of: type[Model], referenced: Iterable[str], older_than: timedelta) -> list[str]:
    """Remove the stored files of a model that no row names, and return their names.

    Younger files are spared: the row may be on its way. ``referenced`` are all names the model's rows hold, hidden
    and redacted ones too.
    """
    known = set(referenced)
    before = timezone.now() - older_than
    storage = private_storage()
    orphans = [it for it in _files(folder_of(of)) if it not in known and storage.get_modified_time(it) < before]
    for name in orphans:
        _remove(name)
    return orphans


def _files(folder: str) -> Iterator[str]:
    storage = private_storage()
    if not storage.exists(folder):
        return
    folders, files = storage.listdir(folder)
    yield from (f"{folder}/{name}" for name in files)
    for name in folders:
        yield from _files(f"{folder}/{name}")


def _remove(name: str) -> None:
    """Delete a file; one that resists is found by the next sweep and must not hide the first failure."""
    try:
        private_storage().delete(name)
    except OSError:
        _log.exception("The file %s could not be removed.", name)


def _flush(path: Path) -> None:
    with path.open("rb") as file:
        os.fsync(file.fileno())


__all__ = [
    "NO_ROOM",
    "Keep",
    "NoRoom",
    "WholeFileStorage",
    "kept_files",
    "private_storage",
    "remove_after_commit",
    "sweep_orphans",
]
