"""Marks and excerpts."""

import re

import pytest
from django.utils.safestring import SafeString

from search.highlight import EXCERPT_LENGTH, excerpt, highlighted
from search.planning import Plan
from search.planning import plan as planned

from .lexicons import AllWords


def plan(text: str, language: str) -> Plan:
    return planned(text, language, AllWords())


def test_other_form_of_the_word_is_marked() -> None:
    assert highlighted("Konkurs dotacji", "pl", plan("dotacja", "pl")) == "Konkurs <mark>dotacji</mark>"


def test_word_typed_without_marks_is_marked() -> None:
    assert highlighted("Łódź", "pl", plan("lodz", "pl")) == "<mark>Łódź</mark>"


def test_text_that_looks_like_html_is_escaped() -> None:
    shown = highlighted("<b>dotacja</b> & <script>", "pl", plan("dotacja script", "pl"))
    assert shown == "&lt;b&gt;<mark>dotacja</mark>&lt;/b&gt; &amp; &lt;<mark>script</mark>&gt;"
    assert isinstance(shown, SafeString)


def test_marked_word_is_escaped_too() -> None:
    assert highlighted("об'єкт", "uk", plan("об’єкт", "uk")) == "<mark>об&#x27;єкт</mark>"


def test_excerpt_escapes_html_too() -> None:
    assert excerpt("<img onerror=x> dotacja", "pl", plan("dotacja", "pl")).startswith("&lt;img")


def test_excerpt_shows_the_place_that_has_most_of_the_words() -> None:
    text = f"Karta. {'Słowo. ' * 100}Karta pobytu czasowego. {'Słowo. ' * 100}"
    shown = excerpt(text, "pl", plan("karta pobyt", "pl"))
    assert "<mark>Karta</mark> <mark>pobytu</mark>" in shown
    assert shown.startswith("… ")
    assert shown.endswith(" …")


def test_excerpt_without_a_match_is_the_beginning() -> None:
    text = "Początek tekstu. " + "Słowo. " * 100
    assert excerpt(text, "pl", plan("dotacja", "pl")).startswith("Początek tekstu.")


def test_short_text_is_shown_whole() -> None:
    assert excerpt("Krótki tekst o dotacji.", "pl", plan("tekst", "pl")) == "Krótki <mark>tekst</mark> o dotacji."


@pytest.mark.parametrize("before", [0, 1, 7, 30, 200, 1000])
def test_excerpt_is_never_much_longer_than_its_length_and_keeps_the_match(before: int) -> None:
    text = "wyraz " * before + "dotacja" + " wyraz" * 200
    shown = excerpt(text, "pl", plan("dotacja", "pl"))
    plain = re.sub(r"</?mark>|…", "", shown).strip()
    assert "<mark>dotacja</mark>" in shown
    assert EXCERPT_LENGTH - 20 <= len(plain) <= EXCERPT_LENGTH
    assert set(plain.split()) == {"wyraz", "dotacja"}


def test_text_without_spaces_has_an_excerpt() -> None:
    assert len(excerpt("x" * 5000, "pl", plan("dotacja", "pl"))) <= EXCERPT_LENGTH + 2


def test_empty_text_has_an_empty_excerpt() -> None:
    assert excerpt("", "pl", plan("dotacja", "pl")) == ""
