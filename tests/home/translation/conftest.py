from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.conf import LazySettings
from django.contrib.auth.models import Group

from accounts.models import User
from accounts.roles import Role, translator_group
from home.models import HomePage

from .service import KEY, Service, running


@pytest.fixture
def service() -> Iterator[Service]:
    with running() as it:
        yield it


@pytest.fixture
def use(settings: LazySettings, service: Service) -> Callable[..., Service]:
    """Switch machine translation on as an operator does."""

    def act(provider: str = "LibreTranslate", *, words: int = 1000, **options: Any) -> Service:
        settings.MACHINE_TRANSLATION_WORDS_PER_YEAR = words
        settings.WAGTAILLOCALIZE_MACHINE_TRANSLATOR = {
            "CLASS": f"home.translation.machine.providers.{provider}",
            "OPTIONS": {"URL": service.url, "KEY": KEY, "AUTH_KEY": KEY, "TIMEOUT": 2} | options,
        }
        return service

    return act


def member(group: str) -> User:
    person = User.objects.create_user(f"{group}@example.org", "long enough password", first_name=group)
    person.groups.add(Group.objects.get(name=group))
    return person


@pytest.fixture
def ukrainian_translator(home: HomePage) -> User:
    return member(translator_group("uk"))


@pytest.fixture
def office_editor(home: HomePage) -> User:
    return member(Role.EDITOR)
