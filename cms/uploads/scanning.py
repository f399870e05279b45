"""Looking for viruses: the language of clamd, and what is done with a file when nobody looks."""

import socket
import struct
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from typing import IO, Protocol

from django.conf import settings
from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

CHUNK = 2**16
SECONDS_TO_CONNECT = 3.0
SECONDS_TO_ANSWER = 60.0
_LONGEST_ANSWER = 4096


class ScannerUnavailable(Exception):
    """The scanner gave no verdict: it is down, busy or refuses the file. Ask again later; until then nobody knows."""


@dataclass(frozen=True)
class Verdict:
    """What a scanner found: the name of a virus, or nothing."""

    signature: str = ""

    @property
    def is_clean(self) -> bool:
        """Say whether nothing was found."""
        return not self.signature


class Scanner(Protocol):
    """Anything that can look for viruses."""

    def scan(self, stream: IO[bytes]) -> Verdict:
        """Read the stream from where it stands and return the verdict, or raise ScannerUnavailable."""


class ScanState(TextChoices):
    """What is known about a stored file."""

    QUARANTINED = "quarantined", _("Being checked for viruses")
    CLEAN = "clean", _("No virus found")
    INFECTED = "infected", _("Virus found")
    NOT_SCANNED = "not_scanned", _("Not checked for viruses")


USABLE = frozenset({ScanState.CLEAN, ScanState.NOT_SCANNED})


@dataclass(frozen=True)
class Examination:
    """The state a file is in after an attempt to scan it, and the name of the virus if there is one."""

    state: ScanState
    signature: str = ""


@dataclass(frozen=True)
class Clamd:
    """The daemon of ClamAV at ``unix:/path`` or ``tcp:host:port``."""

    address: str

    def scan(self, stream: IO[bytes]) -> Verdict:
        """Send the stream with INSTREAM and return the verdict."""
        try:
            with closing(self._connect()) as talk:
                talk.settimeout(SECONDS_TO_ANSWER)
                _send(talk, stream)
                return _verdict(_answer(talk))
        except OSError as error:
            raise ScannerUnavailable(f"clamd at {self.address}: {error}") from error

    def _connect(self) -> socket.socket:
        family, _colon, place = self.address.partition(":")
        if family == "tcp":
            host, _colon, port = place.rpartition(":")
            return socket.create_connection((host.strip("[]"), int(port)), timeout=SECONDS_TO_CONNECT)
        talk = socket.socket(socket.AF_UNIX)
        talk.settimeout(SECONDS_TO_CONNECT)
        try:
            talk.connect(place)
        except OSError:
            talk.close()
            raise
        return talk


def configured_scanner() -> Scanner | None:
    """Return the scanner the settings name, or None when there is none."""
    return Clamd(settings.CLAMD_ADDRESS) if settings.CLAMD_ADDRESS else None


def examine(stream: IO[bytes]) -> Examination:
    """Scan a file and say which state it is in from now on; raise ScannerUnavailable when it must be asked again.

    Without a scanner the setting UPLOADS_WITHOUT_SCANNER decides: "accept" calls the file not scanned but usable,
    "hold" leaves it in quarantine.
    """
    scanner = configured_scanner()
    if scanner is None:
        accepts = settings.UPLOADS_WITHOUT_SCANNER == "accept"
        return Examination(ScanState.NOT_SCANNED if accepts else ScanState.QUARANTINED)
    verdict = scanner.scan(stream)
    return Examination(ScanState.CLEAN if verdict.is_clean else ScanState.INFECTED, verdict.signature)


def _send(talk: socket.socket, stream: IO[bytes]) -> None:
    """Send everything; when clamd hangs up half way, its answer says why."""
    try:
        talk.sendall(b"zINSTREAM\0")
        for chunk in _chunks(stream):
            talk.sendall(struct.pack("!I", len(chunk)) + chunk)
        talk.sendall(struct.pack("!I", 0))
    except (BrokenPipeError, ConnectionResetError):
        return


def _chunks(stream: IO[bytes]) -> Iterator[bytes]:
    while chunk := stream.read(CHUNK):
        yield chunk


def _answer(talk: socket.socket) -> str:
    answer = b""
    while not answer.endswith(b"\0") and len(answer) < _LONGEST_ANSWER:
        if not (more := talk.recv(_LONGEST_ANSWER)):
            break
        answer += more
    return answer.rstrip(b"\0").decode("utf-8", "replace").strip()


def _verdict(answer: str) -> Verdict:
    """Read ``stream: OK`` or ``stream: Name FOUND``; anything else, such as a size limit, is no verdict."""
    about, _colon, said = answer.partition(": ")
    if about == "stream" and said == "OK":
        return Verdict()
    if about == "stream" and said.endswith(" FOUND"):
        return Verdict(said.removesuffix(" FOUND"))
    if "size limit exceeded" in answer:
        raise ScannerUnavailable("clamd refuses files of this size: raise StreamMaxLength in clamd.conf.")
    raise ScannerUnavailable(f"clamd answered {answer!r}.")
