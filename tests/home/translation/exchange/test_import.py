"""A file is taken in as far as it fits; what does not fit is named, and a broken file changes nothing."""

import io
import zipfile
from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from wagtail_localize.models import StringTranslation, Translation

from accounts.models import User
from accounts.roles import translator_group
from home.models import InfoPage, NewsPage
from home.services import submit_for_translation
from home.translation.exchange import po, xliff
from home.translation.exchange.bundle import pack
from home.translation.exchange.delivered import UnreadableFile
from home.translation.exchange.services import import_file
from home.translation.machine.services import translate_by_machine
from tests.home.translation.conftest import member
from tests.home.translation.service import Service

pytestmark = pytest.mark.django_db


@pytest.fixture
def translation(news: NewsPage, editor: User) -> Translation:
    return submit_for_translation(news, "uk", actor=editor)


@pytest.fixture
def other(guide: InfoPage, editor: User) -> Translation:
    return submit_for_translation(guide, "uk", actor=editor)


def filled(translation: Translation, target: str = "Текст") -> bytes:
    return xliff.write([translation]).replace(b"</source>", f"</source><target>{target}</target>".encode())


def count() -> int:
    return StringTranslation.objects.count()


def test_zip_of_a_queue_brings_every_page_back(translation: Translation, other: Translation, editor: User) -> None:
    content = pack([translation, other])
    outcomes = import_file(name="queue.zip", content=content, actor=editor)
    assert [outcome.empty for outcome in outcomes] == [2, 2]
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as file:
        file.writestr("a.xlf", filled(translation))
        file.writestr("folder/b.XLF", filled(other))
    outcomes = import_file(name="queue.zip", content=archive.getvalue(), actor=editor)
    assert [outcome.stored for outcome in outcomes] == [2, 2]


def test_text_whose_source_changed_meanwhile_is_left_out_and_named(
    translation: Translation, editor: User, news: NewsPage
) -> None:
    content = filled(translation)
    news.lead = "Rozmowa o budżecie."
    news.save_revision(user=editor).publish(user=editor)
    translation.source.update_from_db()
    outcome = import_file(name="it.xlf", content=content, actor=editor, only=translation)[0]
    assert outcome.stored == 1
    assert [item.text for item in outcome.not_taken] == ["Rozmowa o planach."]
    assert "Download it anew" in outcome.not_taken[0].why or outcome.not_taken[0].why


def test_text_the_page_does_not_have_is_left_out_and_named(translation: Translation, editor: User) -> None:
    content = filled(translation).replace(b'id="lead:', b'id="elsewhere:')
    outcome = import_file(name="it.xlf", content=content, actor=editor, only=translation)[0]
    assert (outcome.stored, len(outcome.not_taken)) == (1, 1)


@pytest.mark.parametrize("target", ["<script>x</script>", '<a href="https://evil.example">x</a>', '<a id="a9">x</a>'])
def test_markup_that_a_text_may_not_hold_is_left_out(translation: Translation, editor: User, target: str) -> None:
    escaped = target.replace("<", "&lt;")
    outcome = import_file(name="it.xlf", content=filled(translation, escaped), actor=editor, only=translation)[0]
    assert (outcome.stored, len(outcome.not_taken)) == (0, 2)


def test_file_in_another_language_is_refused_whole(translation: Translation, editor: User) -> None:
    content = filled(translation).replace(b'target-language="uk"', b'target-language="en"')
    outcome = import_file(name="it.xlf", content=content, actor=editor, only=translation)[0]
    assert outcome.refusal
    assert count() == 0


def test_file_of_another_page_is_refused_where_one_page_was_meant(
    translation: Translation, other: Translation, editor: User
) -> None:
    outcome = import_file(name="it.xlf", content=filled(other), actor=editor, only=translation)[0]
    assert outcome.refusal
    assert count() == 0


def test_translator_of_another_language_stores_nothing_and_learns_no_title(translation: Translation) -> None:
    stranger = member(translator_group("en"))
    outcome = import_file(name="it.xlf", content=filled(translation), actor=stranger)[0]
    assert outcome.refusal
    assert outcome.title == str(translation.uuid)
    assert count() == 0


