"""What an organisation says about itself."""

from typing import TypedDict, Unpack

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.models import User
from consultations.organisations.models import Membership, Organisation
from consultations.organisations.numbers import compact_ade, compact_krs, compact_nip, compact_regon

from .locks import lock_as_owner, save

_COMPACT = {"krs": compact_krs, "nip": compact_nip, "regon": compact_regon, "ade": compact_ade}
_CHECKED_ALREADY = frozenset({Organisation.Status.VERIFIED, Organisation.Status.REFUSED})


class Facts(TypedDict, total=False):
    """What may be said about an organisation; numbers may be written with separators."""

    legal_name: str
    kind: str
    krs: str
    nip: str
    regon: str
    register_kind: str
    register_number: str
    website: str
    ade: str
    languages: list[str]
    description: str
    description_language: str


@transaction.atomic
def register_organisation(*, actor: User, **facts: Unpack[Facts]) -> Organisation:
    """Save a new, unverified organisation whose owner is the actor.

    Raises ``ValidationError`` for a wrong, missing or already registered number.
    """
    organisation = Organisation()
    _set(organisation, facts)
    _store(organisation, actor=actor, reason="organisation.registered")
    Membership.objects.create(organisation=organisation, person=actor, role=Membership.Role.OWNER)
    return organisation


@transaction.atomic
def update_organisation(*, actor: User, organisation_id: int, **facts: Unpack[Facts]) -> Organisation:
    """Save what an owner corrected; a checked organisation whose name or number changes waits for another check.

    Raises ``ValidationError`` as at registration, ``PermissionDenied`` for anybody but an owner and while suspended.
    """
    organisation = lock_as_owner(organisation_id, actor)
    before = _checked_facts(organisation)
    _set(organisation, facts)
    if organisation.status in _CHECKED_ALREADY and _checked_facts(organisation) != before:
        _wait(organisation)
    _store(organisation, actor=actor, reason="organisation.changed")
    return organisation


@transaction.atomic
def ask_for_check(*, actor: User, organisation_id: int) -> Organisation:
    """Let an owner ask once more after a refusal. Asking twice changes nothing.

    Raises ``PermissionDenied`` for anybody but an owner and while suspended.
    """
    organisation = lock_as_owner(organisation_id, actor)
    if organisation.status == Organisation.Status.REFUSED:
        _wait(organisation)
        save(organisation, actor=actor, reason="organisation.asked_again")
    elif not organisation.is_waiting:
        raise PermissionDenied
    return organisation


def _set(organisation: Organisation, facts: Facts) -> None:
    for name, value in facts.items():
        compact = _COMPACT.get(name)
        setattr(organisation, name, compact(str(value)) if compact else value)


def _checked_facts(organisation: Organisation) -> list[str]:
    return [getattr(organisation, name) for name in Organisation.CHECKED_FACTS]


def _wait(organisation: Organisation) -> None:
    organisation.status = Organisation.Status.PENDING
    organisation.status_reason = ""
    organisation.waiting_since = timezone.now()


def _store(organisation: Organisation, *, actor: User, reason: str) -> None:
    organisation.full_clean()
    try:
        with transaction.atomic():
            save(organisation, actor=actor, reason=reason)
    except IntegrityError:
        # Somebody registered the same number between the look and the write: say so as if they had been earlier.
        organisation.validate_constraints()
        raise
