"""A question from what is typed to the order of findings, with concepts, on the embedded engine."""

from datetime import date as Date
from time import perf_counter

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from search.asking import Answer, ask
from search.concepts.book import Concept, ConceptBook, Kind, Label
from search.engines.embedded import EmbeddedEngine

from .contract import HOSTILE
from .texts import document


def concept(
    key: str, *labels: tuple[str, str], hidden: tuple[str, str] = ("", ""), broader: tuple[str, ...] = ()
) -> Concept:
    shown = [Label(language, text) for language, text in labels]
    unseen = [Label(*hidden, Kind.HIDDEN)] if hidden[1] else []
    return Concept(key, (*shown, *unseen), broader)


BOOK = ConceptBook([
    concept("eviction", ("pl", "eksmisja"), ("uk", "виселення"), ("en", "eviction"), hidden=("en", "throw out")),
    concept("residence-card", ("pl", "karta pobytu"), ("uk", "посвідка на проживання"), ("en", "residence card")),
    concept("card", ("pl", "karta"), ("en", "card")),
    concept("kindergarten", ("pl", "przedszkole"), ("uk", "дитячий садок"), broader=("childcare",)),
    concept("childcare", ("pl", "opieka nad dziećmi"), ("en", "childcare")),
])  # fmt: skip


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> EmbeddedEngine:
    filled = EmbeddedEngine(tmp_path_factory.mktemp("index") / "search.sqlite3")
    filled.put([
        document(1, "Eksmisja a prawa lokatora"), document(2, "Посвідка на проживання: продовження", language="uk"),
        document(3, "Karta pobytu"), document(4, "Karta dużej rodziny"), document(5, "Дитячий садок", language="uk"),
        document(6, "Opieka nad dziećmi w żłobku"), document(7, "Przedłużenie pobytu"), document(8, "Inna sprawa"),
    ])  # fmt: skip
    return filled


def asked(engine: EmbeddedEngine, text: str, reader: str = "pl", book: ConceptBook = BOOK) -> Answer:
    return ask(engine, text, user_language=reader, today=Date(2026, 5, 4), book=book)


def found(engine: EmbeddedEngine, text: str, reader: str = "pl") -> list[int]:
    return [int(hit.candidate.id.split(":")[1]) for hit in asked(engine, text, reader).hits]


def test_question_meets_texts_of_other_languages_at_a_concept(engine: EmbeddedEngine) -> None:
    assert found(engine, "eviction", "en")[0] == 1
    assert found(engine, "karty pobytu")[:2] == [3, 2]


def test_hidden_label_is_met_with_other_words_between_and_only_with_its_little_words(engine: EmbeddedEngine) -> None:
    assert found(engine, "can my landlord throw me out", "en") == [1]
    assert [met.key for met in asked(engine, "throw a party", "en").plan.concepts] == []


@pytest.mark.parametrize(
    ("text", "met"),
    [
        ("do lekarza bez ubezpieczenia", ["uninsured"]),
        ("brak ubezpieczenia a lekarz", ["uninsured"]),
        ("lekarz i ubezpieczenie", []),
        ("my doctor doesn't speak Polish", ["interpreter"]),
        ("does my doctor speak Polish", []),
    ],
)
def test_label_that_denies_is_met_only_where_something_is_denied(
    engine: EmbeddedEngine, text: str, met: list[str]
) -> None:
    book = ConceptBook([
        concept("uninsured", ("pl", "lekarz bez ubezpieczenia")),
        concept("interpreter", ("en", "doctor does not speak Polish")),
    ])  # fmt: skip
    assert [each.key for each in asked(engine, text, book=book).plan.concepts] == met


def test_longer_concept_takes_its_words_from_a_shorter_one(engine: EmbeddedEngine) -> None:
    assert [met.key for met in asked(engine, "karta pobytu").plan.concepts] == ["residence-card"]
    assert [met.key for met in asked(engine, "karta dla rodziny").plan.concepts] == ["card"]


@pytest.mark.parametrize("typed", ["kart pobytu", "pobytu karta", "карта побиту", "karta pobitu", "Karta  POBYTU!"])
def test_concept_is_met_in_any_form_order_and_spelling(engine: EmbeddedEngine, typed: str) -> None:
    assert [met.key for met in asked(engine, typed).plan.concepts] == ["residence-card"]


def test_concept_is_called_in_the_readers_language(engine: EmbeddedEngine) -> None:
    assert asked(engine, "karta pobytu", "uk").plan.concepts[0].label == "посвідка на проживання"


def test_broader_concept_is_found_last(engine: EmbeddedEngine) -> None:
    assert found(engine, "przedszkole") == [5, 6]


def test_misspelled_word_is_corrected_and_the_reader_told(engine: EmbeddedEngine) -> None:
    answer = asked(engine, "Przedłużneie pobytu")
    assert answer.plan.correction
    assert answer.plan.correction.text == "przedłużenie pobytu"
    assert found(engine, "Przedłużneie pobytu")[0] == 7


def test_known_word_is_never_corrected(engine: EmbeddedEngine) -> None:
    assert asked(engine, "pobór").plan.correction is None


def test_languages_and_scripts_may_be_mixed_in_one_question(engine: EmbeddedEngine) -> None:
    assert {2, 3, 7} <= set(found(engine, "продовження pobytu residence", "uk"))


def test_hit_tells_by_which_concept_it_was_found(engine: EmbeddedEngine) -> None:
    answer = asked(engine, "residence card", "en")
    (met,) = answer.plan.concepts
    assert all(
        met.readings & set(hit.readings) for hit in answer.hits if hit.candidate.id in ("library:2", "library:3")
    )


@pytest.mark.parametrize(
    "typed", [*HOSTILE, "a" * 10_000, "ą " * 5_000, '"' * 10_000, "щ" * 10_000, "x-y " * 2_500, "\u202e" * 99]
)
def test_whatever_is_typed_is_answered_soon(engine: EmbeddedEngine, typed: str) -> None:
    asked(engine, "rozgrzewka")
    began = perf_counter()
    asked(engine, typed)
    assert perf_counter() - began < 2, "a machine under load has ten times the time that a reader is promised"


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(alphabet=st.sampled_from("aąbżzх щьи'\"()*:^-{}+~\\|&%_ 1\u0301\u0000\ud800👍中"), max_size=60))
def test_nothing_typed_is_an_error(engine: EmbeddedEngine, text: str) -> None:
    asked(engine, text)