BOMB = """<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>
<xliff xmlns="urn:oasis:names:tc:xliff:document:1.2" version="1.2"><file original="&b;"/></xliff>"""
FOREIGN = BOMB.replace('"aaaaaaaaaa"', 'SYSTEM "file:///etc/hostname"')


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("it.xlf", b"not xml"),
        ("it.xlf", b""),
        ("it.xlf", b"<xliff/>"),
        ("it.xlf", BOMB.encode()),
        ("it.xlf", FOREIGN.encode()),
        ("it.po", b'msgid "a\nmsgstr'),
        ("it.po", b'msgid "a"\nmsgstr "b"\n'),
        ("it.po", 'msgid "ą"\nmsgstr "b"\n'.encode("iso-8859-2")),
        ("it.docx", b"PK"),
        ("it.zip", b"PK not a zip"),
    ],
)
def test_file_that_cannot_be_read_says_so_and_changes_nothing(
    translation: Translation, editor: User, name: str, content: bytes
) -> None:
    with pytest.raises(UnreadableFile) as refused:
        import_file(name=name, content=content, actor=editor)
    assert str(refused.value)


def test_zip_with_one_broken_file_stores_nothing_of_the_others(translation: Translation, editor: User) -> None:
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as file:
        file.writestr("good.xlf", filled(translation))
        file.writestr("broken.xlf", "<xliff")
    with pytest.raises(UnreadableFile, match=r"broken\.xlf"):
        import_file(name="it.zip", content=archive.getvalue(), actor=editor)
    assert count() == 0


def test_zip_that_unpacks_to_too_much_is_refused_before_it_is_unpacked(editor: User) -> None:
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("a.xlf", b" " * (11 * 2**20))
    with pytest.raises(UnreadableFile, match="10"):
        import_file(name="it.zip", content=archive.getvalue(), actor=editor)


def test_text_marked_as_unsure_in_a_po_file_is_left_out(translation: Translation, editor: User) -> None:
    content = po.write(translation).replace(b'msgstr ""\n\nmsgctxt', b'msgstr "x"\n\nmsgctxt').decode()
    head, _, tail = content.partition('msgctxt "title"')
    content = f'{head}#, fuzzy\nmsgctxt "title"{tail}'
    outcome = import_file(name="it.po", content=content.encode(), actor=editor, only=translation)[0]
    assert (outcome.stored, len(outcome.not_taken)) == (0, 1)


def test_machine_text_that_came_back_unchanged_still_waits_for_a_person(
    translation: Translation, editor: User, use: Callable[..., Service]
) -> None:
    use()
    translate_by_machine(translation_id=translation.pk, actor=editor)
    content = xliff.write([translation])
    assert b'state-qualifier="mt-suggestion"' in content
    assert import_file(name="it.xlf", content=content, actor=editor)[0].same == 2
    assert {row.translation_type for row in StringTranslation.objects.all()} == {"machine"}


def test_upload_in_the_editor_reports_what_was_not_taken(
    client: Client, translation: Translation, ukrainian_translator: User
) -> None:
    client.force_login(ukrainian_translator, backend="django.contrib.auth.backends.ModelBackend")
    address = reverse("wagtail_localize:upload_pofile", args=[translation.pk])
    broken = filled(translation, "&lt;script&gt;")
    page = client.post(address, {"file": SimpleUploadedFile("it.xlf", broken)})
    assert page.status_code == 200
    assert "Rozmowa o planach." in page.content.decode()
    assert client.post(address, {"file": SimpleUploadedFile("it.xlf", filled(translation))}).status_code == 302
    assert count() == 2


def test_upload_without_a_file_or_with_a_wrong_one_says_so(
    client: Client, translation: Translation, ukrainian_translator: User
) -> None:
    client.force_login(ukrainian_translator, backend="django.contrib.auth.backends.ModelBackend")
    address = reverse("translation:upload")
    assert client.post(address, {}).context["form"].errors["file"]
    assert client.post(address, {"file": SimpleUploadedFile("it.xlf", b"<a/>")}).context["form"].errors["file"]
    page = client.post(address, {"file": SimpleUploadedFile("it.xlf", filled(translation))})
    assert page.context["outcomes"][0].stored == 2


def test_downloads_are_files_named_after_page_and_language(
    client: Client, translation: Translation, ukrainian_translator: User
) -> None:
    client.force_login(ukrainian_translator, backend="django.contrib.auth.backends.ModelBackend")
    for name, extension in (("translation:download_xliff", "xlf"), ("wagtail_localize:download_pofile", "po")):
        response = client.get(reverse(name, args=[translation.pk]))
        assert response["Content-Disposition"].endswith(f'spotkanie-z-organizacjami-{translation.pk}-uk.{extension}"')
    response = client.get(reverse("translation:download_many"), {"translation": [translation.pk]})
    assert zipfile.ZipFile(io.BytesIO(response.content)).namelist()
