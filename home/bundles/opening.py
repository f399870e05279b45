"""Opens a bundle, a folder or a zip file, without trusting it: nothing lands outside, nothing grows without measure."""

import hashlib
import shutil
import stat
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from cms.uploads.archives import BROKEN, is_archive, refuse_bombs
from cms.uploads.limits import MB

from .form import FILES, FOLDERS, PAGES, TABLE
from .limits import MAX_UNPACKED_MB
from .problems import BundleRefused, Notes, Problem

_CHUNK = MB


@dataclass
class Opened:
    """A bundle whose files may be read; ``work`` is a place for what is needed only now."""

    root: Path
    work: Path
    names: frozenset[str]
    digest: str
    notes: Notes = field(default_factory=lambda: Notes("", 0))

    def path(self, name: str) -> Path | None:
        """Return where a file of the bundle is; None when there is no such file."""
        return self.root / name if name in self.names else None


@contextmanager
def opened(path: Path) -> Iterator[Opened]:
    """Give the bundle and remove every trace of it afterwards. Raises ``BundleRefused``."""
    with TemporaryDirectory(prefix="bundle-") as place:
        work = Path(place)
        if path.is_dir():
            root = path
        elif path.is_file() and path.suffix == ".csv":
            root = work / "unpacked"
            root.mkdir()
            shutil.copyfile(path, root / TABLE)
        elif path.is_file():
            root = work / "unpacked"
            _unpack(path, root)
        else:
            raise _refused(path.name, "missing", _("There is no such folder or file. Check how its name is written."))
        yield _look_through(_top(root), work)


def _refused(file: str, code: str, text: str) -> BundleRefused:
    return BundleRefused(Problem(file, 0, code, text))


def _too_large() -> str:
    return _("Unpacked, the bundle is larger than %(limit)s MB. Divide it: a bundle may hold one section.") % {
        "limit": MAX_UNPACKED_MB
    }


def _top(root: Path) -> Path:
    """Step into the one folder that people pack together with its content."""
    inside = [entry for entry in root.iterdir() if entry.name != "__MACOSX"]
    is_wrapped = len(inside) == 1 and inside[0].is_dir() and not inside[0].is_symlink()
    return inside[0] if is_wrapped and inside[0].name not in FOLDERS else root


def _look_through(root: Path, work: Path) -> Opened:
    names, total, checksum = [], 0, hashlib.sha256()
    bundle = Opened(root, work, frozenset(), "")
    for entry in sorted(root.rglob("*")):
        name = entry.relative_to(root).as_posix()
        mode = entry.lstat().st_mode
        if stat.S_ISDIR(mode):
            continue
        if not stat.S_ISREG(mode):
            raise _refused(
                name, "link", _("This is no ordinary file but a link or a device. Put the file itself there.")
            )
        if not _belongs(name):
            bundle.notes.file = name
            bundle.notes.warn("unknown_file", _("This file is not part of a bundle and was left alone."))
            continue
        total += entry.lstat().st_size
        if total > MAX_UNPACKED_MB * MB:
            raise _refused(name, "too_large", _too_large())
        names.append(name)
        with entry.open("rb") as file:
            checksum.update(name.encode() + hashlib.file_digest(file, "sha256").digest())
    if PAGES not in names and TABLE not in names:
        raise _refused(
            root.name, "no_pages", _("The bundle has no pages.jsonl and no pages.csv. One of them is needed.")
        )
    if PAGES in names and TABLE in names:
        raise _refused(TABLE, "two_pages", _("The bundle has both pages.jsonl and pages.csv. Take one of them out."))
    bundle.names, bundle.digest = frozenset(names), checksum.hexdigest()
    return bundle


def _belongs(name: str) -> bool:
    return name in FILES or PurePosixPath(name).parent.as_posix() in FOLDERS


def _unpack(path: Path, root: Path) -> None:
    """Unpack a zip file after its table of contents has been found harmless, counting what really comes out."""
    try:
        with path.open("rb") as file:
            if not is_archive(file):
                raise _refused(path.name, "no_zip", _("This is no complete zip file. Pack the folder anew."))
            with zipfile.ZipFile(file) as archive:
                entries = archive.infolist()
                refuse_bombs(entries, path.stat().st_size)
                for entry in entries:
                    _refuse_entry(entry)
                left = MAX_UNPACKED_MB * MB
                for entry in entries:
                    left = _extract(archive, entry, root, left)
    except ValidationError as error:
        raise _refused(path.name, "bomb", " ".join(error.messages)) from error
    except BROKEN as error:
        raise _refused(path.name, "no_zip", _("The zip file is damaged. Pack the folder anew.")) from error
    root.mkdir(exist_ok=True)


def _refuse_entry(entry: zipfile.ZipInfo) -> None:
    name = entry.filename
    path = PurePosixPath(name)
    if path.is_absolute() or ".." in path.parts or "\\" in name or ":" in name or not path.parts:
        raise _refused(
            name[:200], "path", _("This name leads out of the bundle. Pack the folder anew with plain names.")
        )
    kind = stat.S_IFMT(entry.external_attr >> 16)
    if kind not in (0, stat.S_IFREG, stat.S_IFDIR):
        raise _refused(name, "link", _("This is no ordinary file but a link or a device. Put the file itself there."))
    if entry.flag_bits & 1:
        raise _refused(name, "password", _("The zip file is protected by a password. Pack it without one."))


def _extract(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, root: Path, left: int) -> int:
    place = root / entry.filename
    if entry.is_dir():
        place.mkdir(parents=True, exist_ok=True)
        return left
    place.parent.mkdir(parents=True, exist_ok=True)
    with archive.open(entry) as source, place.open("xb") as target:
        while chunk := source.read(_CHUNK):
            left -= len(chunk)
            if left < 0:
                raise _refused(entry.filename, "too_large", _too_large())
            target.write(chunk)
    return left
