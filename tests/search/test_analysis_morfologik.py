"""The reader of the dictionaries against what the reference implementation (Java) answers for sampled forms.

``samples/<name>.tsv`` was written by morfologik-stemming 2.1.9 over the same dictionary: form, tab, lemmas joined by |.
"""

import hashlib
from pathlib import Path

import pytest

import search
from search.analysis.automaton import Automaton
from search.analysis.morfologik import Dictionary

DICTIONARIES = Path(search.__file__).parent / "dictionaries"
SAMPLES = Path(__file__).parent / "samples"


def opened(name: str) -> Dictionary:
    return Dictionary(DICTIONARIES / name / f"{name}.dict")


@pytest.mark.parametrize("name", ["polish", "ukrainian"])
def test_every_sampled_form_has_exactly_the_lemmas_of_the_reference_reader(name: str) -> None:
    dictionary = opened(name)
    lines = (SAMPLES / f"{name}.tsv").read_text(encoding="utf-8").splitlines()
    expected = {form: sorted(lemmas.split("|")) for form, lemmas in (line.split("\t") for line in lines)}
    assert len(expected) > 250
    assert {form: dictionary.lemmas(form) for form in expected} == expected


@pytest.mark.parametrize("name", ["polish", "ukrainian"])
@pytest.mark.parametrize("form", ["", "q", "xyzzy", "pobytupobytu", "дітейй", "a;b", "a+b", "\0", "\U0001f600"])
def test_unknown_form_has_no_lemma(name: str, form: str) -> None:
    assert opened(name).lemmas(form) == []


def test_prefix_of_a_known_form_is_not_a_form() -> None:
    dictionary = opened("polish")
    assert dictionary.lemmas("przedłużenie")
    assert dictionary.lemmas("przedłużen") == []


def test_restoring_yields_each_known_word_the_typed_one_may_stand_for() -> None:
    found = dict(opened("polish").restored("zadania", {"a": "ą", "z": "żź"}))
    assert found == {"zadania": ["zadanie", "zadać"], "żądania": ["żądanie", "żądać"]}


def test_dictionaries_are_the_files_their_checksums_name() -> None:
    lines = (DICTIONARIES / "checksums.sha256").read_text(encoding="utf-8").split("\n")
    sums = dict(reversed(line.split()) for line in lines if line)
    assert set(sums) == {f"{name}/{name}{end}" for name in ("polish", "ukrainian") for end in (".dict", ".info")}
    for name, expected in sums.items():
        assert hashlib.sha256((DICTIONARIES / name).read_bytes()).hexdigest() == expected, name


def test_file_of_another_kind_is_refused(tmp_path: Path) -> None:
    other = tmp_path / "other.dict"
    other.write_bytes(b"\\fsa\x05" + bytes(40))
    with pytest.raises(ValueError, match=r"other\.dict is not a CFSA2 automaton"):
        Automaton(other)
