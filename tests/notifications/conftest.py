"""Kinds of mail, followable things and mail servers that exist for the tests."""

from collections.abc import Iterator
from copy import deepcopy

import pytest
from pytest_django import Settings

from notifications import registry
from notifications.postbox import postbox
from notifications.registry import Addressee, Draft, MailKind
from tests.smtp import Script, smtp_server

TEMPLATES = {
    "letter_subject.txt": "{% load i18n %}{% translate 'Monday' %}: {{ title }}",
    "letter.txt": "{% load i18n %}{% translate 'Monday' %}\n\n{{ title }}\n",
    "letter.html": "{% load i18n %}<h1>{% translate 'Monday' %}</h1><p>{{ title }}</p>",
    "plain_subject.txt": "{{ title }}",
    "plain.txt": "{{ title }}\n\nhttps://example.org/case/7",
}


@pytest.fixture
def titles(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> dict[int, str]:
    """Give two kinds of mail, ``test.letter`` and ``test.plain``, which say the title found under ``about``."""
    known: dict[int, str] = {}
    templates = deepcopy(settings.TEMPLATES)
    templates[0]["APP_DIRS"] = False
    templates[0]["OPTIONS"]["loaders"] = [
        ("django.template.loaders.locmem.Loader", TEMPLATES),
        "django.template.loaders.app_directories.Loader",
    ]
    settings.TEMPLATES = templates

    def writes(template: str) -> MailKind:
        def write(about: int, addressee: Addressee) -> Draft | None:
            return Draft(template, {"title": known[about]}) if about in known else None

        return MailKind(write, to_unconfirmed=False)

    monkeypatch.setitem(registry._mails, "test.letter", writes("letter"))
    monkeypatch.setitem(registry._mails, "test.plain", writes("plain"))
    return known


@pytest.fixture
def things(monkeypatch: pytest.MonkeyPatch) -> dict[int, tuple[str, str]]:
    """Give the followable kind ``thing``: what is in the dictionary is public."""
    known = {7: ("Cieplej w przedszkolach", "/pl/things/7/")}
    monkeypatch.setitem(registry._followables, "thing", known.get)
    return known


@pytest.fixture(autouse=True)
def _open_postbox() -> Iterator[None]:
    """Let no test inherit the pause or the connection of another one."""
    postbox.reopen()
    yield
    postbox.hang_up()


@pytest.fixture
def smtp(settings: Settings) -> Iterator[Script]:
    """Send through a real SMTP server whose answers the test scripts."""
    with smtp_server() as script:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST = "127.0.0.1"
        settings.EMAIL_PORT = script.port
        settings.EMAIL_TIMEOUT = 5
        yield script
