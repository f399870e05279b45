"""Everything people do to a review: send a page, look at it, decide, take it back."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from wagtail.models import Page, WorkflowState
from wagtail_localize.models import Translation

from accounts.models import User
from home.translation import guard

from .models import ReviewState
from .notices import tell_claimed
from .refusals import AlreadyDecided, AlreadyInReview, ChangedSince

__all__ = ["approve", "cancel", "claim", "reject", "release", "send_to_review", "send_translation"]


@transaction.atomic
def send_to_review(*, page_id: int, actor: User, note: str = "") -> ReviewState:
    """Put the latest draft before the people who may publish it; a translation's draft is made of its texts first.

    Raises ``PermissionDenied``, ``AlreadyInReview``, or ``ValidationError`` where the draft could not be published; of
    a translation ``IncompleteTranslation`` while texts are missing, ``UncheckedMachineTexts`` while nobody has read
    what a machine wrote.
    """
    page = _locked(page_id)
    _check_may_send(page, actor)
    if translation := _translation_of(page):
        if refusal := guard.why_not_publish(translation.source, translation.target_locale):
            raise refusal
        page, _created = guard.write_page(translation.source, translation.target_locale, user=actor, publish=False)
    draft = page.get_latest_revision_as_object()
    draft.full_clean()
    state = page.current_workflow_state
    if state:
        state.resume(user=actor)
    else:
        state = page.get_workflow().start(draft, actor)
    return _with_note(state, note)


@transaction.atomic
def send_translation(*, translation_id: int, actor: User, note: str = "") -> ReviewState:
    """Put a translation before the reviewers of its language, as ``send_to_review`` does."""
    translation = Translation.objects.select_related("source", "target_locale").get(pk=translation_id)
    return send_to_review(page_id=translation.get_target_instance().pk, actor=actor, note=note)


def _translation_of(page: Page) -> Translation | None:
    """Return what the translators' editor holds for the page, None for a page written by itself."""
    rows = Translation.objects.filter(
        source__object_id=page.translation_key, target_locale_id=page.locale_id, enabled=True
    )
    found: Translation | None = rows.select_related("source", "target_locale").first()
    return found


@transaction.atomic
def claim(*, page_id: int, actor: User) -> ReviewState:
    """Tell everybody that this reviewer is looking at the page. Others may still decide; a later claim takes over."""
    state = _waiting(page_id, actor)
    if state.claimed_by_id == actor.pk and state.is_claimed:
        return state
    state.claimed_by, state.claimed_at = actor, timezone.now()
    state.save(update_fields=["claimed_by", "claimed_at"])
    tell_claimed(state)
    return state


@transaction.atomic
def release(*, page_id: int, actor: User) -> ReviewState:
    """Tell everybody that nobody is looking at the page any more. Only whoever looks may say so."""
    state = _waiting(page_id, actor)
    if state.claimed_by_id != actor.pk:
        raise PermissionDenied
    state.claimed_by = state.claimed_at = None
    state.save(update_fields=["claimed_by", "claimed_at"])
    return state


@transaction.atomic
def approve(*, page_id: int, actor: User, revision_id: int, comment: str = "") -> None:
    """Publish exactly the draft that the reviewer saw, at once or when its schedule says.

    Raises ``AlreadyDecided`` or ``ChangedSince`` where the reviewer saw something else, ``ValidationError`` where
    the draft cannot be published.
    """
    state = _waiting(page_id, actor)
    page = Page.objects.get(pk=page_id)
    if page.latest_revision_id != revision_id:
        raise ChangedSince(page)
    page.get_latest_revision_as_object().full_clean()
    state.task.specific.on_action(state, actor, "approve", comment=comment)


@transaction.atomic
def reject(*, page_id: int, actor: User, comment: str) -> None:
    """Send the page back to its author with a reason. Raises ``AlreadyDecided`` or ``ReasonMissing``."""
    state = _waiting(page_id, actor)
    state.task.specific.on_action(state, actor, "reject", comment=comment.strip())


@transaction.atomic
def cancel(*, page_id: int, actor: User) -> None:
    """Take a page back from review; its draft stays. Whoever sent it may, and whoever may decide."""
    page = _locked(page_id)
    state = page.current_workflow_state
    if state is None:
        raise AlreadyDecided(page)
    if not state.user_can_cancel(actor):
        raise PermissionDenied
    state.cancel(user=actor)


def _locked(page_id: int) -> Page:
    return Page.objects.select_for_update().get(pk=page_id).specific


def _check_may_send(page: Page, actor: User) -> None:
    rights = page.permissions_for_user(actor)
    state = page.current_workflow_state
    if state and state.status == WorkflowState.STATUS_IN_PROGRESS and rights.can_edit():
        raise AlreadyInReview(state)
    if not rights.can_edit() or not rights.can_submit_for_moderation():
        raise PermissionDenied


def _with_note(state: WorkflowState, note: str) -> ReviewState:
    review = ReviewState.objects.get(pk=state.current_task_state_id)
    review.note = note.strip()
    review.save(update_fields=["note"])
    return review


def _waiting(page_id: int, actor: User) -> ReviewState:
    """Return the review that waits for a decision, locked with its page. Raises ``PermissionDenied`` for others."""
    page = _locked(page_id)
    state = page.current_workflow_task_state
    if not isinstance(state, ReviewState):
        if not page.permissions_for_user(actor).can_publish():
            raise PermissionDenied
        raise AlreadyDecided(page)
    if not state.task.specific.get_actions(page, actor):
        raise PermissionDenied
    return state
