"""The words of a reminder, from the state at the moment of sending."""

from django.urls import reverse
from django.utils import timezone

from cms.addresses import absolute
from home.upkeep.models import ReviewReminder
from notifications.registry import Addressee, Draft

from .queries import Review, review_of
from .services import is_still_meant


def reminder_draft(reminder: ReviewReminder, addressee: Addressee) -> Draft | None:
    """Write the reminder; None when it has lost its reason or the addressee no longer looks after the page."""
    review = review_of(reminder.page_key)
    if review is None or not is_still_meant(reminder, review) or not _concerns(review, addressee):
        return None
    return Draft(
        template="upkeep/mail/review",
        context={
            "review": review,
            "is_late": review.due_on is not None and review.due_on <= timezone.localdate(),
            "confirm_url": absolute(reverse("upkeep:confirm", args=[review.page_id])),
            "edit_url": absolute(reverse("wagtailadmin_pages:edit", args=[review.page_id])),
        },
    )


def _concerns(review: Review, addressee: Addressee) -> bool:
    kind, _separator, pk = addressee.key.partition(":")
    if kind == "unit":
        return review.unit_id == int(pk)
    return int(pk) in {person.pk for person in review.keepers}
