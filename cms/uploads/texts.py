"""Recognising plain text, which has no signature: everything that is not text must be ruled out."""

import re
from typing import IO

from . import refusals
from .signatures import Signatures

_MARKUP_FIRST = re.compile(rb"\A(?:\xef\xbb\xbf)?\s*<[a-z!?/]", re.IGNORECASE)
_MARKUP_ANYWHERE = re.compile(rb"<(?:script|svg|html|iframe|!doctype)\b", re.IGNORECASE)
_CONTROL = re.compile(rb"[\x00-\x08\x0b\x0e-\x1f\x7f]")
# Mail and JSON are text all the same.
_TEXTUAL = {"txt", "csv", "eml", "mbox", "json"}
_PROGRAM = (b"#!", b"MZ\x90", b"\x7fELF")


def recognise(file: IO[bytes], signatures: Signatures) -> str | None:
    """Return "txt" for text in UTF-8 or in the old Windows encoding of Central Europe, None for anything else."""
    content = file.read()
    if _MARKUP_FIRST.match(content) or _MARKUP_ANYWHERE.search(content):
        raise refusals.markup()
    if not content or _CONTROL.search(content) or content.startswith(_PROGRAM):
        return None
    if signatures.sure - _TEXTUAL:
        return None
    return "txt" if encoding_of(content) else None


def encoding_of(content: bytes) -> str | None:
    """Return the encoding a text is written in, or None when it is neither of those we know."""
    for encoding in ("utf-8-sig", "cp1250"):
        try:
            content.decode(encoding)
        except UnicodeDecodeError:
            continue
        return encoding
    return None
