"""Invented organisations. Their numbers are invented too: the courts have not come to 99… and no city writes DEMO/…."""

from dataclasses import dataclass

from accounts.models import User
from consultations.organisations.models import Decision, Membership, Organisation
from consultations.organisations.services import (
    Facts,
    add_member,
    decide_verification,
    invite,
    register_organisation,
)

CHECKED = "Wpis w rejestrze porównany z nazwą i numerem (demo)."


@dataclass(frozen=True)
class Body:
    """An organisation of the demo, and what the city decided about it: decision and reason, in order."""

    code: str
    name: str
    kind: str
    owner: str
    facts: Facts
    editors: tuple[str, ...] = ()
    decisions: tuple[tuple[Decision, str], ...] = ((Decision.VERIFIED, ""),)
    invited: tuple[str, ...] = ()


ORGANISATIONS: tuple[Body, ...] = (
    Body(
        "step", "Stowarzyszenie „Wspólny Krok” (demo)", "association", "secretary",
        Facts(
            krs="9900000001",
            website="https://example.org/wspolny-krok",
            languages=["pl", "uk", "en"],
            description="Wspieramy małe organizacje z Krakowa: doradzamy, jak napisać wniosek i skąd wziąć wkład "
            "własny, i pomagamy im rozmawiać z miastem.",
        ),
        editors=("colleague",),
        invited=("zaproszona@example.org",),
    ),
    Body(
        "newcomers", "Fundacja „Nowi Sąsiedzi” (demo)", "foundation", "cosigner",
        Facts(
            krs="9900000002",
            languages=["uk", "pl", "be", "ru"],
            description="Допомагаємо новим мешканцям Кракова знайти курси, роботу та сусідів.",
            description_language="uk",
        ),
    ),
    Body(
        "carers", "Stowarzyszenie „Opiekunowie Razem” (demo)", "association", "carers",
        Facts(
            krs="9900000003",
            description="Jesteśmy opiekunami osób, które potrzebują pomocy na co dzień. Spotykamy się i szukamy "
            "wytchnienia.",
        ),
    ),
    Body(
        "school", "Fundacja „Uważna Szkoła” (demo)", "foundation", "school",
        Facts(krs="9900000004", description="Szkolimy nauczycieli i towarzyszymy uczniom, którym trudniej się skupić."),
    ),
    Body(
        "equality", "Stowarzyszenie „Równe Głosy” (demo)", "ordinary_association", "equality",
        Facts(
            register_kind="ordinary_associations",
            register_number="DEMO/5",
            languages=["pl", "en", "pso"],
            description="Pilnujemy, by każdy głos liczył się tak samo.",
        ),
    ),
    Body(
        "seniors", "Klub Seniora „Dobry Wiek” (demo)", "informal_group", "seniors",
        Facts(description="Spotykamy się w każdy czwartek i mówimy, czego w mieście brakuje starszym."),
    ),
    Body(
        "neighbours", "Sąsiedzi z Ulicy Przykładowej (demo)", "informal_group", "neighbours",
        Facts(description="Kilka rodzin z jednej ulicy."), decisions=(),
    ),
    Body(
        "club", "Uczniowski Klub Sportowy „Przykład” (demo)", "sports_club", "colleague",
        Facts(register_kind="sports_clubs", register_number="DEMO/8"),
        decisions=((
            Decision.REFUSED,
            "W ewidencji klubów sportowych nie ma tego numeru. Proszę sprawdzić numer na decyzji o wpisie i go "
            "poprawić.",
        ),),
    ),
    Body(
        "impostor", "Fundacja „Cudze Imię” (demo)", "foundation", "neighbours",
        Facts(krs="9900000009"),
        decisions=(
            (Decision.VERIFIED, ""),
            (
                Decision.SUSPENDED,
                "Zarząd fundacji zgłosił, że nie upoważnił tych osób. Wyjaśniamy sprawę; można przesłać "
                "pełnomocnictwo do Urzędu Miasta.",
            ),
        ),
    ),
)  # fmt: skip


def load_organisations(people: dict[str, User]) -> int:
    """Let the owners register the organisations that are missing, and a moderator check them; returns how many."""
    present = set(Organisation.objects.values_list("legal_name", flat=True))
    missing = [body for body in ORGANISATIONS if body.name not in present]
    for body in missing:
        _load(body, people)
    return len(missing)


def _load(body: Body, people: dict[str, User]) -> None:
    owner = people[body.owner]
    facts: Facts = {**body.facts, "legal_name": body.name, "kind": body.kind}
    organisation = register_organisation(actor=owner, **facts)
    for editor in body.editors:
        add_member(actor=owner, organisation=organisation, person=people[editor], role=Membership.Role.EDITOR)
    for decision, reason in body.decisions:
        decide_verification(
            actor=people["moderator"],
            organisation_id=organisation.pk,
            status=decision,
            reason=reason,
            evidence=CHECKED if decision == Decision.VERIFIED else "",
        )
    for email in body.invited:
        invite(
            actor=owner, organisation_id=organisation.pk, email=email, role=Membership.Role.VIEWER,
            language=owner.language,
        )  # fmt: skip


def organisations() -> dict[str, Organisation]:
    """Return the organisations of the demo by code."""
    rows = {row.legal_name: row for row in Organisation.objects.all()}
    return {body.code: rows[body.name] for body in ORGANISATIONS}
