"""The index tells an easy Polish text from a hard one, and advises on the sentences that make it hard."""

import pytest

from home.upkeep.reading.polish import Band, read, sentences_in, syllables

EASY = (
    "Chcesz dostać kartę? Zadzwoń do nas. Powiemy ci, co masz mieć ze sobą. Przyjdź w środę o ósmej. Weź paszport i "
    "dwa zdjęcia. Za kartę płacisz 100 zł. Karta jest ważna rok. Gdy ją zgubisz, od razu nam o tym powiedz. Damy ci "
    "nową kartę. Nie musisz znać polskiego. Mamy w biurze osobę, która zna twój język."
)
HARD = (
    "Warunkiem rozpatrzenia wniosku o udzielenie zezwolenia jest przedłożenie przez wnioskodawcę kompletnej "
    "dokumentacji potwierdzającej spełnienie wymagań określonych w obowiązujących przepisach wykonawczych, z "
    "zastrzeżeniem konieczności uwzględnienia indywidualnych uwarunkowań wynikających z dotychczasowego "
    "przebiegu postępowania administracyjnego. Niedostarczenie wymaganych załączników w wyznaczonym terminie "
    "skutkuje pozostawieniem podania bez rozpoznania, o czym organ prowadzący postępowanie zawiadamia stronę w "
    "formie pisemnej za potwierdzeniem odbioru."
)


@pytest.mark.parametrize(
    ("word", "count"),
    [
        ("dom", 1), ("miasto", 2), ("nauka", 3), ("autobus", 3), ("Europa", 3), ("nauczyciel", 4), ("wniosek", 2),
        ("zezwolenie", 4), ("niedźwiedź", 2), ("źdźbło", 1), ("w", 1), ("PESEL", 1), ("2026", 1), ("informacja", 4),
        ("przedłożenie", 4), ("ręka", 2), ("miejscowość", 3), ("cudzoziemiec", 4),
    ],
)  # fmt: skip
def test_syllables_of_a_word(word: str, count: int) -> None:
    assert syllables(word) == count


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Przyjdź. Weź paszport!", 2),
        ("Urząd jest przy ul. Nowe Ogrody 8/12.", 1),
        ("Zgodnie z art. 5 ust. 2 płacisz, np. Kartą. Albo gotówką.", 2),
        ("Termin mija 27. Lutego nie czekaj.", 1),
        ("Pyta J. Kowalska. Czemu?", 2),
        ("Cena wynosi 1.500 zł.", 1),
        ("„Naprawdę?” Tak.", 2),
        ("", 0),
    ],
)
def test_abbreviations_and_numbers_end_no_sentence(text: str, count: int) -> None:
    assert len(sentences_in(text)) == count


def test_easy_text_is_called_easy_and_has_no_hard_sentences() -> None:
    reading = read([EASY])
    assert reading is not None
    assert reading.band == Band.EASY
    assert reading.hardest == ()


def test_hard_text_is_called_very_hard_and_its_hardest_sentence_comes_first() -> None:
    reading = read([EASY, HARD])
    alone = read([HARD])
    assert reading is not None
    assert alone is not None
    assert alone.band == Band.VERY_HARD
    assert alone.index > 20 > reading.index
    first = reading.hardest[0]
    assert first.text.startswith("Warunkiem")
    assert first.is_long
    assert first.has_long_words
    assert first.has_many_nouns
    assert "przedłożenie" in first.nouns


def test_index_follows_its_formula() -> None:
    text = "Informacja jest tu. " * 20
    reading = read([text])
    assert reading is not None
    assert (reading.words, reading.sentences) == (60, 20)
    assert reading.index == pytest.approx(0.4 * (3 + 100 / 3))


def test_list_counts_each_point_as_a_sentence_of_its_own() -> None:
    points = ["paszport i zdjęcie"] * 20
    reading = read(points)
    assert reading is not None
    assert reading.mean_length == 3


@pytest.mark.parametrize("paragraphs", [[], [""], ["Krótki tekst."], ["..."]])
def test_short_text_is_not_measured(paragraphs: list[str]) -> None:
    assert read(paragraphs) is None
