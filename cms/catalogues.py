"""The project's own catalogues: one per language, compiled without system tools, compared with the code."""

import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import polib
from django.conf import settings
from django.utils.translation import to_locale
from django.utils.translation.reloader import translation_file_changed

LANGUAGE_OF_MSGIDS = "en"
NOT_SOURCES = (".*", "var", "tests", "bench", "docs", "node_modules", "__pycache__")
_PLACEHOLDER = re.compile(r"%\((\w+)\)")


@dataclass(frozen=True)
class Catalogue:
    """The translations of one language."""

    language: str
    po: Path

    @property
    def mo(self) -> Path:
        """The compiled file beside the source."""
        return self.po.with_suffix(".mo")

    def is_compiled(self) -> bool:
        """Say whether the compiled file is as new as its source."""
        return self.mo.exists() and self.mo.stat().st_mtime_ns >= self.po.stat().st_mtime_ns

    def compile(self) -> None:
        """Write the compiled file; another process sees the old one or the new one, never a part."""
        temporary = self.mo.with_suffix(".mo.new")
        polib.pofile(str(self.po)).save_as_mofile(str(temporary))
        temporary.replace(self.mo)


def languages() -> list[str]:
    """Return the languages that need a catalogue: all but the one the texts in the code are written in."""
    return [code for code, _ in settings.LANGUAGES if code != LANGUAGE_OF_MSGIDS]


def catalogues(folder: Path | None = None) -> list[Catalogue]:
    """Return the catalogue of every language, whether its file exists or not."""
    folder = folder or Path(settings.LOCALE_PATHS[0])
    return [Catalogue(code, folder / to_locale(code) / "LC_MESSAGES" / "django.po") for code in languages()]


def compile_stale() -> list[Catalogue]:
    """Compile the catalogues whose source is newer than the compiled file, and return them."""
    every = [it for folder in settings.LOCALE_PATHS for it in catalogues(Path(folder))]
    stale = [it for it in every if it.po.exists() and not it.is_compiled()]
    for catalogue in stale:
        catalogue.compile()
    return stale


def forget_loaded_catalogues() -> None:
    """Have this process read the catalogues again: it may have met a language before its file was compiled."""
    translation_file_changed(sender=None, file_path=Path("django.mo"))


def can_extract() -> bool:
    """Say whether GNU gettext, which reads the texts out of the code, is installed."""
    return all(shutil.which(tool) for tool in ("xgettext", "msgmerge", "msguniq", "msgattrib"))


def extract(root: Path) -> None:
    """Bring the catalogues under a project folder up to date with the code in it."""
    for catalogue in catalogues(root / "locale"):
        catalogue.po.parent.mkdir(parents=True, exist_ok=True)
    command = [sys.executable, "manage.py", "makemessages", "--verbosity=0", "--no-obsolete", "--add-location=file"]
    command += [f"--ignore={name}" for name in NOT_SOURCES]
    command += [f"--locale={to_locale(code)}" for code in languages()]
    subprocess.run(command, cwd=root, check=True)  # noqa: S603 - our own interpreter and arguments


def problems() -> Iterator[str]:
    """Yield one sentence for everything that keeps the catalogues from saying what the code says."""
    root = Path(settings.LOCALE_PATHS[0]).parent
    with tempfile.TemporaryDirectory(prefix="catalogues-") as name:
        copy = Path(name) / "project"
        shutil.copytree(root, copy, ignore=shutil.ignore_patterns(*NOT_SOURCES, "*.mo"))
        extract(copy)
        for present, fresh in zip(catalogues(), catalogues(copy / "locale"), strict=True):
            yield from _differences(present, fresh)


def _differences(present: Catalogue, fresh: Catalogue) -> Iterator[str]:
    if not present.po.exists():
        yield f"{present.language}: there is no catalogue."
        return
    ours = {(it.msgctxt, it.msgid): it for it in polib.pofile(str(present.po)) if not it.obsolete}
    code = {(it.msgctxt, it.msgid) for it in polib.pofile(str(fresh.po)) if not it.obsolete}
    for _, msgid in sorted(code - ours.keys(), key=str):
        yield f"{present.language}: missing: {msgid!r}"
    for _, msgid in sorted(ours.keys() - code, key=str):
        yield f"{present.language}: no longer used: {msgid!r}"
    for entry in ours.values():
        yield from (f"{present.language}: {fault}: {entry.msgid!r}" for fault in _faults(entry))


def _faults(entry: polib.POEntry) -> Iterator[str]:
    if entry.fuzzy:
        yield "fuzzy"
    elif not entry.translated():
        yield "not translated"
    known = set(_PLACEHOLDER.findall(entry.msgid + entry.msgid_plural))
    for text in [entry.msgstr, *entry.msgstr_plural.values()]:
        if unknown := set(_PLACEHOLDER.findall(text)) - known:
            yield f"unknown placeholder {', '.join(sorted(unknown))}"
