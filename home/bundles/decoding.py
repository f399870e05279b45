"""Lines and tables of a bundle as text: UTF-8 only, and whoever sends something else learns what to press."""

import csv
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from .limits import MAX_DEPTH, MAX_RECORD_KB
from .problems import BundleRefused, Problem, Refused

_MARK = b"\xef\xbb\xbf"
_WIDE = (b"\xff\xfe", b"\xfe\xff")
_LONGEST = MAX_RECORD_KB * 1024
_DELIMITERS = ",;\t"


def refuse_other_encodings(path: Path, name: str) -> None:
    """Raise ``BundleRefused`` with the line on which a file stops being UTF-8."""
    with path.open("rb") as file:
        start = file.read(4)
        if start.startswith(_WIDE) or b"\0" in start:
            raise BundleRefused(Problem(name, 1, "encoding", _in_utf16()))
        file.seek(0)
        for number, line in enumerate(_pieces(file), 1):
            try:
                line.decode("utf-8")
            except UnicodeDecodeError as error:
                raise BundleRefused(Problem(name, number, "encoding", _in_other(line, error))) from error


def _pieces(file: Any) -> Iterator[bytes]:
    while (line := file.readline(_LONGEST + 1)) and len(line) <= _LONGEST:  # a longer one is told of as such
        yield line


def _in_utf16() -> str:
    return _("This file is in UTF-16. Save it as “CSV UTF-8” or “UTF-8” and import it again.")


def _in_other(line: bytes, error: UnicodeDecodeError) -> str:
    """Show the word as it reads in the encoding of Polish Windows, which is the usual cause."""
    around = line[max(0, error.start - 12) : error.start + 12].decode("cp1250", errors="replace").strip()
    return _(
        "This file is not in UTF-8. In Windows-1250 the place reads “%(text)s”. Save the file as “CSV UTF-8” or “UTF-8”"
        " and import it again."
    ) % {"text": around}


def json_lines(path: Path) -> Iterator[tuple[int, dict[str, Any] | Refused]]:
    """Yield the number of each line that is not empty with its object, or with the reason why there is none."""
    with path.open("rb") as file:
        number = 0
        while line := file.readline(_LONGEST + 1):
            number += 1
            if len(line) > _LONGEST:
                yield number, Refused("too_long", _too_long())
                return
            if text := line.removeprefix(_MARK if number == 1 else b"").strip():
                yield number, _object(text.decode("utf-8"))


def _too_long() -> str:
    return _("The line is longer than %(limit)s KB, and the rest of the file was not read. Divide the page.") % {
        "limit": MAX_RECORD_KB
    }


def _object(text: str) -> dict[str, Any] | Refused:
    try:
        found = json.loads(text, object_pairs_hook=_once, parse_constant=_no_number)
    except Refused as error:
        return error
    except RecursionError:
        return _too_deep()
    except json.JSONDecodeError as error:
        return Refused(
            "json",
            _("This line is no JSON: at column %(column)s, %(fault)s. Each line is one whole object {…}.")
            % {"column": error.colno, "fault": error.msg},
        )
    if not isinstance(found, dict):
        return Refused("json", _("Each line is one whole object {…}; this one is something else."))
    if "\\u0000" in text:
        return Refused("zero", _("There is a zero character in a text (\\u0000). Take it out."))
    return _too_deep() if _depth(found) > MAX_DEPTH else found


def _too_deep() -> Refused:
    return Refused("deep", _("Lists and objects are nested too deeply here."))


def _depth(value: Any) -> int:
    inside = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return 1 + max((_depth(part) for part in inside), default=0)


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _value in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise Refused("twice", _("“%(name)s” stands twice in one object. Keep one of them.") % {"name": twice})
    return found


def _no_number(word: str) -> Any:
    raise Refused("json", _("“%(word)s” is no number.") % {"word": word})


def table_rows(path: Path, name: str) -> Iterator[tuple[int, dict[str, str]]]:
    """Yield line and cells by column of each row that is not empty; commas, semicolons or tabs between cells.

    Raises ``BundleRefused`` when the file is no table or a row has more cells than the header.
    """
    with path.open(encoding="utf-8-sig", newline="") as file:
        delimiter = max(_DELIMITERS, key=file.readline().count)
        file.seek(0)
        csv.field_size_limit(_LONGEST)
        reader = csv.reader(file, delimiter=delimiter, strict=True)
        before = 0
        try:
            header = [cell.strip().lower() for cell in next(reader, [])]
            _check_header(header, name)
            before = reader.line_num
            for cells in reader:
                if any(cell.strip() for cell in cells):
                    yield before + 1, _row(header, cells, name, before + 1)
                before = reader.line_num
        except csv.Error as error:
            text = _("This is no table that can be read: %(fault)s. Save it anew as CSV.") % {"fault": error}
            raise BundleRefused(Problem(name, before + 1, "csv", text)) from error


def _check_header(header: list[str], name: str) -> None:
    twice = next((cell for cell in header if cell and header.count(cell) > 1), None)
    if not any(header):
        raise BundleRefused(Problem(name, 1, "header", _("The first row must hold the names of the columns.")))
    if twice:
        text = _("The column “%(name)s” stands twice. Keep one of them.") % {"name": twice}
        raise BundleRefused(Problem(name, 1, "header", text))


def _row(header: list[str], cells: list[str], name: str, line: int) -> dict[str, str]:
    if any(cell.strip() for cell in cells[len(header) :]):
        text = _("This row has more cells than the first row. Put text with commas or line breaks in quotation marks.")
        raise BundleRefused(Problem(name, line, "cells", text))
    if any("\0" in cell for cell in cells):
        raise BundleRefused(
            Problem(name, line, "zero", _("There is a zero character in a text (\\u0000). Take it out."))
        )
    return {column: cell.strip() for column, cell in zip(header, cells, strict=False) if column}
