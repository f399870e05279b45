"""What is looked for, for what is typed."""

from search.planning import plan


def test_grammatical_words_are_left_out_when_there_are_others() -> None:
    assert [word.surface for word in plan("karta dla dziecka", "pl").words] == ["karta", "dziecka"]


def test_query_of_grammatical_words_only_looks_for_them() -> None:
    assert [word.surface for word in plan("dla nas", "pl").words] == ["dla", "nas"]


def test_word_typed_twice_counts_once() -> None:
    assert len(plan("karta Karta KARTA", "pl").words) == 1


def test_restored_reading_weighs_less_than_the_word_itself() -> None:
    (word,) = plan("sad", "pl").words
    assert word.lemmas["sąd"] < word.lemmas["sad"] == 1.0


def test_latin_word_is_read_in_every_latin_language() -> None:
    (word,) = plan("children", "pl").words
    assert "child" in word.lemmas


def test_very_long_query_is_bounded() -> None:
    assert len(plan(" ".join(f"w{number}" for number in range(100)), "pl").words) <= 24
