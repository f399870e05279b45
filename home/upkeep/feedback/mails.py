"""The weekly mail about what readers wrote."""

from django.urls import reverse

from accounts.models import User
from cms.addresses import absolute
from notifications.registry import Addressee, Draft

from .queries import new_comments_for_keeper

MOST = 20


def digest_draft(person_id: int, addressee: Addressee) -> Draft | None:
    """Write the digest from what is new now; None when somebody dealt with all of it meanwhile."""
    person = User.objects.filter(pk=person_id, is_active=True).first()
    rows = list(new_comments_for_keeper(person)[: MOST + 1]) if person else []
    if not rows:
        return None
    return Draft(
        template="upkeep/mail/feedback",
        context={
            "rows": rows[:MOST],
            "is_cut": len(rows) > MOST,
            "url": absolute(reverse("upkeep:feedback") + "?state=new"),
        },
    )
