"""An organisation that prepares an offer for a public call, and people around it."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from uuid import uuid4

import pytest
from django.utils import translation

from accounts.models import User
from accounts.roles import Role
from consultations.organisations.models import Membership, Organisation
from home.calls.models import Call
from home.calls.preparing.models import CallPreparation
from home.calls.preparing.services import start_preparation
from tests.people import organisation, person


@dataclass(frozen=True)
class Cast:
    """Who may do what: members of one organisation, the owner of another, and people of the city."""

    organisation: Organisation
    owner: User
    editor: User
    viewer: User
    stranger: User
    moderator: User
    chief: User

    def named(self, name: str) -> User:
        return getattr(self, name)


@pytest.fixture(autouse=True)
def _english(city: None) -> None:
    translation.activate("en")


@pytest.fixture
def call(public_call: Callable[..., Call]) -> Call:
    return public_call(max_grant=Decimal(50_000), own_contribution_pct=Decimal(10))


@pytest.fixture
def cast(city: None) -> Cast:
    owner, editor, viewer = person(name="owner"), person(name="editor"), person(name="viewer")
    own = organisation("Fundacja Razem", owner=owner)
    Membership.objects.create(organisation=own, person=editor, role=Membership.Role.EDITOR)
    Membership.objects.create(organisation=own, person=viewer, role=Membership.Role.VIEWER)
    stranger = person(name="stranger")
    organisation("Fundacja Inna", owner=stranger)
    chief = User.objects.create_superuser("boss@example.org", "long enough password")
    return Cast(own, owner, editor, viewer, stranger, person(Role.MODERATOR), chief)


@pytest.fixture
def begin(cast: Cast) -> Callable[..., CallPreparation]:
    def act(call: Call, *, title: str = "Kino sąsiedzkie", actor: User | None = None) -> CallPreparation:
        actor = actor or cast.owner
        own = Organisation.objects.with_editor(actor.pk).get()
        return start_preparation(actor=actor, key=uuid4(), call_id=call.pk, organisation_id=own.pk, title=title)

    return act


@pytest.fixture
def preparation(call: Call, begin: Callable[..., CallPreparation]) -> CallPreparation:
    return begin(call)
