"""Confirming that a page is still true, and reminding those who can."""

from datetime import date, timedelta

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Page

from accounts.models import User
from home.upkeep.models import ContentReview, ReviewReminder
from home.upkeep.permissions import may_confirm
from notifications.services import send_later

from .dates import stage
from .queries import Review, reviews, source_version

REMINDER_MAIL = "upkeep.review"
_REMINDERS_KEPT = timedelta(days=800)


@transaction.atomic
def confirm(*, page_id: int, actor: User, note: str = "") -> ContentReview:
    """Record that a live page is still true; readers of every language see the new day at once.

    Only that day is written: drafts stay drafts, and translations do not become outdated. Raises ``Page.DoesNotExist``,
    ``PermissionDenied`` or, for a page that is not live, ``ValidationError``.
    """
    page = source_version(Page.objects.get(pk=page_id))
    versions = Page.objects.select_for_update().filter(translation_key=page.translation_key).order_by("pk")
    is_live = any(version.live for version in list(versions))  # every row is to be locked, not the first alone
    if not may_confirm(actor, page):
        raise PermissionDenied
    if not is_live:
        raise ValidationError(_("This page is not published. Publish it before you confirm it."))
    today = timezone.localdate()
    type(page).objects.filter(translation_key=page.translation_key).update(verified_on=today)
    return ContentReview.objects.create(page_key=page.translation_key, by=actor, note=note.strip())


def remind(today: date) -> int:
    """Record the reminders that fit today and were not recorded yet; return how many pages they are about."""
    count = sum(_remind(review, today) for review in reviews())
    ReviewReminder.objects.filter(at__lt=timezone.now() - _REMINDERS_KEPT).delete()
    return count


@transaction.atomic
def _remind(review: Review, today: date) -> bool:
    if review.due_on is None or not (now := stage(review.due_on, today)):
        return False
    reminder, is_new = ReviewReminder.objects.get_or_create(page_key=review.key, due_on=review.due_on, stage=now)
    if not is_new:
        return False
    addressees = [f"user:{person.pk}" for person in dict.fromkeys(review.keepers)]
    if now.startswith("week") and review.unit_id:
        addressees.append(f"unit:{review.unit_id}")
    for addressee in addressees:
        send_later(REMINDER_MAIL, addressee=addressee, about=reminder.pk, key=f"{review.key}:{review.due_on}:{now}")
    return True


def is_still_meant(reminder: ReviewReminder, review: Review | None) -> bool:
    """Say whether a reminder still has its reason: nobody confirmed the page, or changed its day, meanwhile."""
    return review is not None and review.due_on == reminder.due_on


__all__ = ["REMINDER_MAIL", "confirm", "is_still_meant", "remind"]
