"""What the two commands say and how they end."""

import json
from io import StringIO
from pathlib import Path
from unittest.mock import Mock

import pytest
from django.core.management import CommandError, call_command

from accounts.models import User
from accounts.roles import Role
from home.models import HomePage, InfoPage
from tests.people import person

from .conftest import Write, page, titles

pytestmark = pytest.mark.django_db


@pytest.fixture
def clerk(home: HomePage) -> User:
    return person(Role.EDITOR)


def run(*arguments: object) -> tuple[int, str, str]:
    out, err = StringIO(), StringIO()
    try:
        call_command(*map(str, arguments), stdout=out, stderr=err)
    except CommandError as error:
        return error.returncode, out.getvalue(), err.getvalue() + str(error)
    return 0, out.getvalue(), err.getvalue()


def test_a_good_bundle_ends_with_nought(write: Write, clerk: User) -> None:
    code, out, err = run("import_pages", write(page("a")), "--by", clerk.email)
    assert (code, err) == (0, "")
    assert "1 pages written" in out


def test_a_page_that_stays_out_ends_with_one_and_a_report(write: Write, clerk: User, tmp_path: Path) -> None:
    path = write(page("a"), page("b", state="x"))
    code, _out, err = run("import_pages", path, "--by", clerk.email, "--report", tmp_path / "r.json")
    assert code == 1
    assert "pages.jsonl:2: error:" in err
    assert json.loads((tmp_path / "r.json").read_text())[0]["code"] == "state"


def test_an_unreadable_bundle_ends_with_two_and_a_report(write: Write, clerk: User, tmp_path: Path) -> None:
    path = write(page("a"), manifest={"format": "other"})
    code, _out, err = run("import_pages", path, "--by", clerk.email, "--report", tmp_path / "r.csv")
    assert code == 2
    assert "Nothing was imported." in err
    assert "manifest.json,1,error" in (tmp_path / "r.csv").read_text(encoding="utf-8-sig")


def test_a_dry_run_says_so(write: Write, clerk: User) -> None:
    code, out, _err = run("import_pages", write(page("a")), "--by", clerk.email, "--dry-run")
    assert (code, "Dry run" in out, titles()) == (0, True, set())


def test_the_import_needs_somebody_who_may(write: Write, home: HomePage) -> None:
    assert run("import_pages", write(page("a")), "--by", "nobody@example.org")[0] == 2
    assert run("import_pages", write(page("a")), "--by", person(Role.OFFICIAL).email)[0] == 2
    assert titles() == set()


def test_a_section_is_exported_alone(guide: InfoPage, news: InfoPage, tmp_path: Path) -> None:
    code, _out, _err = run("export_pages", tmp_path / "b", "--section", "/aktualnosci/")
    records = [json.loads(line) for line in (tmp_path / "b" / "pages.jsonl").read_text().splitlines()]
    assert (code, [record["title"] for record in records]) == (0, ["Aktualności", "Spotkanie z organizacjami"])


def test_an_export_replaces_nothing(guide: InfoPage, tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    assert run("export_pages", tmp_path / "b")[0] == 1
    assert run("export_pages", tmp_path / "c", "--section", "/nie-ma/")[0] == 1
    assert not (tmp_path / "c").exists()


def test_an_export_that_was_interrupted_leaves_nothing_and_can_be_repeated(
    news: InfoPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr("home.bundles.exporting._manifest", Mock(side_effect=KeyboardInterrupt))
        with pytest.raises(KeyboardInterrupt):
            run("export_pages", tmp_path / "out")
    assert list(tmp_path.iterdir()) == []
    assert run("export_pages", tmp_path / "out")[0] == 0
    assert [path.name for path in tmp_path.iterdir()] == ["out"]
