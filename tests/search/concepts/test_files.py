from pathlib import Path

import pytest

from search.concepts.book import Kind, Label
from search.concepts.files import Entry, FaultyFile, columns, read, read_all, read_folder, write

SAMPLES = Path(__file__).parent / "samples"
HEADER = "key,topic,preferred_pl,alternative_pl,preferred_en,broader,related\n"


def faults(*lines: str, known: tuple[str, ...] = ()) -> list[str]:
    with pytest.raises(FaultyFile) as caught:
        read(lines, "words.csv", known)
    return [str(fault) for fault in caught.value.faults]


def test_a_file_is_read_with_all_its_labels_in_their_order() -> None:
    card = read_folder(SAMPLES)[1]
    assert (card.key, card.topic, card.broader, card.related) == (
        "residence-card", "residence", ("residence-permit",), ("pesel",),
    )  # fmt: skip
    assert card.labels[:3] == (
        Label("pl", "karta pobytu"),
        Label("pl", "karta stałego pobytu", Kind.HIDDEN),
        Label("pl", "plastik", Kind.HIDDEN),
    )
    assert card.note == "Issued by the voivode, not by the city."
    assert card.source.startswith("Act on foreigners")


def test_what_is_written_is_read_back_the_same() -> None:
    concepts = read_folder(SAMPLES)
    assert read(write(concepts).splitlines(keepends=True)) == concepts


def test_the_columns_are_those_of_the_languages_of_the_site() -> None:
    assert columns() == (
        "key,topic,preferred_pl,alternative_pl,hidden_pl,preferred_uk,alternative_uk,hidden_uk,"
        "preferred_en,alternative_en,hidden_en,broader,related,note,source"
    ).split(",")


def test_a_text_that_would_be_a_formula_is_harmless_in_a_spreadsheet_and_comes_back() -> None:
    entry = Entry("plus", (Label("en", "=SUM(A1)"),), note="+48 is Poland")
    text = write([entry])
    assert "'=SUM(A1)" in text
    assert "'+48" in text
    assert read(text.splitlines(keepends=True)) == [entry]


@pytest.mark.parametrize("delimiter", [";", "\t"])
def test_a_spreadsheet_may_separate_cells_in_its_own_way(delimiter: str) -> None:
    assert read([f"\ufeffkey{delimiter}preferred_pl\r\n", f"card{delimiter}karta\r\n"]) == [
        Entry("card", (Label("pl", "karta"),))
    ]


def test_spaces_and_letters_are_tidied_and_empty_lines_left_out() -> None:
    assert read([HEADER, ",,,,,,\n", "card,, z\u0307aba  zielona ,a | | b,,,\n"]) == [
        Entry("card", tuple(Label("pl", text, kind) for text, kind in [
            ("żaba zielona", Kind.PREFERRED), ("a", Kind.ALTERNATIVE), ("b", Kind.ALTERNATIVE),
        ])),
    ]  # fmt: skip


def test_an_empty_file_lacks_its_header() -> None:
    assert faults() == ["words.csv, line 1: The first line must name the columns, among them “key”."]


@pytest.mark.parametrize(
    ("line", "text"),
    [
        (",,karta,,,,\n", "The key is missing."),
        ("Karta Pobytu,,karta,,,,\n", "“Karta Pobytu” cannot be a key"),
        ("card,,,,,,\n", "There is no label in any language."),
        ("card,,karta,Karta,,,\n", "“karta” stands twice among the labels in “pl”."),
        (
            "card,,karta | plastik,,,,\n",
            "Only one label in “pl” can be the preferred one. Make the others alternative.",
        ),
        ("card,,karta,,,paper,\n", "There is no concept “paper”."),
        ("card,,karta,,,,paper\n", "There is no concept “paper”."),
        ("card,,karta,,,card,\n", "“card” cannot be broader than itself"),
        ("card,,karta,,,,,,,\n", "There are more cells than columns."),
        (f"card,,{'a' * 121},,,,\n", "is too long: at most 120 characters fit."),
    ],
)
def test_a_fault_names_file_and_line_and_how_to_mend_it(line: str, text: str) -> None:
    (fault,) = faults(HEADER, "fine,,dobra,,,,\n", line)
    assert fault.startswith("words.csv, line 3: ")
    assert text in fault


def test_an_unknown_column_is_named_with_those_that_are_known() -> None:
    (fault,) = faults("key,prefered_pl\n", "card,karta\n")[:1]
    assert "“prefered_pl”" in fault
    assert "preferred_pl" in fault


def test_a_key_given_twice_is_named_with_both_places() -> None:
    with pytest.raises(FaultyFile) as caught:
        read_all({"a.csv": [HEADER, "card,,karta,,,,\n"], "b.csv": [HEADER, "\n", "card,,kartka,,,,\n"]})
    assert str(caught.value) == (
        "b.csv, line 3: The key “card” stands already in line 2 (a.csv). Give this one another."
    )


def test_a_cell_of_several_lines_does_not_shift_the_numbers_of_lines() -> None:
    (fault,) = faults("key,preferred_pl,note\n", 'card,karta,"two\n', 'lines"\n', "broken,,\n")
    assert fault.startswith("words.csv, line 4: ")


def test_all_faults_are_told_at_once_in_the_order_of_lines() -> None:
    assert [fault.split(":")[0] for fault in faults(HEADER, "a,,,,,b,\n", ",,x,,,,\n")] == [
        "words.csv, line 2", "words.csv, line 2", "words.csv, line 3",
    ]  # fmt: skip


def test_files_may_name_concepts_of_each_other_and_those_already_known() -> None:
    files = {"a.csv": [HEADER, "card,,karta,,,permit,city\n"], "b.csv": [HEADER, "permit,,zezwolenie,,,,\n"]}
    assert [entry.key for entry in read_all(files, known=["city"])] == ["card", "permit"]


def test_what_is_no_table_is_said_to_be_none() -> None:
    (fault,) = faults("key,preferred_pl\n", "a,b\rc\n")
    assert fault == "words.csv, line 2: This is not a CSV file. Save the table as CSV in UTF-8."
