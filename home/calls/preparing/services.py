"""Writes of offers in preparation, and the reminders before a deadline."""

from datetime import datetime, timedelta
from uuid import UUID

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from consultations.organisations.models import Organisation
from home.calls.models import Call, CallDeadline
from home.calls.queries import public_calls
from notifications.services import send_later, tell_followers

from .clock import FOLLOWERS_FROM, STAGES, stage_of
from .limits import MOST_OF_A_CALL, MOST_OWN_ITEMS
from .models import CallPreparation, CallReminder, Outline, PreparationPresence
from .money import in_zlotys
from .queries import holders_of, is_preparable, preparable_call, unready_holders_of

__all__ = [
    "REMINDER",
    "REMINDER_TO_HOLDERS",
    "StalePreparation",
    "delete_preparation",
    "erase_old",
    "note_presence",
    "remind_of_deadlines",
    "save_preparation",
    "start_preparation",
]

REMINDER = "calls.reminder"
REMINDER_TO_HOLDERS = "calls.reminder_to_holders"
PRESENT_FOR = timedelta(hours=1)


class StalePreparation(Exception):
    """A colleague changed the preparation meanwhile; it is the argument."""

    def __init__(self, preparation: CallPreparation) -> None:
        super().__init__(preparation)
        self.preparation = preparation


@transaction.atomic
def start_preparation(*, actor: User, key: UUID, call_id: int, organisation_id: int, title: str) -> CallPreparation:
    """Begin an offer for a call and return it; the same key returns what it began first.

    Raises ``PermissionDenied`` where the actor may not write for the organisation, ``ValidationError`` where the call
    takes no offers any more, and where the organisation prepares too many.
    """
    organisation = Organisation.objects.select_for_update().get(pk=organisation_id)
    if not Organisation.objects.with_editor(actor.pk).filter(pk=organisation.pk).exists():
        raise PermissionDenied
    if existing := CallPreparation.objects.filter(key=key).first():
        if existing.organisation_id != organisation.pk:
            raise PermissionDenied
        return existing
    call = preparable_call(call_id)
    if call is None or not is_preparable(call):
        raise ValidationError(_("This call takes no offers any more."))
    if CallPreparation.objects.filter(call=call, organisation=organisation).count() >= MOST_OF_A_CALL:
        text = _("Your organisation prepares %(most)s offers for this call already. Delete one that you do not need.")
        raise ValidationError(text % {"most": MOST_OF_A_CALL})
    return CallPreparation.objects.create(
        key=key, call=call, organisation=organisation, title=title, changed_by=actor, changed_at=timezone.now()
    )


@transaction.atomic
def save_preparation(*, preparation_id: int, actor: User, version: int, outline: Outline) -> CallPreparation:
    """Save all that people write into it; saving the same again changes nothing.

    Raises ``PermissionDenied`` for whoever may not write it, ``StalePreparation`` when a colleague was faster,
    ``ValidationError`` by field for what cannot be true.
    """
    preparation = _locked(preparation_id, actor)
    if preparation.outline == outline:
        return preparation
    if preparation.version != version:
        raise StalePreparation(preparation)
    _check(preparation, outline)
    preparation.outline = outline
    preparation.version += 1
    preparation.changed_by, preparation.changed_at = actor, timezone.now()
    preparation.save()
    return preparation


@transaction.atomic
def delete_preparation(*, preparation_id: int, actor: User, version: int) -> None:
    """Erase a preparation for good.

    Raises ``PermissionDenied`` for whoever may not write it, ``StalePreparation`` when a colleague changed it since.
    """
    preparation = _locked(preparation_id, actor)
    if preparation.version != version:
        raise StalePreparation(preparation)
    preparation.delete()


@transaction.atomic
def note_presence(*, preparation_id: int, actor: User) -> None:
    """Record that the person has it open now; raises ``PermissionDenied`` for whoever may not write it."""
    preparation = CallPreparation.objects.writable_by(actor).filter(pk=preparation_id).first()
    if preparation is None:
        raise PermissionDenied
    PreparationPresence.objects.update_or_create(
        preparation=preparation, person=actor, defaults={"seen_at": timezone.now()}
    )


