"""What the page of an organisation shows its members of the offers they prepare."""

from collections.abc import Mapping

from django.contrib.auth.models import AnonymousUser

from accounts.models import User
from consultations.organisations.models import Organisation

from .queries import preparations_of, shown

MOST_SHOWN = 10
TEMPLATE = "preparing/organisation_section.html"


def preparations_in(organisation: Organisation, user: User | AnonymousUser) -> tuple[str, Mapping[str, object]] | None:
    """Return template and context with what was changed last, or None for whoever is not a member.

    At most nine queries, however many there are.
    """
    found = preparations_of(user).filter(organisation=organisation) if user.pk else None
    rows = shown(found[: MOST_SHOWN + 1]) if found is not None else []
    if not rows:
        return None
    context = {"organisation": organisation, "preparations": rows[:MOST_SHOWN], "has_more": len(rows) > MOST_SHOWN}
    return TEMPLATE, context
