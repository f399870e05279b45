"""A case, led through the workflow the way people would."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

import pytest

from accounts.models import User
from accounts.roles import Role
from city.models import Post, Topic
from consultations.organisations.models import Organisation
from consultations.postulates.models import Postulate, RejectionReason
from consultations.postulates.services import move_postulate, start_draft
from tests.people import official, organisation, person, unit

TEXT = {
    "title": "Przywrócenie funduszu wkładów własnych",
    "problem": "Bez wkładu własnego nie możemy ubiegać się o środki zewnętrzne.",
    "request": "Prosimy o przywrócenie funduszu wkładów własnych.",
    "language": "pl",
    "show_name": True,
}


@dataclass
class Cast:
    """Everybody a case needs."""

    author: User
    filer: Organisation
    moderator: User
    other_moderator: User
    coordinator: User
    official: User
    contributor: User
    head: User


@pytest.fixture
def cast(city: None) -> Cast:
    author = person(name="author")
    return Cast(
        author=author,
        filer=organisation("Stowarzyszenie Przykład (demo)", owner=author),
        moderator=person(Role.MODERATOR),
        other_moderator=person(Role.MODERATOR),
        coordinator=person(Role.COORDINATOR),
        official=official("ngo-policy"),
        contributor=official("finance"),
        head=official("ngo-policy", kind=Post.Kind.HEAD),
    )


@pytest.fixture
def reason(city: None) -> RejectionReason:
    from wagtail.models import Locale

    return RejectionReason.objects.create(
        code="off-topic",
        name="Poza zakresem",
        explanation="To nie jest sprawa miasta.",
        locale=Locale.get_default(),
    )


Act = Callable[..., Postulate]


@pytest.fixture
def act() -> Act:
    """Make a move with the present version."""

    def make(postulate: Postulate, move: str, actor: User, **details: Any) -> Postulate:
        version = Postulate.objects.values_list("version", flat=True).get(pk=postulate.pk)
        return move_postulate(
            postulate_id=postulate.pk,
            move=move,
            actor=actor,
            version=version,
            **details,
        )

    return make


@pytest.fixture
def draft(cast: Cast) -> Postulate:
    topic = Topic.objects.facts().get(code="own-contribution")
    return start_draft(
        actor=cast.author,
        key=uuid4(),
        organisation=cast.filer,
        text=TEXT,
        topics=[topic],
    )


@pytest.fixture
def submitted(draft: Postulate, cast: Cast, act: Act) -> Postulate:
    return act(draft, "submit", cast.author)


@pytest.fixture
def in_moderation(submitted: Postulate, cast: Cast, act: Act) -> Postulate:
    return act(submitted, "claim", cast.moderator)


@pytest.fixture
def registered(in_moderation: Postulate, cast: Cast, act: Act) -> Postulate:
    return act(in_moderation, "register", cast.moderator, legal_kind="postulate")


@pytest.fixture
def routed(registered: Postulate, cast: Cast, act: Act) -> Postulate:
    return act(
        registered,
        "route",
        cast.coordinator,
        lead_unit=unit("ngo-policy"),
        contributions=[{"unit": unit("finance"), "question": "Na co pozwala budżet?", "due_on": None}],
    )


@pytest.fixture
def in_progress(routed: Postulate, cast: Cast, act: Act) -> Postulate:
    return act(routed, "accept", cast.official)


@pytest.fixture
def in_approval(in_progress: Postulate, cast: Cast, act: Act) -> Postulate:
    return act(
        in_progress,
        "propose_response",
        cast.official,
        outcome="planned",
        response="Miasto przeanalizuje, na co pozwala budżet.",
        commitment="Analiza możliwości przywrócenia funduszu",
    )


@pytest.fixture
def answered(in_approval: Postulate, cast: Cast, act: Act) -> Postulate:
    act(in_approval, "approve", cast.head)
    return act(in_approval, "publish", cast.coordinator)
