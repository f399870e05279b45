"""The dictionary that is shipped: what a careful editor would check by eye, checked for every label."""

import csv
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings

from search.analysis import words
from search.analysis.languages import is_stop_word, known_languages
from search.concepts.book import Kind, Label
from search.concepts.files import Entry, columns, read_folder, tidy

FOLDER = settings.ROOT / "search" / "concepts" / "starting"
FILES = sorted(FOLDER.glob("*.csv"))
FEWEST = 400
LABEL_COLUMNS = [column for column in columns() if column.partition("_")[0] in set(Kind)]
# Words of Polish labels that the Morfologik dictionary does not know, and that are right nevertheless.
ACCEPTED = frozenset((Path(__file__).parent / "accepted_polish.txt").read_text("utf-8").split())

_CYRILLIC = re.compile(r"[\u0400-\u04ff]")
_LATIN = re.compile(r"[a-zà-öø-ÿĀ-ſ]", re.IGNORECASE)
_NOT_UKRAINIAN = re.compile(r"[ыэёъ]", re.IGNORECASE)


@pytest.fixture(scope="module")
def concepts() -> list[Entry]:
    return read_folder(FOLDER)


def cells() -> Iterator[tuple[str, str, str]]:
    """Yield file and line, column and value of each cell."""
    for path in FILES:
        with path.open(encoding="utf-8", newline="") as file:
            reader = csv.DictReader(file)
            for row in reader:
                yield from ((f"{path.name}:{reader.line_num}", column, value or "") for column, value in row.items())


def shown(concepts: list[Entry], language: str) -> Iterator[tuple[str, str]]:
    """Yield the key and each label that readers may see."""
    for entry in concepts:
        for label in entry.labels:
            if label.language == language and label.kind is not Kind.HIDDEN:
                yield entry.key, label.text


def test_the_dictionary_reads_without_a_fault_and_is_large(concepts: list[Entry]) -> None:
    assert len(concepts) >= FEWEST


def test_each_file_is_of_its_own_and_has_every_column() -> None:
    headers = {path.name: path.read_text("utf-8").splitlines()[0].split(",") for path in FILES}
    assert {name: header for name, header in headers.items() if header != columns()} == {}


def test_every_concept_has_a_name_in_each_language_and_a_field_of_life(concepts: list[Entry]) -> None:
    for code, _name in settings.LANGUAGES:
        named = {entry.key for entry in concepts for label in entry.labels if _is_name(label, code)}
        assert [entry.key for entry in concepts if entry.key not in named] == [], code
    assert [entry.key for entry in concepts if not entry.topic] == []


def _is_name(label: Label, language: str) -> bool:
    return label.language == language and label.kind is Kind.PREFERRED


def test_a_label_names_two_concepts_only_when_each_says_that_it_is_related_to_the_other(concepts: list[Entry]) -> None:
    named: dict[tuple[str, str], list[Entry]] = defaultdict(list)
    for entry in concepts:
        for key in {(label.language, label.text.casefold()) for label in entry.labels}:
            named[key].append(entry)
    unclear = [
        f"{language} “{text}”: {one.key}, {other.key}"
        for (language, text), several in named.items()
        for one in several
        for other in several
        if one.key < other.key and not (other.key in one.related and one.key in other.related)
    ]
    assert unclear == []


def test_nothing_has_stray_spaces() -> None:
    untidy = [
        (place, column, value)
        for place, column, value in cells()
        if value != " | ".join(tidy(part) for part in value.split("|")) and column not in {"note", "source"}
    ]
    assert untidy == []


def test_no_word_mixes_scripts() -> None:
    mixed = [
        (place, word)
        for place, column, value in cells()
        if column in LABEL_COLUMNS
        for word in re.findall(r"\w+", value)
        if _CYRILLIC.search(word) and _LATIN.search(word)
    ]
    assert mixed == []


def test_ukrainian_labels_are_in_ukrainian_letters(concepts: list[Entry]) -> None:
    # A short name of a Polish thing, such as PESEL or ePUAP, may stand as people see it on paper.
    foreign = [
        (key, text) for key, text in shown(concepts, "uk") if not _CYRILLIC.search(text) and len(text.split()) > 2
    ]
    assert foreign == []
    assert [(key, text) for key, text in shown(concepts, "uk") if _NOT_UKRAINIAN.search(text)] == []


@pytest.mark.parametrize("language", ["pl", "en"])
def test_polish_and_english_labels_are_in_latin_letters(concepts: list[Entry], language: str) -> None:
    assert [(key, text) for key, text in shown(concepts, language) if _CYRILLIC.search(text)] == []


def test_polish_labels_are_spelled_as_in_the_dictionary(concepts: list[Entry]) -> None:
    unknown = {
        word
        for _key, text in shown(concepts, "pl")
        for _start, _end, word in words(text)
        if not any(map(str.isdigit, word)) and not is_stop_word(word, "pl") and "pl" not in known_languages(word)
    }
    assert sorted(unknown - ACCEPTED) == []


def test_the_list_of_accepted_words_has_none_that_the_dictionary_knows() -> None:
    assert [word for word in sorted(ACCEPTED) if "pl" in known_languages(word)] == []


def test_labels_are_short_enough_to_be_typed(concepts: list[Entry]) -> None:
    long = [(entry.key, label.text) for entry in concepts for label in entry.labels if len(label.text.split()) > 9]
    assert long == []
