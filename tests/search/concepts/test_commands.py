from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from search.concepts.book import Label
from search.concepts.files import Entry, read_folder
from search.concepts.queries import all_keys, entries
from search.concepts.services import save_concept

SAMPLES = Path(__file__).parent / "samples"


def told(*arguments: str) -> str:
    out = StringIO()
    call_command(*arguments, stdout=out)
    return out.getvalue()


def test_without_a_file_what_is_shipped_is_loaded_and_a_second_time_nothing(db: None) -> None:
    assert told("load_concepts").startswith("3 concepts: 3 new")
    assert "3 same" in told("load_concepts")


def test_a_dry_run_names_every_concept_and_loads_none(db: None) -> None:
    assert "residence-card: new" in told("load_concepts", "--dry-run")
    assert all_keys() == []


@pytest.mark.parametrize("path", [SAMPLES, SAMPLES / "residence.csv"])
def test_a_file_or_a_folder_is_loaded(db: None, path: Path) -> None:
    told("load_concepts", str(path))
    assert len(entries()) == 3


def test_a_file_overwrites_only_when_asked_to(db: None, tmp_path: Path) -> None:
    save_concept(entry=Entry("card", (Label("pl", "karta"),)), actor=None)
    file = tmp_path / "own.csv"
    file.write_text("key,preferred_pl\ncard,plastik\n", "utf-8")
    assert "1 kept" in told("load_concepts", str(file))
    assert "1 changed" in told("load_concepts", str(file), "--overwrite")
    assert entries()[0].labels == (Label("pl", "plastik"),)


def test_a_file_may_name_concepts_of_the_dictionary(db: None, tmp_path: Path) -> None:
    told("load_concepts")
    file = tmp_path / "own.csv"
    file.write_text("key,preferred_pl,broader\nmos,MOS,residence-permit\n", "utf-8")
    told("load_concepts", str(file))
    assert "mos" in all_keys()


@pytest.mark.parametrize(
    ("content", "text"),
    [
        (b"key,preferred_pl\ncard,\n", "own.csv, line 2: There is no label"),
        ("key,preferred_pl\ncard,żółć\n".encode("cp1250"), "not in UTF-8"),
        (None, "cannot be read"),
    ],
)
def test_what_cannot_be_loaded_is_said(db: None, tmp_path: Path, content: bytes | None, text: str) -> None:
    file = tmp_path / "own.csv"
    if content is not None:
        file.write_bytes(content)
    with pytest.raises(CommandError, match=text):
        call_command("load_concepts", str(file))
    assert all_keys() == []


def test_the_export_is_what_an_import_reads(db: None, tmp_path: Path) -> None:
    told("load_concepts")
    assert told("export_concepts").startswith("\ufeffkey,topic,")
    assert told("export_concepts", str(tmp_path / "all.csv")).startswith("3 concepts are in")
    assert read_folder(tmp_path) == entries()
    assert told("export_concepts", "--topic", "papers").count("\n") == 2


def test_an_export_that_cannot_be_written_is_said(db: None, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="cannot be written"):
        call_command("export_concepts", str(tmp_path / "nowhere" / "all.csv"))
