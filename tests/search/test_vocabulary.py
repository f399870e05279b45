"""Words near to what was typed."""

from search.analysis.folding import fold
from search.analysis.skeleton import skeleton
from search.engines.vocabulary import Vocabulary


def of(**counts: int) -> Vocabulary:
    vocabulary = Vocabulary()
    vocabulary.add((word, fold(word), skeleton(word), count) for word, count in counts.items())
    return vocabulary


def test_nearest_comes_first_and_then_the_most_frequent() -> None:
    vocabulary = of(dotacja=1, dotacje=5, donacja=3, rotacje=9)
    assert vocabulary.close_to("dotacjo", 9) == ("dotacje", "dotacja", "rotacje", "donacja")
    assert vocabulary.close_to("dotacjo", 1) == ("dotacje",)


def test_exchanged_letters_are_one_error() -> None:
    assert of(integracja=1, inspekcja=1).close_to("integarcja", 3) == ("integracja",)


def test_missing_marks_are_no_error() -> None:
    assert of(przedłużenie=1).close_to("przedluzneie", 1) == ("przedłużenie",)


def test_short_words_are_not_corrected_and_middling_ones_by_one_error() -> None:
    vocabulary = of(zus=1, praca=1)
    assert vocabulary.close_to("zis", 3) == ()
    assert vocabulary.close_to("pracu", 3) == ("praca",)
    assert vocabulary.close_to("prucu", 3) == ()


def test_words_of_another_script_are_not_near() -> None:
    assert of(карта=1).close_to("karty", 3) == ()


def test_word_itself_is_not_near_to_itself() -> None:
    assert of(dotacja=1).close_to("dotacja", 3) == ()


def test_words_are_found_by_their_sound() -> None:
    vocabulary = of(посвідка=1, pobytu=2, побут=1)
    assert vocabulary.sounding_like(["posvidka", "brak"]) == {"posvidka": ("посвідка",)}
    assert vocabulary.sounding_nearly("posvitka", 1) == ("посвідка",)
