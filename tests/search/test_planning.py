"""What is looked for, for what is typed."""

from search.engines.protocol import Column
from search.planning import Plan
from search.planning import plan as planned

from .lexicons import AllWords


def plan(text: str, language: str) -> Plan:
    return planned(text, language, AllWords())


def typed(text: str, language: str) -> list[str]:
    """Return the words that are looked for as they were typed."""
    readings = [reading for part in plan(text, language).parts for reading in part.readings]
    return [reading.words[0] for reading in readings if reading.column is Column.SURFACES]


def test_grammatical_words_are_left_out_when_there_are_others() -> None:
    assert typed("karta dla dziecka", "pl") == ["karta", "dziecka"]


def test_query_of_grammatical_words_only_looks_for_them() -> None:
    assert typed("dla nas", "pl") == ["dla", "nas"]


def test_word_typed_twice_counts_once() -> None:
    assert len(plan("karta Karta KARTA", "pl").parts) == 1


def test_restored_reading_weighs_less_than_the_word_itself() -> None:
    (part,) = plan("sad", "pl").parts
    weights = {reading.words[0]: reading.weight for reading in part.readings if reading.column is Column.LEMMAS}
    assert weights["sąd"] < weights["sad"] == 1.0


def test_latin_word_is_read_in_every_latin_language() -> None:
    assert "child" in plan("children", "pl").keys


def test_very_long_query_is_bounded() -> None:
    assert len(plan(" ".join(f"w{number}" for number in range(100)), "pl").parts) <= 24
