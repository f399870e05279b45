import os
import re
import subprocess
import sys
from pathlib import Path

import polib
import pytest
from django.conf import settings
from django.test import Client, override_settings

from cms.catalogues import Catalogue, catalogues, compile_stale
from scripts import check_lock

ROOT = Path(__file__).resolve().parents[1]


def read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def test_lock_files_answer_to_what_the_project_asks_for():
    assert check_lock.problems() == []


def test_every_variable_the_settings_read_is_told_to_operators():
    code = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "cms/settings").glob("*.py"))
    variables = set(re.findall(r'env\.(?:text|flag|number|words|choice|pairs)\("([A-Z_]+)"', code))
    told = set(re.findall(r"^\| `([A-Z_]+)`", read("docs/operators.md"), re.MULTILINE))
    assert variables
    assert variables == told


def test_every_command_of_the_makefile_a_person_needs_is_explained():
    makefile = read("Makefile")
    assert all(f"\n{name}:" in makefile for name in re.findall(r"`make ([a-z-]+)`", read("CONTRIBUTING.md")))
    assert re.search(r"^demo: .*## ", makefile, re.MULTILINE)


def test_image_does_not_carry_secrets_or_tests():
    allowed = [line[1:] for line in read(".dockerignore").splitlines() if line.startswith("!")]
    assert not [name for name in allowed if name.startswith((".", "tests", "var", "deploy/secrets"))]


def test_another_language_needs_only_its_row_and_a_catalogue(tmp_path):
    with override_settings(LANGUAGES=[*settings.LANGUAGES, ("be", "Беларуская")], LOCALE_PATHS=[tmp_path]):
        wanted = {catalogue.language for catalogue in catalogues()}
    assert wanted == {"pl", "uk", "be"}


@pytest.fixture
def catalogue(tmp_path):
    it = Catalogue("pl", tmp_path / "pl" / "LC_MESSAGES" / "django.po")
    it.po.parent.mkdir(parents=True)
    po = polib.POFile()
    po.metadata = {"Content-Type": "text/plain; charset=UTF-8"}
    po.append(polib.POEntry(msgid="Search", msgstr="Szukaj"))
    po.save(str(it.po))
    with override_settings(LOCALE_PATHS=[tmp_path]):
        yield it


def test_catalogue_is_compiled_once_until_its_source_changes(catalogue):
    assert compile_stale() == [catalogue]
    assert [(entry.msgid, entry.msgstr) for entry in polib.mofile(str(catalogue.mo))] == [("Search", "Szukaj")]
    assert compile_stale() == []
    later = catalogue.mo.stat().st_mtime + 5
    os.utime(catalogue.po, (later, later))
    assert compile_stale() == [catalogue]


@pytest.mark.django_db
def test_health_page_answers_without_a_language_or_a_session(client: Client):
    response = client.get("/healthz")
    assert (response.status_code, response.json()) == (200, {"database": "ok", "search": "ok"})
    assert not response.cookies


def test_health_page_says_when_the_database_is_gone(client: Client, monkeypatch):
    from django.db import OperationalError, connection

    def gone() -> None:
        raise OperationalError("connection to server at 10.0.0.7 refused")

    monkeypatch.setattr(connection, "cursor", gone)
    response = client.get("/healthz")
    assert response.status_code == 503
    assert b"10.0.0.7" not in response.content


@pytest.mark.parametrize(
    ("variables", "sentence"),
    [
        ({"DEBUG": "1", "SECRET_KEY": "x"}, "DEBUG must not be set in production"),
        ({}, "Set the environment variable SECRET_KEY"),
        ({"SECRET_KEY": "x", "EMAIL_PORT": "many"}, "EMAIL_PORT must be a whole number"),
    ],
)
def test_production_refuses_to_start_with_a_sentence_that_helps(variables: dict[str, str], sentence: str, tmp_path):
    kept = {"PATH": os.environ["PATH"], "VAR_DIR": str(tmp_path)}
    done = subprocess.run(
        [sys.executable, "-c", "import cms.settings.production"],
        cwd=ROOT,
        env=kept | variables,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert sentence in done.stderr
