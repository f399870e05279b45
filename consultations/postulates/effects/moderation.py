"""What changes when moderators check, qualify, hide and join."""

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from city.models import DeadlineRule
from consultations.postulates.models import ClockEvent, DuplicateLink, Postulate, WorkingTranslation
from consultations.postulates.permissions import Actor
from consultations.postulates.queries import received_on

from .clock import move_clock, start_clock, stop_clock
from .redaction import hide, hide_entry, hide_file, lift, show_texts
from .registry import Details, Facts, effect


@effect("claim")
@effect("take_over")
def claim(postulate: Postulate, details: Details, user: User, actor: Actor) -> Facts:
    postulate.claimed_by = user
    return {}


@effect("give_back")
def give_back(postulate: Postulate, details: Details, user: User, actor: Actor) -> Facts:
    postulate.claimed_by = None
    postulate.awaits_opinion = False
    show_texts(postulate)
    return {}


@effect("ask_opinion")
def ask_opinion(postulate: Postulate, details: Details, user: User, actor: Actor) -> Facts:
    postulate.awaits_opinion = True
    return {}


@effect("give_opinion")
def give_opinion(postulate: Postulate, details: Details, user: User, actor: Actor) -> Facts:
    postulate.awaits_opinion = False
    return {}


@effect("return")
def return_for_correction(postulate: Postulate, details: Details, user: User, actor: Actor) -> Facts:
    if details["due_on"] <= timezone.localdate():
        raise ValidationError({"due_on": _("Choose a day in the future.")})
    postulate.correct_by = details["due_on"]
    show_texts(postulate)
    return {}


@effect("register")
def register(postulate: Postulate, details: Details, user: User, actor: Actor) -> Facts:
    postulate.legal_kind = details["legal_kind"]
    postulate.registered_at = timezone.now()
    postulate.awaits_opinion = False
    _start_clock(postulate, ClockEvent.Kind.START, user)
    return {"due_on": postulate.due_on}


@effect("requalify")
def requalify(postulate: Postulate, details: Details, user: User, actor: Actor) -> Facts:
    if details["legal_kind"] == postulate.legal_kind:
        raise ValidationError({"legal_kind": _("It already has this legal kind. Choose another one.")})
    old = postulate.due_on
    postulate.legal_kind = details["legal_kind"]
    _start_clock(postulate, ClockEvent.Kind.REQUALIFY, user, reason=details["reason"])
    return {"due_on": postulate.due_on, "old_due_on": old}


def _start_clock(postulate: Postulate, kind: ClockEvent.Kind, user: User, *, reason: str = "") -> None:
    """Count from the day of receipt; raises ``ValidationError`` for a kind for which the city has set no term."""
    try:
        start_clock(postulate, kind, received_on(postulate), by=user, reason=reason)
    except DeadlineRule.DoesNotExist as error:
        message = _("The city has set no time to answer for this kind. Choose another one, or ask for the rule.")
        raise ValidationError({"legal_kind": message}) from error


@effect("reject")
def reject(postulate: Postulate, details: Details, user: User, actor: Actor) -> Facts:
    postulate.rejection_reason = details["rejection_reason"]
    postulate.rejected_by = user
    postulate.awaits_opinion = False
    return {}


@effect("appeal")
def appeal(postulate: Postulate, details: Details, user: User, actor: Actor) -> Facts:
    postulate.was_appealed = True
    postulate.claimed_by = None
    show_texts(postulate)
    return {}


@effect("join")
def join(postulate: Postulate, details: Details, user: User, actor: Actor) -> Facts:
    lead = details["duplicate_of"]
    if lead.pk == postulate.pk or lead.duplicate_of_id:
        raise ValidationError({"duplicate_of": _("Choose the leading case: another one, itself not joined.")})
    if not Postulate.objects.public().filter(pk=lead.pk).exists():
        raise ValidationError({"duplicate_of": _("The leading case must be public. Register it first.")})
    if postulate.duplicates.exists():
        raise ValidationError({"duplicate_of": _("Other cases are joined with this one. Separate them first.")})
    postulate.duplicate_of = lead
    DuplicateLink.objects.create(duplicate=postulate, lead=lead, decided_by=user)
    stop_clock(postulate, by=user)
    return {}


@effect("separate")
def separate(postulate: Postulate, details: Details, user: User, actor: Actor) -> Facts:
    _part(postulate)
    postulate.claimed_by = user
    return {}


@effect("separate_registered")
def separate_registered(postulate: Postulate, details: Details, user: User, actor: Actor) -> Facts:
    _part(postulate)
    _resume_clock(postulate, user)
    return {"due_on": postulate.due_on}


def _resume_clock(postulate: Postulate, user: User) -> None:
    """Give back the date that held before the case was joined, with every extension it had."""
    stopped = postulate.clock_events.filter(kind=ClockEvent.Kind.STOP).last()
    if stopped is not None and stopped.old_due:
        move_clock(postulate, ClockEvent.Kind.START, stopped.old_due, by=user, rule=stopped.rule)
    else:
        start_clock(postulate, ClockEvent.Kind.START, received_on(postulate), by=user)


def _part(postulate: Postulate) -> None:
    postulate.duplicate_of = None
    postulate.links.filter(ended_at__isnull=True).update(ended_at=timezone.now())


@effect("redact")
def redact(postulate: Postulate, details: Details, user: User, actor: Actor) -> Facts:
    hide(
        postulate,
        target=details["target"],
        passage=details["passage"],
        reason=details["redaction_reason"],
        by=user,
    )
    return {}


@effect("redact_file")
def redact_file(postulate: Postulate, details: Details, user: User, actor: Actor) -> Facts:
    hide_file(
        postulate,
        details["attachment"],
        hides=details["hides"],
        public_name=details.get("public_name") or "",
        public_copy=details.get("public_copy"),
        reason=details["redaction_reason"],
        by=user,
    )
    return {}


@effect("redact_entry")
def redact_entry(postulate: Postulate, details: Details, user: User, actor: Actor) -> Facts:
    hide_entry(postulate, details["entry"], reason=details["redaction_reason"], by=user)
    return {}


@effect("lift_redaction")
def lift_redaction(postulate: Postulate, details: Details, user: User, actor: Actor) -> Facts:
    lift(postulate, details["redaction"])
    return {}


@effect("release_addendum")
def release_addendum(postulate: Postulate, details: Details, user: User, actor: Actor) -> Facts:
    addendum = details["released"]
    addendum.is_public = True
    addendum.save(update_fields=["is_public"])
    return {}


@effect("translate")
def translate(postulate: Postulate, details: Details, user: User, actor: Actor) -> Facts:
    if details["language"] == postulate.language:
        raise ValidationError({"language": _("The author wrote in this language. Choose another one.")})
    WorkingTranslation.objects.update_or_create(
        postulate=postulate,
        language=details["language"],
        defaults={
            "title": details["translated_title"],
            "problem": details["translated_problem"],
            "request": details["translated_request"],
            "translated_by": user,
        },
    )
    return {}
