"""A city office and a case in it, for the journeys that begin after registration."""

from dataclasses import dataclass
from uuid import uuid4

from allauth.account.models import EmailAddress

from accounts.models import User
from accounts.roles import Role, sync_groups
from city.models import Post, Topic
from city.services import load_reference_data
from consultations.postulates.models import Postulate
from consultations.postulates.services import move_postulate, start_draft
from home.services import ensure_site
from search.services import rebuild
from tests.people import official, organisation, person

TITLE = "Przywrócenie funduszu wkładów własnych"


@dataclass
class Office:
    """Who works on a case."""

    author: User
    moderator: User
    coordinator: User
    official: User
    contributor: User
    head: User


def open_office() -> Office:
    """Save the reference data and the people, each with a confirmed address; the head reads English."""
    sync_groups()
    ensure_site()
    load_reference_data()
    rebuild()
    office = Office(
        author=person(name="author"),
        moderator=person(Role.MODERATOR),
        coordinator=person(Role.COORDINATOR),
        official=official("ngo-policy"),
        contributor=official("finance"),
        head=official("ngo-policy", kind=Post.Kind.HEAD, language="en"),
    )
    for user in User.objects.all():
        EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return office


def registered_case(office: Office) -> Postulate:
    """Let the author send a case and the moderator register it."""
    filer = organisation("Stowarzyszenie Wkład (demo)", owner=office.author)
    text = {"title": TITLE, "problem": "Brak wkładu.", "request": "Prosimy o fundusz.", "language": "pl"}
    topics = [Topic.objects.facts().get(code="own-contribution")]
    case = start_draft(actor=office.author, key=uuid4(), organisation=filer, text=text, topics=topics)
    for move, actor, details in (
        ("submit", office.author, {}),
        ("claim", office.moderator, {}),
        ("register", office.moderator, {"legal_kind": "wniosek"}),
    ):
        case = move_postulate(postulate_id=case.pk, move=move, actor=actor, version=case.version, **details)
    return case


def move_of(case: Postulate, move: str) -> str:
    """Return the path of a move, without the language."""
    return f"/postulates/case/{case.key}/{move}/"


def desk_of(case: Postulate) -> str:
    """Return the path of the case on the desk, without the language."""
    return f"/postulates/desk/{case.key}/"
