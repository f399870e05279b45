"""What the page of an organisation shows of its cases."""

from collections.abc import Mapping

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q

from accounts.models import User
from consultations.organisations.models import Organisation

from .models import Postulate, PostulateQuerySet
from .register import cases_naming, signed_by

MOST_SHOWN = 10
TEMPLATE = "postulates/organisation_cases.html"


def cases_of(organisation: Organisation, user: User | AnonymousUser) -> tuple[str, Mapping[str, object]] | None:
    """Return template and context with the newest cases, or None where there is nothing to show. At most five queries.

    Members see every case of theirs that they may read; everybody else the public ones that may name the organisation.
    """
    is_member = bool(user.pk) and organisation.memberships.filter(person_id=user.pk).exists()
    cases = _of_members(organisation, user) if is_member else cases_naming(organisation)
    rows = list(cases.select_related("organisation").order_by("-submitted_at", "-pk")[: MOST_SHOWN + 1])
    if not rows:
        return None
    context = {"organisation": organisation, "cases": rows[:MOST_SHOWN], "has_more": len(rows) > MOST_SHOWN}
    return TEMPLATE, context


def _of_members(organisation: Organisation, user: User | AnonymousUser) -> PostulateQuerySet:
    return Postulate.objects.visible_to(user).filter(Q(organisation=organisation) | Q(pk__in=signed_by(organisation)))
