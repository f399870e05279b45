"""What changes when an author writes, sends, co-signs and adds."""

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from consultations.postulates.models import Addendum, CoSignature, Postulate, PostulateRevision, ReferenceCounter
from consultations.postulates.permissions import Actor
from consultations.postulates.queries import clause_in_force

from .registry import Details, Facts, effect

NEEDED_TO_SEND = ("title", "problem", "request")


def _next_number(year: int) -> int:
    ReferenceCounter.objects.get_or_create(year=year)
    counter = ReferenceCounter.objects.select_for_update().get(year=year)
    counter.last += 1
    counter.save()
    return counter.last


def freeze(postulate: Postulate, kind: PostulateRevision.Kind, user: User) -> None:
    """Keep the text as its author sends it; what is hidden later is hidden from the public copy only."""
    PostulateRevision.objects.create(
        postulate=postulate,
        kind=kind,
        title=postulate.title,
        problem=postulate.problem,
        request=postulate.request,
        concerns=postulate.concerns,
        by=user,
    )


def _check_complete(postulate: Postulate) -> None:
    missing = {
        name: _("Write this part before you send the postulate.")
        for name in NEEDED_TO_SEND
        if not getattr(postulate, name).strip()
    }
    if missing:
        raise ValidationError(missing)


@effect("submit")
@effect("enter")
def submit(postulate: Postulate, details: Details, user: User, actor: Actor) -> Facts:
    _check_complete(postulate)
    now = timezone.now()
    postulate.submitted_at = now
    postulate.year = timezone.localdate(now).year
    postulate.number = _next_number(postulate.year)
    freeze(postulate, PostulateRevision.Kind.SUBMITTED, user)
    postulate.presences.all().delete()
    return {"channel": postulate.channel} if postulate.entered_by_id else {}


@effect("invite")
def invite(postulate: Postulate, details: Details, user: User, actor: Actor) -> Facts:
    if not postulate.title.strip():
        raise ValidationError({"organisation": _("Give the postulate a title before you invite others to it.")})
    organisation = details["organisation"]
    if organisation.pk == postulate.organisation_id:
        raise ValidationError({"organisation": _("This organisation files the postulate; it need not co-sign.")})
    signature, created = CoSignature.objects.get_or_create(postulate=postulate, organisation=organisation)
    if not created and signature.state in {CoSignature.State.INVITED, CoSignature.State.ACCEPTED}:
        raise ValidationError({"organisation": _("This organisation has already been invited.")})
    signature.state = CoSignature.State.INVITED
    signature.invited_by = user
    signature.invited_at = timezone.now()
    signature.save()
    return {}


@effect("cancel_invitation")
def cancel_invitation(postulate: Postulate, details: Details, user: User, actor: Actor) -> Facts:
    signature = details["invitation"]
    if signature.postulate_id != postulate.pk or signature.state != CoSignature.State.INVITED:
        raise ValidationError({"invitation": _("This organisation is not invited any more.")})
    signature.state = CoSignature.State.CANCELLED
    signature.save(update_fields=["state"])
    return {"organisation": signature.organisation}


def _answer_invitation(postulate: Postulate, user: User, actor: Actor, state: str, details: Details) -> Facts:
    asked = CoSignature.State.ACCEPTED if state == CoSignature.State.WITHDRAWN else CoSignature.State.INVITED
    signature = (
        CoSignature.objects.select_related("organisation")
        .filter(postulate=postulate, organisation_id__in=actor.organisations, state=asked)
        .order_by("pk")[0]
    )
    signature.state = state
    signature.show_name = bool(details.get("show_name"))
    signature.reason = details.get("reason") or ""
    signature.answered_by = user
    signature.answered_at = timezone.now()
    clause = clause_in_force()
    signature.clause_version = clause.version if clause else None
    signature.save()
    return {"organisation": signature.organisation} if signature.show_name else {}


@effect("co_sign")
def co_sign(postulate: Postulate, details: Details, user: User, actor: Actor) -> Facts:
    return _answer_invitation(postulate, user, actor, CoSignature.State.ACCEPTED, details)


@effect("decline_to_co_sign")
def decline_to_co_sign(postulate: Postulate, details: Details, user: User, actor: Actor) -> Facts:
    return _answer_invitation(postulate, user, actor, CoSignature.State.DECLINED, details)


@effect("withdraw_signature")
def withdraw_signature(postulate: Postulate, details: Details, user: User, actor: Actor) -> Facts:
    return _answer_invitation(postulate, user, actor, CoSignature.State.WITHDRAWN, details)


@effect("resubmit")
def resubmit(postulate: Postulate, details: Details, user: User, actor: Actor) -> Facts:
    _check_complete(postulate)
    postulate.correct_by = None
    freeze(postulate, PostulateRevision.Kind.CORRECTED, user)
    return {}


@effect("add")
def add(postulate: Postulate, details: Details, user: User, actor: Actor) -> Facts:
    Addendum.objects.create(postulate=postulate, body=details["addendum"], original=details["addendum"], by=user)
    return {}
