from datetime import timedelta
from pathlib import Path

import pytest
from django.core.mail import EmailMultiAlternatives, get_connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import Settings

from notifications.mailbox import letter, letters

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("city")]


@pytest.fixture(autouse=True)
def folder(settings: Settings, tmp_path: Path) -> Path:
    it = tmp_path / "mail"
    settings.MAILBOX_DIR = it
    return it


def _send(subject: str, identity: str, *, language: str = "uk") -> None:
    message = EmailMultiAlternatives(
        subject,
        "Дивіться https://example.org/case/7 <script>alert(1)</script>",
        to=["reader@example.org"],
        headers={"Message-ID": identity, "Content-Language": language},
        connection=get_connection("notifications.mailbox.FolderBackend"),
    )
    message.attach_alternative("<p>html</p>", "text/html")
    assert message.send() == 1


def test_second_copy_with_the_same_message_id_replaces_the_first(folder: Path) -> None:
    _send("one", "<a@example.org>")
    _send("two", "<a@example.org>")
    _send("three", "<b@example.org>")

    assert sorted(path.suffix for path in folder.iterdir()) == [".eml", ".eml"]
    assert [found.subject for found in letters()] == ["three", "two"]


def test_list_shows_newest_first_and_a_letter_shows_its_text_with_links_that_work(client: Client) -> None:
    _send("Перший", "<a@example.org>")
    _send("Другий", "<b@example.org>")

    page = client.get(reverse("notifications:mailbox")).content.decode()
    assert page.index("Другий") < page.index("Перший")
    assert "reader@example.org" in page

    found = letters()[1]
    assert found.date is not None
    assert abs(timezone.now() - found.date) < timedelta(minutes=1)
    page = client.get(reverse("notifications:mailbox_letter", args=[found.name])).content.decode()
    assert "Перший" in page
    assert 'href="https://example.org/case/7"' in page
    assert "<script>alert(1)" not in page
    assert 'lang="uk"' in page


def test_empty_mailbox_is_a_page_too(client: Client) -> None:
    assert client.get(reverse("notifications:mailbox")).status_code == 200


def test_mailbox_is_not_there_in_production(client: Client, settings: Settings) -> None:
    _send("secret", "<a@example.org>")
    settings.DEVELOPMENT_PAGES = False

    assert client.get(reverse("notifications:mailbox")).status_code == 404
    assert client.get(reverse("notifications:mailbox_letter", args=[letters()[0].name])).status_code == 404


@pytest.mark.parametrize("name", ["nothing", "../../etc/passwd", "..", ""])
def test_letter_outside_the_folder_is_not_found(folder: Path, name: str) -> None:
    (folder.parent / "outside.eml").write_text("Subject: outside\n\nbody")

    assert letter(name) is None
    assert letter("../outside") is None
