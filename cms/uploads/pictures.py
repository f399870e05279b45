"""Recognising pictures by their headers: nothing is decoded, so a picture of a billion pixels costs nothing."""

import os
import re
import struct
from typing import IO

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from PIL import Image

from . import refusals
from .archives import is_archive
from .limits import MAX_MEGAPIXELS
from .signatures import Signatures

# Phones write JPEG with a second picture inside, which Pillow calls MPO.
_FORMATS = {"jpg": ("jpeg", ["JPEG", "MPO"]), "png": ("png", ["PNG"]), "webp": ("webp", ["WEBP"])}
_MARKUP = re.compile(rb"<(?:script|html|!doctype html)\b", re.IGNORECASE)
# What Pillow's readers raise on broken headers; its documentation promises no single class.
_BROKEN = (OSError, SyntaxError, ValueError, TypeError, KeyError, IndexError, EOFError, struct.error)


def recognise(file: IO[bytes], signatures: Signatures) -> str | None:
    """Return the kind of a whole picture of bearable size, None for what is no picture."""
    found = next((it for it in _FORMATS if it in signatures.possible), None)
    if found is None:
        return None
    name, formats = _FORMATS[found]
    if name == "webp":
        _check_webp(file, signatures.head)
    _check(file, formats)
    _refuse_a_second_nature(file, name)
    return name


def _check(file: IO[bytes], formats: list[str]) -> None:
    file.seek(0)
    try:
        with Image.open(file, formats=formats) as image:
            _check_size(*image.size)
            image.verify()
    except Image.DecompressionBombError as error:
        raise _too_large() from error
    except _BROKEN as error:
        raise refusals.broken() from error


def _check_size(width: int, height: int) -> None:
    if width * height > MAX_MEGAPIXELS * 1_000_000:
        raise _too_large()


def _too_large() -> ValidationError:
    return ValidationError(
        _(
            "This picture has more than %(limit)s million pixels. Make it smaller (half the width and height is enough "
            "for reading) and attach it again."
        ),
        code="pixels",
        params={"limit": MAX_MEGAPIXELS},
    )


def _check_webp(file: IO[bytes], head: bytes) -> None:
    """Check length and size before Pillow does: its reader sets memory for the whole canvas aside."""
    try:
        _check_size(*_webp_size(head))
        (length,) = struct.unpack_from("<I", head, 4)
    except struct.error as error:
        raise refusals.broken() from error
    if length + 8 > file.seek(0, os.SEEK_END):
        raise refusals.broken()


def _webp_size(head: bytes) -> tuple[int, int]:
    """Return width and height, which stand in another place for each of the three ways to write WebP."""
    chunk = head[12:16]
    if chunk == b"VP8X":
        return int.from_bytes(head[24:27], "little") + 1, int.from_bytes(head[27:30], "little") + 1
    if chunk == b"VP8L":
        (bits,) = struct.unpack_from("<I", head, 21)
        return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    width, height = struct.unpack_from("<HH", head, 26)
    return width & 0x3FFF, height & 0x3FFF


def _refuse_a_second_nature(file: IO[bytes], name: str) -> None:
    """Refuse a picture that ends too early, or is a web page or an archive at the same time."""
    file.seek(0)
    content = file.read()
    if name == "jpeg" and content.find(b"\xff\xd9", _scan_of(content)) < 0:
        raise refusals.broken()
    if _MARKUP.search(content) or is_archive(file):
        raise refusals.two_things()


def _scan_of(jpeg: bytes) -> int:
    """Return where the picture itself begins, behind the headers (one of them may hold a whole small picture)."""
    position = 2
    while jpeg[position : position + 2] not in {b"\xff\xda", b"\xff", b""}:
        if jpeg[position] != 0xFF:
            raise refusals.broken()
        if jpeg[position + 1] == 0xFF:  # fill byte
            position += 1
            continue
        position += 2 + int.from_bytes(jpeg[position + 2 : position + 4])
    return position
