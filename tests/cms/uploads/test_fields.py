"""The fields of forms: every check of a file, told beside the field, with the name of the file."""

from typing import Any

import pytest
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.datastructures import MultiValueDict
from django.utils.translation import override

from cms.uploads.fields import MultipleUploadField, UploadField
from cms.uploads.intake import Upload, admit
from cms.uploads.kinds import KINDS, accept
from cms.uploads.limits import MAX_FILE_MB, MAX_FILES, MB
from tests.cms.uploads.samples import HTML, PDF, ooxml, picture, sent


class Letter(forms.Form):
    scan = UploadField(label="Scan", help_text="The letter as it came.")
    note = forms.CharField(required=False)


class Case(forms.Form):
    files = MultipleUploadField(label="Attachments", required=False)


def letter(*files: SimpleUploadedFile) -> Letter:
    return Letter({"note": "x"}, MultiValueDict({"scan": list(files)}))


def case(*files: SimpleUploadedFile) -> Case:
    return Case({}, MultiValueDict({"files": list(files)}))


def errors(form: forms.Form) -> list[str]:
    return [str(message) for messages in form.errors.values() for message in messages]


def padded(size: int, name: str = "a.pdf") -> SimpleUploadedFile:
    return sent(PDF + b" " * (size - len(PDF) - 6) + b"%%EOF\n", name)


def test_good_file_cleans_to_an_upload_with_a_clean_name_and_its_kind():
    form = letter(sent(PDF, "C:\\pisma\\Skan\u202e 1.PDF"))
    assert form.is_valid(), form.errors
    upload = form.cleaned_data["scan"]
    assert isinstance(upload, Upload)
    assert (upload.name, upload.kind.mime, upload.size) == ("Skan 1.pdf", "application/pdf", len(PDF))
    assert upload.file.read() == PDF


def test_browser_is_not_believed_about_the_type():
    file = SimpleUploadedFile("a.png", HTML, "image/png")
    assert "web page" in errors_in_english(letter(file))[0]


def errors_in_english(form: forms.Form) -> list[str]:
    with override("en"):
        return errors(form)


@pytest.mark.parametrize(("size", "valid"), [(MAX_FILE_MB * MB, True), (MAX_FILE_MB * MB + 1, False)])
def test_size_of_a_file_is_bounded(size: int, valid: bool):
    form = letter(padded(size))
    assert form.is_valid() is valid
    assert valid or "10" in errors(form)[0]


def test_empty_file_is_refused():
    assert not letter(sent(b"", "a.txt")).is_valid()


def test_missing_file_is_missed_only_where_it_is_needed():
    assert not letter().is_valid()
    form = case()
    assert form.is_valid()
    assert form.cleaned_data["files"] == []

    class Needed(forms.Form):
        files = MultipleUploadField()

    assert Needed({}, MultiValueDict()).errors["files"]


def test_several_files_clean_to_uploads_in_their_order():
    form = case(sent(PDF, "b.pdf"), sent(ooxml(), "a.docx"))
    assert form.is_valid(), form.errors
    assert [upload.name for upload in form.cleaned_data["files"]] == ["b.pdf", "a.docx"]


def test_every_wrong_file_is_named_with_its_fault():
    form = case(sent(HTML, "strona.html"), sent(PDF, "dobry.pdf"), sent(picture("GIF"), "<b>ruch.gif"))
    first, second = errors_in_english(form)
    assert first.startswith("strona.html: This is a web page")
    assert second.startswith("_b_ruch.gif: We cannot take a picture of this kind.")
    assert "dobry.pdf" not in str(form.errors)


@pytest.mark.parametrize("number", [MAX_FILES, MAX_FILES + 1])
def test_number_of_files_is_bounded(number: int):
    form = case(*(sent(PDF, f"{i}.pdf") for i in range(number)))
    assert form.is_valid() is (number == MAX_FILES)
    assert form.is_valid() or str(MAX_FILES) in errors(form)[0]


@pytest.mark.parametrize("extra", [0, 1])
def test_size_of_all_files_together_is_bounded(extra: int):
    form = case(padded(10 * MB, "a.pdf"), padded(10 * MB, "b.pdf"), padded(5 * MB + extra, "c.pdf"))
    assert form.is_valid() is not bool(extra)
    assert not extra or "25" in errors(form)[0]


@pytest.mark.parametrize("language", ["pl", "uk", "en"])
def test_hint_names_every_kind_and_size_and_belongs_to_the_field(language: str):
    with override(language):
        one, many = str(letter()["scan"].as_field_group()), str(case()["files"].as_field_group())
        for page in (one, many):
            assert all(str(kind.label) in page for kind in KINDS)
            assert "10" in page
            assert 'aria-describedby="id_' in page
            assert f'accept="{accept()}"' in page
    assert "The letter as it came." in one
    assert "25" in many
    assert str(MAX_FILES) in many
    assert " multiple" in many
    assert " multiple" not in one


def test_file_kept_already_stays_when_no_new_one_is_chosen():
    form = Letter({}, MultiValueDict(), initial={"scan": "stored/name"})
    assert form.is_valid(), form.errors
    assert form.cleaned_data["scan"] == "stored/name"


def test_command_uses_the_same_door_as_a_form(tmp_path: Any):
    from django.core.files import File

    (tmp_path / "pismo.pdf").write_bytes(PDF)
    with (tmp_path / "pismo.pdf").open("rb") as handle:
        upload = admit(File(handle, name="pismo.pdf"))
    assert upload.kind.name == "pdf"
