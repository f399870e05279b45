"""Recognising PDF."""

import os
from typing import IO

from . import refusals
from .archives import is_archive
from .signatures import Signatures

_TAIL = 4096


def recognise(file: IO[bytes], signatures: Signatures) -> str | None:
    """Return "pdf" for a PDF that begins and ends as one; its content is the scanner's business."""
    if "pdf" not in signatures.possible or not signatures.head.startswith(b"%PDF-"):
        return None
    size = file.seek(0, os.SEEK_END)
    file.seek(max(0, size - _TAIL))
    if b"%%EOF" not in file.read():
        raise refusals.broken()
    if is_archive(file):
        raise refusals.two_things()
    return "pdf"
