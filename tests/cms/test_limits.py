import pytest
from django.core.management import CommandError, call_command

from cms import limits
from cms.limits import declare, declared, limits_document
from cms.management.commands import limits_docs
from cms.uploads import limits as uploads


def test_page_of_the_limits_is_current():
    call_command("limits_docs", "--check")


def test_page_that_is_not_current_is_found_and_mended(tmp_path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(limits_docs, "PATH", tmp_path / "limits.md")
    with pytest.raises(CommandError, match="limits_docs"):
        call_command("limits_docs", "--check")
    call_command("limits_docs", verbosity=0)
    call_command("limits_docs", "--check")


def test_declared_limit_is_the_constant_and_a_row_of_the_page(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(limits, "_declared", {})
    assert declare("tests.title", 150, "characters", "Length of a title.") == 150
    assert "## Tests" in limits_document()
    assert "| `tests.title` | 150 characters | Length of a title. |" in limits_document()


def test_one_name_has_one_value(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(limits, "_declared", {})
    declare("tests.title", 150, "characters", "Length of a title.")
    assert declare("tests.title", 150, "characters", "Length of a title.") == 150
    with pytest.raises(ValueError, match="declared already"):
        declare("tests.title", 200, "characters", "Length of a title.")


def test_page_tells_the_numbers_the_checks_use():
    told = {limit.name: limit.value for limit in declared()}
    assert told["uploads.file"] == uploads.MAX_FILE_MB
    assert told["uploads.files"] == uploads.MAX_FILES
    assert told["uploads.total"] == uploads.MAX_TOTAL_MB
