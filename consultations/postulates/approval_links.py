"""Links with which one person decides on one answer without signing in: bound to both, and to every word of it."""

import hashlib
from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.core import signing
from django.urls import reverse
from django.utils.translation import override

from cms.addresses import absolute

from .models import Response

_SALT = "postulates.approval"


@dataclass(frozen=True, slots=True)
class Ticket:
    """What a link vouches for: who may decide, on which answer, and how it read."""

    response_id: int
    person_id: int
    print: str


def approval_url(response: Response, person_id: int, language: str) -> str:
    """Return the full address of the page on which the person decides; it works for some days."""
    ticket = {"r": response.pk, "p": person_id, "f": fingerprint(response)}
    token = signing.TimestampSigner(salt=_SALT).sign_object(ticket, compress=True)
    with override(language):
        return absolute(reverse("postulates:approve_by_link", args=[token]))


def read_ticket(token: str) -> Ticket:
    """Return what a token vouches for; raises ``SignatureExpired`` or ``BadSignature``."""
    max_age = timedelta(days=settings.APPROVAL_LINK_DAYS)
    ticket = signing.TimestampSigner(salt=_SALT).unsign_object(token, max_age=max_age)
    return Ticket(ticket["r"], ticket["p"], ticket["f"])


def fingerprint(response: Response) -> str:
    """Return a value that changes with any word, outcome or promise of the answer, and with each new proposal of it."""
    promises = [(row.text, row.condition, row.due_on) for row in response.commitments.order_by("pk")]
    proposals = response.history.filter(status=response.status).count()
    said = (response.body, response.outcome, response.correction, response.written_by_id, proposals, promises)
    return hashlib.sha256(repr(said).encode()).hexdigest()[:32]