def erase_old() -> None:
    """Erase preparations long after their call, and who had one open."""
    now = timezone.now()
    past = CallPreparation.objects.past_their_time(now).values_list("pk", flat=True)
    CallPreparation.objects.filter(pk__in=list(past)).delete()
    PreparationPresence.objects.filter(seen_at__lt=now - PRESENT_FOR).delete()


def remind_of_deadlines() -> None:
    """Record the reminders of every submission deadline whose stage was reached since the last time."""
    now = timezone.now()
    near = CallDeadline.objects.filter(
        call__in=public_calls(),
        kind=CallDeadline.Kind.SUBMISSION,
        at__gt=now,
        at__lt=now + timedelta(days=max(STAGES) + 1),
    )
    for pk in near.order_by("at", "pk").values_list("pk", flat=True):
        _remind(pk, now)


@transaction.atomic
def _remind(deadline_id: int, now: datetime) -> None:
    deadline = CallDeadline.objects.select_for_update(of=("self",)).select_related("call").get(pk=deadline_id)
    stage = stage_of(deadline.at, now)
    if stage is None or not _takes_offers(deadline.call):
        return
    earlier = CallReminder.objects.filter(deadline=deadline, at=deadline.at)
    has_told_followers = earlier.filter(days__lte=FOLLOWERS_FROM).exists()
    reminder, is_new = earlier.get_or_create(
        deadline=deadline, at=deadline.at, days=stage, defaults={"told_at": timezone.now()}
    )
    if is_new:
        _tell(reminder, deadline.call, tells_followers=stage <= FOLLOWERS_FROM and not has_told_followers)


def _tell(reminder: CallReminder, call: Call, *, tells_followers: bool) -> None:
    key = str(reminder.pk)
    for person_id in unready_holders_of(call):
        send_later(REMINDER_TO_HOLDERS, addressee=f"user:{person_id}", about=reminder.pk, key=key)
    if tells_followers:
        # Whoever marked the offer as submitted is not reminded by the back door either.
        besides = [f"user:{person_id}" for person_id in holders_of(call)]
        targets = [("call", call.pk)]
        tell_followers(REMINDER, targets=targets, about=reminder.pk, key=key, urgent=True, besides=besides)


def _takes_offers(call: Call) -> bool:
    return call.cancelled_at is None and call.evaluation_began_at is None and call.resolved_at is None


def _locked(preparation_id: int, actor: User) -> CallPreparation:
    preparation = CallPreparation.objects.select_for_update(of=("self",)).select_related("call").get(pk=preparation_id)
    if not CallPreparation.objects.writable_by(actor).filter(pk=preparation.pk).exists():
        raise PermissionDenied
    return preparation


def _check(preparation: CallPreparation, outline: Outline) -> None:
    """Refuse, field by field, what no offer for this call can be."""
    problems: dict[str, str] = {}
    most = preparation.call.max_grant
    if outline.asked_amount is not None and most is not None and outline.asked_amount > most:
        text = _("The highest grant in this call is %(most)s. Ask for that much or less.")
        problems["asked_amount"] = text % {"most": in_zlotys(most)}
    members = preparation.organisation.memberships
    if outline.responsible_id is not None and not members.filter(pk=outline.responsible_id).exists():
        problems["responsible"] = _("This person no longer belongs to the organisation. Choose somebody else.")
    if outline.submitted_on is not None and outline.submitted_on > timezone.localdate():
        problems["submitted_on"] = _("This day is still to come. Give the day on which you submitted the offer.")
    if len(outline.own_items) > MOST_OWN_ITEMS:
        problems["own_items"] = _("A checklist takes at most %(most)s own items.") % {"most": MOST_OWN_ITEMS}
    if problems:
        raise ValidationError(problems)
