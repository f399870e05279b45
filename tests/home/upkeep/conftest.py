from collections.abc import Callable
from datetime import date

import pytest
from wagtail.models import Page

from accounts.models import User
from accounts.roles import Role, translator_group
from cms.outbox.models import OutboxEntry
from cms.outbox.worker import drain
from home.models import HomePage, InfoPage
from tests.people import person


@pytest.fixture
def chief_editor(home: HomePage) -> User:
    return person(Role.EDITOR)


@pytest.fixture
def ukrainian_translator(home: HomePage) -> User:
    from django.contrib.auth.models import Group

    translator = person(language="uk")
    translator.groups.add(Group.objects.get(name=translator_group("uk")))
    return translator


@pytest.fixture
def owner(db: None) -> User:
    return person(Role.OFFICIAL)


@pytest.fixture
def deputy(db: None) -> User:
    return person(Role.OFFICIAL, language="uk")


@pytest.fixture
def kept(city: None, guide: InfoPage, owner: User, deputy: User) -> InfoPage:
    """A guide that two officials look after, confirmed a year ago."""
    looked_after(guide, owner=owner, deputy=deputy, verified_on=date(2025, 11, 26))
    guide.refresh_from_db()
    return guide


def looked_after(page: Page, **facts: object) -> None:
    """Write down who looks after all versions of a page, without the mailbox of a unit unless given."""
    names = {"owner": "content_owner", "unit": "owner_unit"}
    values = {names.get(name, name): value for name, value in facts.items()}
    type(page).objects.filter(translation_key=page.translation_key).update(**values)


@pytest.fixture
def deliver(mailoutbox: list) -> Callable[[], list]:
    """Let everything in the outbox happen and return the mails that left meanwhile."""

    def act() -> list:
        before = len(mailoutbox)
        drain()
        assert not OutboxEntry.objects.filter(state="dead").exists()
        return mailoutbox[before:]

    return act
