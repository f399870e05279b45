"""Recognising the documents of Word, Excel and LibreOffice, which are zip archives, by their table of contents.

Nothing is unpacked but one short part that names the type, and that only up to a limit; no XML is parsed. Sizes are
the archive's own claims: a claim that cannot be true is refused, and nobody here relies on the others.
"""

import os
import struct
import zipfile
import zlib
from itertools import pairwise
from typing import IO

from . import refusals
from .limits import MAX_DIRECTORY_MB, MAX_ENTRIES, MAX_RATIO, MAX_UNPACKED_MB, MB, RATIO_MATTERS_FROM_MB
from .names import extension_of
from .signatures import Signatures

OOXML = "application/vnd.openxmlformats-officedocument"
ODF = "application/vnd.oasis.opendocument"

_LOCAL_HEADER = b"PK\x03\x04"
_LOCAL_HEADER_SIZE = 30
_OLE = bytes.fromhex("D0CF11E0A1B11AE1")
_END = struct.Struct("<4s4H2LH")
_END_SIGNATURE = b"PK\x05\x06"
_ZIP64_LOCATOR = b"PK\x06\x07"
_ZIP64_LOCATOR_SIZE = 20
_LONGEST_COMMENT = 2**16 - 1
_TYPE_LIMIT = MB

_ODF_TYPES = {f"{ODF}.text".encode(): "odt", f"{ODF}.spreadsheet".encode(): "ods"}
_OOXML_TYPES = {b"wordprocessingml.document.main+xml": "docx", b"spreadsheetml.sheet.main+xml": "xlsx"}
# An index of macros without a macro is in many honest documents.
_ODF_MACRO_INDEXES = {"script-lc.xml", "script-lb.xml", "dialog-lc.xml", "dialog-lb.xml"}
_PACKED = set("zip rar 7z tar gz tgz bz2 xz jar iso cab".split())
_MACRO_DOCUMENTS = set("docm dotm xlsm xltm xlsb xlam pptm".split())
# What zipfile raises on broken archives, beside its own class.
BROKEN = (zipfile.BadZipFile, zlib.error, struct.error, OSError, EOFError, ValueError, RuntimeError, KeyError)


def recognise(file: IO[bytes], signatures: Signatures) -> str | None:
    """Return the kind of an office document without macros and of bearable size; None for what is no archive."""
    if signatures.head.startswith(_OLE):
        raise refusals.old_office()
    if not signatures.head.startswith(_LOCAL_HEADER):
        return None
    size = file.seek(0, os.SEEK_END)
    if not is_archive(file):
        raise refusals.broken()
    try:
        with zipfile.ZipFile(file) as archive:
            entries = archive.infolist()
            refuse_bombs(entries, size)
            _refuse_contents(entries)
            return _document_type(archive)
    except BROKEN as error:
        raise refusals.broken() from error


def is_archive(file: IO[bytes]) -> bool:
    """Say whether a file ends as a zip archive with a table of contents of bearable size.

    Stricter than zipfile: the last record must end where the file ends, and 64-bit archives are refused, because
    they keep a second table that could be of any size.
    """
    size = file.seek(0, os.SEEK_END)
    start = max(0, size - _LONGEST_COMMENT - _END.size - _ZIP64_LOCATOR_SIZE)
    file.seek(start)
    tail = file.read()
    at = tail.rfind(_END_SIGNATURE)
    if at < 0 or len(tail) < at + _END.size:
        return False
    _sign, _disk, _first, _here, count, directory, offset, comment = _END.unpack_from(tail, at)
    if at + _END.size + comment != len(tail) or offset + directory > size:
        return False
    if count > MAX_ENTRIES or directory > MAX_DIRECTORY_MB * MB:
        raise refusals.too_much()
    return tail[max(0, at - _ZIP64_LOCATOR_SIZE) : at][:4] != _ZIP64_LOCATOR


def refuse_bombs(entries: list[zipfile.ZipInfo], size: int) -> None:
    """Refuse too many parts, too much when unpacked, too strong a packing, and parts that share their bytes."""
    unpacked = sum(entry.file_size for entry in entries)
    if len(entries) > MAX_ENTRIES or unpacked > MAX_UNPACKED_MB * MB:
        raise refusals.too_much()
    if unpacked > RATIO_MATTERS_FROM_MB * MB and unpacked > MAX_RATIO * size:
        raise refusals.too_much()
    ordered = sorted(entries, key=lambda entry: entry.header_offset)
    for entry, following in pairwise(ordered):
        if entry.header_offset + _LOCAL_HEADER_SIZE + entry.compress_size > following.header_offset:
            raise refusals.too_much()
    if any(entry.compress_size > entry.file_size + entry.file_size // 100 + 64 for entry in entries):
        raise refusals.broken()  # packing never makes a part that much longer: the claim is a lie


def _refuse_contents(entries: list[zipfile.ZipInfo]) -> None:
    for entry in entries:
        if entry.flag_bits & 1:
            raise refusals.old_office()
        if entry.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
            raise refusals.broken()
        if _is_macro(entry.filename):
            raise refusals.macros()
        if extension_of(entry.filename) in _PACKED:
            raise refusals.archive()


def _is_macro(path: str) -> bool:
    folder, _slash, name = path.rpartition("/")
    if name.lower().startswith("vbaproject") or extension_of(name) in _MACRO_DOCUMENTS:
        return True
    in_odf = f"{folder}/".startswith(("Basic/", "Scripts/"))
    return in_odf and bool(name) and name not in _ODF_MACRO_INDEXES


def _document_type(archive: zipfile.ZipFile) -> str:
    names = set(archive.namelist())
    if "mimetype" in names and "content.xml" in names:
        found = _ODF_TYPES.get(_start_of(archive, "mimetype").strip())
    elif "[Content_Types].xml" in names:
        # Without zero bytes the search finds the words in UTF-16 too.
        types = _start_of(archive, "[Content_Types].xml").replace(b"\0", b"")
        if b"macroenabled" in types.lower() or b"vbaproject" in types.lower():
            raise refusals.macros()
        found = next((name for mark, name in _OOXML_TYPES.items() if mark in types), None)
    else:
        found = None
    if found is None:
        raise refusals.archive()
    return found


def _start_of(archive: zipfile.ZipFile, name: str) -> bytes:
    """Return a part of the archive; a longer one than any honest document has is refused unread."""
    if archive.getinfo(name).file_size > _TYPE_LIMIT:
        raise refusals.too_much()
    with archive.open(name) as part:
        return part.read(_TYPE_LIMIT)
