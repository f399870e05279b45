"""Invented organisations. They have no register numbers: any number could belong to somebody real."""

from dataclasses import dataclass

from accounts.models import User
from consultations.organisations.models import Membership, Organisation
from consultations.organisations.services import add_member, decide_verification, register_organisation


@dataclass(frozen=True)
class Body:
    """An organisation of the demo."""

    code: str
    name: str
    kind: str
    owner: str
    editors: tuple[str, ...] = ()
    is_verified: bool = True


ORGANISATIONS: tuple[Body, ...] = (
    Body("step", "Stowarzyszenie „Wspólny Krok” (demo)", "association", "secretary", editors=("colleague",)),
    Body("newcomers", "Fundacja „Nowi Sąsiedzi” (demo)", "foundation", "cosigner"),
    Body("carers", "Stowarzyszenie „Opiekunowie Razem” (demo)", "association", "carers"),
    Body("school", "Fundacja „Uważna Szkoła” (demo)", "foundation", "school"),
    Body("equality", "Stowarzyszenie „Równe Głosy” (demo)", "association", "equality"),
    Body("seniors", "Klub Seniora „Dobry Wiek” (demo)", "informal_group", "seniors"),
    Body("neighbours", "Sąsiedzi z Ulicy Przykładowej (demo)", "informal_group", "neighbours", is_verified=False),
)


def load_organisations(people: dict[str, User]) -> int:
    """Let the owners register the organisations that are missing, and a moderator verify them; returns how many."""
    present = set(Organisation.objects.values_list("legal_name", flat=True))
    missing = [body for body in ORGANISATIONS if body.name not in present]
    for body in missing:
        owner = people[body.owner]
        organisation = register_organisation(actor=owner, legal_name=body.name, kind=body.kind)
        for editor in body.editors:
            add_member(actor=owner, organisation=organisation, person=people[editor], role=Membership.Role.EDITOR)
        if body.is_verified:
            decide_verification(
                actor=people["moderator"],
                organisation_id=organisation.pk,
                status=Organisation.Status.VERIFIED,
                reason="Dane sprawdzone (demo).",
            )
    return len(missing)


def organisations() -> dict[str, Organisation]:
    """Return the organisations of the demo by code."""
    rows = {row.legal_name: row for row in Organisation.objects.all()}
    return {body.code: rows[body.name] for body in ORGANISATIONS}
