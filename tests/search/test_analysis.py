"""Texts become words with offsets and keys; keys of inflected forms of one word meet."""

import subprocess
import sys
import unicodedata

import pytest

from search.analysis import keys_of, places, read_word, words
from search.analysis.folding import fold, normalise
from search.analysis.languages import ANALYZERS, is_stop_word, known_keys, readers, restored_keys


@pytest.mark.parametrize(
    ("language", "forms"),
    [
        ("pl", "pobyt pobytu pobytem pobycie pobyty"),
        ("pl", "dziecko dzieci dzieciom dziećmi"),
        ("pl", "cudzoziemiec cudzoziemca cudzoziemcami cudzoziemców"),
        ("pl", "kraków krakowa krakowie"),
        ("pl", "dotacja dotacji dotację dotacjami"),
        ("uk", "дитина дитини дітей дітьми"),
        ("uk", "посвідка посвідки посвідку посвідок"),
        ("uk", "київ києва києві"),
        ("uk", "щеплення щепленням щепленнями"),
        ("en", "permit permits"),
        ("en", "child children"),
        ("en", "apply applies applied applying"),
    ],
)
def test_forms_of_one_word_share_a_key(language: str, forms: str) -> None:
    shared = set.intersection(*(set(keys_of(form, language)) for form in forms.split()))
    assert shared


@pytest.mark.parametrize(
    ("language", "one", "other"),
    [("pl", "pobyt", "pobór"), ("pl", "prawo", "praca"), ("uk", "дитина", "дим"), ("en", "permit", "permanent")],
)
def test_different_words_share_no_key(language: str, one: str, other: str) -> None:
    assert not set(keys_of(one, language)) & set(keys_of(other, language))


def test_every_reading_of_an_ambiguous_form_is_kept() -> None:
    assert set(keys_of("krakowie", "pl")) == {"krak", "kraków"}
    assert set(keys_of("mam", "pl")) == {"mam"}, "unless it is a grammatical word"
    assert set(keys_of("стали", "uk")) == {"стати", "станути"}


def test_offsets_point_at_the_word_as_it_stands_in_the_text() -> None:
    text = "Wniosek: kartę pobytu (ZUS) – сім’ї!"
    assert [text[start:end] for start, end, _word in places(text)] == [
        "Wniosek", "kartę", "pobytu", "ZUS", "сім’ї",
    ]  # fmt: skip


def test_decomposed_letters_are_read_like_composed_ones_and_keep_their_offsets() -> None:
    text = unicodedata.normalize("NFD", "мій їжак, żółć")
    found = list(places(text))
    assert [read_word(word, "uk")[1] for _start, _end, word in found] == ["мій", "їжак", "zolc"]
    assert [unicodedata.normalize("NFC", text[start:end]) for start, end, _word in found] == ["мій", "їжак", "żółć"]


@pytest.mark.parametrize("apostrophe", "'’ʼ`´ʹ′＇")
def test_any_apostrophe_gives_the_same_word(apostrophe: str) -> None:
    ((_start, _end, word),) = places(f"сім{apostrophe}ї")
    assert read_word(word, "uk")[1:] == ("сімї", ("сімя",))


def test_folding_strips_marks_of_latin_letters_only() -> None:
    assert fold("ŁÓDŹ") == "lodz"
    assert fold("Straße") == "strasse"
    assert fold("Їжак") == "їжак"
    assert fold("йод") == "йод"
    assert fold("Ґанок") == "ганок"


def test_soft_hyphens_do_not_cut_words() -> None:
    assert [word for _start, _end, word in words("ubez\u00adpieczenie")] == ["ubezpieczenie"]


def test_words_are_read_by_their_script_whatever_the_language_of_the_text() -> None:
    assert "картка" in known_keys("картки", "pl")
    assert known_keys("pobytu", "uk") == ("pobyt",)
    assert [code for code, _analyzer in readers("картка", "pl")] == ["uk"]
    assert next(code for code, _analyzer in readers("permit", "en")) == "en"


def test_text_in_a_language_without_a_row_is_still_read() -> None:
    assert keys_of("ausländerbehörde", "de") == ("ausländerbehörde",)
    assert keys_of("pobytu", "de") == ("pobyt",)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("wozka", "wózek"), ("swietlice", "świetlica"), ("lodz", "łódź"), ("zolc", "żółć"), ("krakow", "kraków")],
)
def test_polish_typed_without_its_marks_is_understood(typed: str, meant: str) -> None:
    assert meant in restored_keys(typed, "pl")
    assert meant in restored_keys(typed, "en"), "the interface may be in another language"


def test_word_typed_with_marks_or_digits_is_not_guessed_at() -> None:
    assert restored_keys("wózka", "pl") == ()
    assert restored_keys("pit37", "pl") == ()
    assert restored_keys("дитина", "uk") == ()


def test_endless_word_is_not_restored() -> None:
    assert restored_keys("z" * 10_000, "pl") == ()


def test_grammatical_words_keep_only_themselves() -> None:
    assert is_stop_word("ma", "pl")
    assert keys_of("ma", "pl") == ("ma",)
    assert is_stop_word("sie", "pl"), "also when typed without marks"
    assert not is_stop_word("pobyt", "pl")


def test_stop_words_are_written_as_the_analysis_reads_them() -> None:
    for analyzer in ANALYZERS.values():
        assert {normalise(word) for word in analyzer.stop_words} == analyzer.stop_words


@pytest.mark.parametrize("text", ["", " ", "—", "\0\x07", '"*^ NEAR( OR', "'''", "\u0301", "\ud800", "🙂" * 100])
@pytest.mark.parametrize("language", ["pl", "uk", "en", "de", ""])
def test_any_text_is_read(text: str, language: str) -> None:
    read = [read_word(word, language) for _start, _end, word in places(text)]
    assert all(surface and keys for word, surface, keys in read if word)


def test_process_that_meets_no_english_does_not_load_the_english_dictionary() -> None:
    program = (
        "import sys; from search.analysis import read_word;"
        "read_word('Щеплення', 'uk'); read_word('karta', 'pl');"
        "sys.exit('simplemma' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0


def test_mark_without_a_letter_is_no_word() -> None:
    assert list(words("\u0301 \u00ad -")) == []
