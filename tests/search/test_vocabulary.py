"""Words near to what was typed."""

from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import OSA

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


# Few letters, so that many of the words are near each other.
WORDS = st.lists(st.text("abc", min_size=1, max_size=10), unique=True, max_size=40)


@given(WORDS, st.text("abc", min_size=4, max_size=10), st.sampled_from((1, 2)))
def test_looking_among_few_words_finds_as_much_as_comparing_with_all(words: list[str], typed: str, errors: int) -> None:
    allowed = errors if len(typed) > 6 else 1
    near = [word for word in words if 0 < OSA.distance(typed, word) <= allowed]
    assert set(of(**dict.fromkeys(words, 1)).close_to(typed, 99, errors)) == set(near)


def test_fewer_errors_are_forgiven_when_so_asked() -> None:
    vocabulary = of(integracja=1)
    assert vocabulary.close_to("integarcjo", 3) == ("integracja",)
    assert vocabulary.close_to("integarcjo", 3, errors=1) == ()
