"""Words written as they are heard, in the other language's letters, and words one error away."""

import pytest

from search.analysis.heard import heard_lemmas
from search.analysis.misspelled import one_error_away
from search.analysis.skeleton import international, skeleton, skeletons


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("побиту", "pobytu"), ("песель", "pesel"), ("зус", "zus"), ("мельдунек", "meldunek"), ("ужонд", "urząd"),
        ("злецене", "zlecenie"), ("пшедлужене", "przedłużenie"), ("швядчене", "świadczenie"), ("жлобек", "żłobek"),
        ("posvidka", "посвідка"), ("vyselennia", "виселення"), ("orendaria", "орендаря"), ("shcheplennia", "щеплення"),
        ("hromadyanstvo", "громадянство"), ("gromadianstvo", "громадянство"), ("urzond", "urząd"),
    ],
)  # fmt: skip
def test_word_written_in_other_letters_sounds_like_the_one_meant(typed: str, meant: str) -> None:
    assert skeleton(meant) in skeletons(typed)


@pytest.mark.parametrize(("one", "other"), [("karta", "kara"), ("praca", "prawo"), ("дім", "дим"), ("sąd", "sad")])
def test_words_that_differ_to_the_ear_have_another_skeleton(one: str, other: str) -> None:
    if one == "дім":  # и and і are one sound to who writes in Latin letters
        assert skeleton(one) == skeleton(other)
    else:
        assert skeleton(one) != skeleton(other)


@pytest.mark.parametrize(
    ("typed", "lemma"),
    [
        ("побиту", "pobyt"), ("песель", "pesel"), ("мельдунку", "meldunek"), ("злецене", "zlecenie"),
        ("просьба", "prośba"), ("пшедшколе", "przedszkole"), ("vyselennia", "виселення"), ("orendaria", "орендар"),
        ("simia", "сімя"), ("likarnia", "лікарня"),
    ],
)  # fmt: skip
def test_heard_word_is_found_in_the_dictionary_though_no_text_has_it(typed: str, lemma: str) -> None:
    assert lemma in heard_lemmas(typed)


@pytest.mark.parametrize(
    "typed", ["", "a", "я", "щ" * 1000, "x" * 1000, "123", "пл1н", "ў" * 20, "иииииииииииииииииииии"]
)
def test_any_word_is_listened_to(typed: str) -> None:
    assert isinstance(heard_lemmas(typed), tuple)
    assert skeletons(typed)


@pytest.mark.parametrize(
    ("typed", "meant", "language"),
    [
        ("meldunkuu", "meldunku", "pl"), ("zameldwoanie", "zameldowanie", "pl"), ("przedluzneie", "przedłużenie", "pl"),
        ("сортуваня", "сортування", "uk"), ("violance", "violence", "en"), ("documment", "document", "en"),
    ],
)  # fmt: skip
def test_word_one_error_away_is_known(typed: str, meant: str, language: str) -> None:
    assert meant in one_error_away(typed, language)


@pytest.mark.parametrize("typed", ["", "kot", "z" * 100, "12345", "a'b'c'd"])
def test_what_is_no_word_or_too_short_is_not_corrected(typed: str) -> None:
    assert one_error_away(typed, "pl") == ()


def test_word_shared_by_many_languages_is_recognised_by_its_ending() -> None:
    assert skeleton("integration") in international(skeleton("integracja"))
    assert skeleton("інтеграція") == skeleton("integracja")
