"""Marks and excerpts."""

import re

import pytest
from django.utils.safestring import SafeString

from search.highlight import EXCERPT_LENGTH, Highlighter
from search.planning import plan

from .lexicons import AllWords


def marks(query: str, language: str) -> Highlighter:
    return Highlighter(plan(query, language, AllWords()))


def test_other_form_of_the_word_is_marked() -> None:
    assert marks("dotacja", "pl").highlighted("Konkurs dotacji", "pl") == "Konkurs <mark>dotacji</mark>"


def test_word_typed_without_marks_is_marked() -> None:
    assert marks("lodz", "pl").highlighted("Łódź", "pl") == "<mark>Łódź</mark>"


def test_word_is_read_in_the_language_of_each_text() -> None:
    found = marks("mila", "pl")
    assert found.highlighted("mile", "pl") == "<mark>mile</mark>"
    assert found.highlighted("mile", "en") == "mile"


def test_text_that_looks_like_html_is_escaped() -> None:
    shown = marks("dotacja script", "pl").highlighted("<b>dotacja</b> & <script>", "pl")
    assert shown == "&lt;b&gt;<mark>dotacja</mark>&lt;/b&gt; &amp; &lt;<mark>script</mark>&gt;"
    assert isinstance(shown, SafeString)


def test_marked_word_is_escaped_too() -> None:
    assert marks("об’єкт", "uk").highlighted("об'єкт", "uk") == "<mark>об&#x27;єкт</mark>"


def test_excerpt_escapes_html_too() -> None:
    assert marks("dotacja", "pl").excerpt("<img onerror=x> dotacja", "pl").startswith("&lt;img")


def test_excerpt_shows_the_place_that_has_most_of_the_words() -> None:
    text = f"Karta. {'Słowo. ' * 100}Karta pobytu czasowego. {'Słowo. ' * 100}"
    shown = marks("karta pobyt", "pl").excerpt(text, "pl")
    assert "<mark>Karta</mark> <mark>pobytu</mark>" in shown
    assert shown.startswith("… ")
    assert shown.endswith(" …")


def test_excerpt_without_a_match_is_the_beginning() -> None:
    text = "Początek tekstu. " + "Słowo. " * 100
    assert marks("dotacja", "pl").excerpt(text, "pl").startswith("Początek tekstu.")


def test_short_text_is_shown_whole() -> None:
    assert marks("tekst", "pl").excerpt("Krótki tekst o dotacji.", "pl") == "Krótki <mark>tekst</mark> o dotacji."


@pytest.mark.parametrize("before", [0, 1, 7, 30, 200, 1000])
def test_excerpt_is_never_much_longer_than_its_length_and_keeps_the_match(before: int) -> None:
    text = "wyraz " * before + "dotacja" + " wyraz" * 200
    shown = marks("dotacja", "pl").excerpt(text, "pl")
    plain = re.sub(r"</?mark>|…", "", shown).strip()
    assert "<mark>dotacja</mark>" in shown
    assert EXCERPT_LENGTH - 20 <= len(plain) <= EXCERPT_LENGTH
    assert set(plain.split()) == {"wyraz", "dotacja"}


def test_text_without_spaces_has_an_excerpt() -> None:
    assert len(marks("dotacja", "pl").excerpt("x" * 5000, "pl")) <= EXCERPT_LENGTH + 2


def test_empty_text_has_an_empty_excerpt() -> None:
    assert marks("dotacja", "pl").excerpt("", "pl") == ""
