"""Taking what a reader says, without learning who it was; dealing with it; erasing it in time."""

from datetime import timedelta

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Page

from accounts.models import User
from cms.personal_data import looks_personal
from home.upkeep.models import Feedback
from home.upkeep.models.feedback import this_hour
from home.upkeep.reviews.queries import reviews
from notifications.services import send_later

from .queries import feedback_seen_by, new_comments_of_a_week, page_asked_about

DIGEST_MAIL = "upkeep.feedback"


class NotAsked(LookupError):
    """The page does not exist, is not public, or its readers are not asked."""


class TooMany(Exception):
    """So many answered about this page within the hour that it looks like a machine."""


@transaction.atomic
def give_feedback(*, page_id: int, language: str, is_helpful: bool, comment: str = "") -> Feedback:
    """Keep the answer of a reader who wanted a language about the page they read; nobody is the actor.

    Raises NotAsked, TooMany, or ValidationError for a comment that tells who somebody is.
    """
    if language not in dict(settings.LANGUAGES):
        raise ValueError(f"The site does not speak {language!r}.")
    page = page_asked_about(page_id)
    if page is None:
        raise NotAsked(page_id)
    if looks_personal(comment):
        raise ValidationError(
            {
                "comment": _(
                    "Take out e-mail addresses, telephone numbers and numbers of documents. We cannot write back."
                )
            }
        )
    Page.objects.select_for_update().get(pk=page.pk)
    if Feedback.objects.filter(page=page, hour=this_hour()).count() >= settings.FEEDBACK_PER_PAGE_AND_HOUR:
        raise TooMany
    return Feedback.objects.create(
        page=page,
        language=language,
        language_read=page.language,
        is_helpful=is_helpful,
        comment=" ".join(comment.split()),
    )


@transaction.atomic
def deal_with(*, feedback_id: int, actor: User) -> Feedback:
    """Note who dealt with an answer; whoever was first stays. Raises ``PermissionDenied`` for pages of others."""
    row = _row(feedback_id, actor)
    if row.handled_at is None:
        row.handled_by, row.handled_at = actor, timezone.now()
        row.save(update_fields=["handled_by", "handled_at"])
    return row


@transaction.atomic
def archive(*, feedback_id: int, actor: User) -> Feedback:
    """Take an answer out of the queue. Raises ``PermissionDenied`` for pages of others."""
    row = _row(feedback_id, actor)
    if row.archived_at is None:
        row.archived_at = timezone.now()
        row.save(update_fields=["archived_at"])
    return row


def _row(feedback_id: int, actor: User) -> Feedback:
    row = Feedback.objects.select_for_update().get(pk=feedback_id)
    if not feedback_seen_by(actor).filter(pk=row.pk).exists():
        raise PermissionDenied
    return row


@transaction.atomic
def send_digests() -> int:
    """Record this week's mail to everybody who looks after a page with new comments; return how many people.

    May run every day: a week has one mail for each of them.
    """
    week = timezone.localdate().strftime("%G-W%V")
    keys = set(new_comments_of_a_week().values_list("page__translation_key", flat=True))
    keepers = (
        {person.pk for review in reviews(translation_key__in=keys) for person in review.keepers} if keys else set()
    )
    for pk in keepers:
        send_later(DIGEST_MAIL, addressee=f"user:{pk}", about=pk, key=week)
    return len(keepers)


def erase_old() -> int:
    """Erase what was said long ago; return how many rows."""
    limit = timezone.now() - timedelta(days=settings.FEEDBACK_KEPT_DAYS)
    count, _rows = Feedback.objects.filter(hour__lt=limit).delete()
    return count
