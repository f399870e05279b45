"""What a file says: its kind is recognised here, its content is opened by a process that may fail alone."""

import logging
import re
import signal
import subprocess
import sys
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from django.core.exceptions import ValidationError

from cms.uploads.kinds import kind_of

from . import child
from .limits import LARGEST_FILE, SECONDS
from .models import Refusal
from .sources import PublicFile

# Beside the seconds of its own work, a process waits for its turn.
PATIENCE = 3 * SECONDS
_ROOT = Path(__file__).resolve().parents[2]
_UNSEEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
_REFUSALS = {child.ENCRYPTED: Refusal.ENCRYPTED, child.TOO_MUCH: Refusal.TOO_MUCH}
_KILLED = {-signal.SIGXCPU, -signal.SIGKILL, -signal.SIGSEGV}
_OF_CODE = {"bomb": Refusal.TOO_MUCH, "broken": Refusal.BROKEN, "old": Refusal.ENCRYPTED}

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Reading:
    """The first words of a file, or why there are none."""

    text: str = ""
    refusal: Refusal | None = None


def read(file: PublicFile) -> Reading:
    """Return what a file says; never raises for anything the file may be."""
    reading = _read(file)
    if reading.refusal not in {None, Refusal.KIND}:
        logger.warning("Search: no text of file %s of %s: %s", file.pk, file.pk_of_thing, reading.refusal)
    return reading


def _read(file: PublicFile) -> Reading:
    try:
        with file.open() as stream:
            data = stream.read(LARGEST_FILE + 1)
    except OSError:
        return Reading(refusal=Refusal.MISSING)
    if len(data) > LARGEST_FILE:
        return Reading(refusal=Refusal.TOO_MUCH)
    try:
        kind = kind_of(BytesIO(data), file.name).name
    except ValidationError as error:
        return Reading(refusal=_OF_CODE.get(error.code or "", Refusal.KIND))
    return _opened(kind, data) if kind in child.READERS else Reading(refusal=Refusal.KIND)


def _opened(kind: str, data: bytes) -> Reading:
    command = [sys.executable, "-m", child.__name__, kind]
    try:
        # No environment: secrets of ours stay here.
        done = subprocess.run(  # noqa: S603 - our own interpreter and arguments
            command, input=data, capture_output=True, timeout=PATIENCE, cwd=_ROOT, env={}, check=False
        )
    except subprocess.TimeoutExpired:
        return Reading(refusal=Refusal.TOO_MUCH)
    if done.returncode in _KILLED:
        return Reading(refusal=Refusal.TOO_MUCH)
    if done.returncode != child.READ:
        return Reading(refusal=_REFUSALS.get(done.returncode, Refusal.BROKEN))
    text = _UNSEEN.sub(" ", done.stdout.decode("utf-8", "replace")).strip()
    return Reading(text) if text else Reading(refusal=Refusal.EMPTY)
