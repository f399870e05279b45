"""Invented facts of organisations."""

import pytest
from allauth.account.models import EmailAddress
from django.utils import translation

from accounts.models import User
from tests.people import person

FOUNDATION = {"legal_name": "Fundacja Próba", "kind": "foundation", "krs": "0000123456"}
GROUP = {"legal_name": "Sąsiedzi z Próbnej", "kind": "informal_group"}


def confirmed(user: User | None = None) -> User:
    """Return a person whose address is confirmed."""
    user = user or person()
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return user


@pytest.fixture(autouse=True)
def _prepared(city: None) -> None:
    """Every test of the room needs the groups and the languages; its messages are read in English."""
    translation.activate("en")
