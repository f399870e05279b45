"""Concepts as CSV files: for import, export, and the dictionary that is shipped."""

import csv
import io
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _

from cms.spreadsheets import BYTE_ORDER_MARK, csv_lines, without_guard

from .book import Concept, Kind, Label
from .limits import LONGEST_FIELD, LONGEST_KEY, LONGEST_LABEL, LONGEST_TOPIC

SEPARATOR = "|"
_KEY = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_DELIMITERS = ",;\t"


@dataclass(frozen=True)
class Entry(Concept):
    """A concept with what only editors see of it: its field of life, a note, and where its facts come from."""

    topic: str = ""
    note: str = ""
    source: str = ""


@dataclass(frozen=True)
class Fault:
    """Something in a file that has to be mended, and how."""

    file: str
    line: int
    text: str

    def __str__(self) -> str:
        place = {"file": self.file, "line": self.line, "text": self.text}
        return _("%(file)s, line %(line)d: %(text)s") % place if self.file else _("Line %(line)d: %(text)s") % place


class FaultyFile(ValueError):
    """A file of concepts cannot be taken as it is; ``faults`` has everything that is wrong with it."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(map(str, self.faults)))


@dataclass(frozen=True)
class Row:
    """An entry and where it stands."""

    entry: Entry
    file: str
    line: int

    def fault(self, text: str) -> Fault:
        """Return a fault of this row."""
        return Fault(self.file, self.line, text)


def columns() -> list[str]:
    """Return the header of a file of concepts: three columns of labels for each language of the site."""
    labels = [_column(kind, language) for language, _name in settings.LANGUAGES for kind in Kind]
    return ["key", "topic", *labels, "broader", "related", "note", "source"]


def read(lines: Iterable[str], name: str = "", known: Iterable[str] = ()) -> list[Entry]:
    """Return the concepts of a file; FaultyFile names all faults.

    ``known`` are keys, beside those of the file, that may be given as broader or related.
    """
    return read_all({name: lines}, known)


def read_all(files: Mapping[str, Iterable[str]], known: Iterable[str] = ()) -> list[Entry]:
    """Return the concepts of several files, by name, that may name each other; FaultyFile names all faults."""
    rows, faults = rows_of(files, known)
    if faults:
        raise FaultyFile(faults)
    return [row.entry for row in rows]


def rows_of(files: Mapping[str, Iterable[str]], known: Iterable[str] = ()) -> tuple[list[Row], list[Fault]]:
    """Return what could be read, with its lines, and everything that has to be mended."""
    rows: list[Row] = []
    faults: list[Fault] = []
    for name, lines in files.items():
        _read_file(name, lines, rows, faults)
    faults += _faults_between(rows, set(known))
    return rows, sorted(faults, key=lambda fault: (fault.file, fault.line))


def read_folder(folder: Path, known: Iterable[str] = ()) -> list[Entry]:
    """Return the concepts of all CSV files of a folder; FaultyFile names all faults."""
    return read_all({path.name: _lines(path) for path in sorted(folder.glob("*.csv"))}, known)


def starting() -> list[Entry]:
    """Return the dictionary that is shipped."""
    return read_folder(settings.SEARCH_CONCEPTS_SHIPPED)


def write(concepts: Iterable[Concept]) -> str:
    """Return a file that ``read`` takes, and a spreadsheet shows."""
    return "".join(lines_of(concepts))


def lines_of(concepts: Iterable[Concept]) -> Iterator[str]:
    """Yield the lines of a file of concepts."""
    header = columns()
    return csv_lines(header, ([_cells(concept)[column] for column in header] for concept in concepts))


def faults_of(entry: Entry) -> list[str]:
    """Return what is wrong with a concept by itself, and how to mend it."""
    return [text for check in _CHECKS for text in check(entry)]


def tidy(text: str) -> str:
    """Return the text with single spaces, none around it, and composed letters."""
    return unicodedata.normalize("NFC", " ".join(text.split()))


def is_key(text: str) -> bool:
    """Return whether the text may be the key of a concept."""
    return len(text) <= LONGEST_KEY and bool(_KEY.fullmatch(text))


def _column(kind: Kind, language: str) -> str:
    return f"{kind}_{language}"


def _lines(path: Path) -> list[str]:
    return io.StringIO(path.read_text("utf-8"), newline="").readlines()


def _read_file(name: str, lines: Iterable[str], rows: list[Row], faults: list[Fault]) -> None:
    remaining = iter(lines)
    header_line = next(remaining, "").removeprefix(BYTE_ORDER_MARK)
    delimiter = max(_DELIMITERS, key=header_line.count)
    reader = csv.reader([header_line, *remaining], delimiter=delimiter)
    try:
        header = [tidy(column) for column in next(reader, [])]
        faults += [Fault(name, 1, text) for text in _header_faults(header)]
        if "key" not in header:
            return
        first = reader.line_num + 1
        for cells in reader:
            if any(cell.strip() for cell in cells):
                _read_row(name, first, header, cells, rows, faults)
            first = reader.line_num + 1
    except csv.Error:
        faults.append(Fault(name, reader.line_num, _("This is not a CSV file. Save the table as CSV in UTF-8.")))


def _header_faults(header: list[str]) -> Iterator[str]:
    known = columns()
    for column, count in Counter(header).items():
        if column not in known:
            yield _("There is no column “%(column)s”. The columns are: %(known)s.") % {
                "column": column, "known": ", ".join(known),
            }  # fmt: skip
        elif count > 1:
            yield _("The column “%(column)s” stands here twice. Take one of them out.") % {"column": column}
    if "key" not in header:
        yield _("The first line must name the columns, among them “key”.")


def _read_row(name: str, line: int, header: list[str], cells: list[str], rows: list[Row], faults: list[Fault]) -> None:
    if len(cells) > len(header):
        text = _("There are more cells than columns. Put a text that has a comma in it between quotation marks.")
        faults.append(Fault(name, line, text))
        return
    values = {column: without_guard(cell) for column, cell in zip(header, cells, strict=False)}
    row = Row(_entry(values), name, line)
    faults += [row.fault(text) for text in faults_of(row.entry)]
    rows.append(row)


def _entry(values: Mapping[str, str]) -> Entry:
    labels = (
        Label(language, text, kind)
        for language, _name in settings.LANGUAGES
        for kind in Kind
        for text in _split(values.get(_column(kind, language), ""))
    )
    return Entry(
        key=tidy(values.get("key", "")),
        labels=tuple(labels),
        broader=_split(values.get("broader", "")),
        related=_split(values.get("related", "")),
        topic=tidy(values.get("topic", "")),
        note=values.get("note", "").strip(),
        source=values.get("source", "").strip(),
    )


def _split(cell: str) -> tuple[str, ...]:
    return tuple(text for part in cell.split(SEPARATOR) if (text := tidy(part)))


def _key_faults(entry: Entry) -> Iterator[str]:
    if not entry.key:
        yield _("The key is missing. Write a short name in small Latin letters with hyphens, such as “residence-card”.")
    elif not is_key(entry.key):
        yield _("“%(key)s” cannot be a key: use small Latin letters, digits and single hyphens.") % {"key": entry.key}


def _label_faults(entry: Entry) -> Iterator[str]:
    if not entry.labels:
        yield _("There is no label in any language. Write at least one.")
    for (language, text), count in Counter((label.language, label.text.casefold()) for label in entry.labels).items():
        if count > 1:
            yield _("“%(text)s” stands twice among the labels in “%(language)s”. Keep it once.") % {
                "text": text, "language": language,
            }  # fmt: skip
    for language, count in Counter(label.language for label in entry.labels if label.kind is Kind.PREFERRED).items():
        if count > 1:
            yield _("Only one label in “%(language)s” can be the preferred one. Make the others alternative.") % {
                "language": language
            }


def _length_faults(entry: Entry) -> Iterator[str]:
    most = {"topic": LONGEST_TOPIC, "note": LONGEST_FIELD, "source": LONGEST_FIELD}
    texts = [*((most[name], getattr(entry, name)) for name in most), *((LONGEST_LABEL, x.text) for x in entry.labels)]
    for longest, text in texts:
        if len(text) > longest:
            yield _("“%(text)s…” is too long: at most %(longest)d characters fit.") % {
                "text": text[:40], "longest": longest,
            }  # fmt: skip


_CHECKS: tuple[Callable[[Entry], Iterator[str]], ...] = (_key_faults, _label_faults, _length_faults)


def _faults_between(rows: list[Row], known: set[str]) -> Iterator[Fault]:
    first: dict[str, Row] = {}
    for row in rows:
        before = first.setdefault(row.entry.key, row)
        if before is not row and row.entry.key:
            place = {"key": row.entry.key, "line": before.line, "file": before.file}
            yield row.fault(
                _("The key “%(key)s” stands already in line %(line)d (%(file)s). Give this one another.") % place
            )
    known |= first.keys()
    for row in rows:
        for other in (*row.entry.broader, *row.entry.related):
            if other not in known:
                yield row.fault(_("There is no concept “%(key)s”. Name the key of one that exists.") % {"key": other})
            elif other == row.entry.key:
                yield row.fault(_("“%(key)s” cannot be broader than itself or related to itself.") % {"key": other})


def _cells(concept: Concept) -> dict[str, str]:
    texts: dict[str, list[str]] = {}
    for label in concept.labels:
        texts.setdefault(_column(label.kind, label.language), []).append(label.text)
    cells = dict.fromkeys(columns(), "")
    cells |= {column: f" {SEPARATOR} ".join(words) for column, words in texts.items() if column in cells}
    cells |= {"key": concept.key, "broader": _joined(concept.broader), "related": _joined(concept.related)}
    if isinstance(concept, Entry):
        cells |= {"topic": concept.topic, "note": concept.note, "source": concept.source}
    return cells


def _joined(texts: Iterable[str]) -> str:
    return f" {SEPARATOR} ".join(texts)
