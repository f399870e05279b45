"""What changes when an answer is written, approved, published, translated and corrected."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from consultations.postulates.models import (
    ApprovalStep,
    ClockEvent,
    Commitment,
    Postulate,
    Response,
    ResponseTranslation,
)
from consultations.postulates.permissions import Actor
from consultations.postulates.workflow import RESPONSES_LAID_ASIDE, ResponseStatus

from .clock import move_clock
from .registry import Details, Facts, effect

UNFINISHED = (ResponseStatus.DRAFT, ResponseStatus.CHANGES_REQUESTED)


def _write_response(postulate: Postulate, details: Details, user: User, status: ResponseStatus) -> Response:
    lead = postulate.assignments.get(is_current=True, is_lead=True)
    response = postulate.responses.filter(status__in=UNFINISHED).last() or Response(postulate=postulate)
    response.status = status
    response.outcome = details.get("outcome") or ""
    response.body = details["response"]
    response.language = settings.LANGUAGE_CODE
    response.unit_id = lead.unit_id
    response.written_by = user
    response.approved_by = response.approved_at = None
    response.save()
    _promise(response, details)
    return response


def _promise(response: Response, details: Details) -> None:
    response.commitments.all().delete()
    if text := details.get("commitment"):
        Commitment.objects.create(
            response=response,
            responsible_unit_id=response.unit_id,
            text=text,
            condition=details.get("commitment_condition") or "",
            due_on=details.get("commitment_due_on"),
        )


@effect("draft_response")
def draft_response(postulate: Postulate, details: Details, user: User, actor: Actor) -> Facts:
    _write_response(postulate, details, user, ResponseStatus.DRAFT)
    return {}


@effect("propose_response")
def propose_response(postulate: Postulate, details: Details, user: User, actor: Actor) -> Facts:
    _write_response(postulate, details, user, ResponseStatus.IN_REVIEW)
    return {}


def _latest_response(postulate: Postulate) -> Response:
    return postulate.responses.exclude(status__in=RESPONSES_LAID_ASIDE).order_by("-pk")[0]


def _decide(postulate: Postulate, details: Details, user: User, decision: ApprovalStep.Decision) -> Response:
    response = _latest_response(postulate)
    ApprovalStep.objects.create(
        response=response,
        decision=decision,
        way=details.get("way") or ApprovalStep.Way.SITE,
        note=details.get("reason") or "",
        by=user,
    )
    return response


@effect("request_changes")
def request_changes(postulate: Postulate, details: Details, user: User, actor: Actor) -> Facts:
    response = _decide(postulate, details, user, ApprovalStep.Decision.CHANGES)
    response.status = ResponseStatus.CHANGES_REQUESTED
    response.save()
    return {}


@effect("approve")
def approve(postulate: Postulate, details: Details, user: User, actor: Actor) -> Facts:
    response = _decide(postulate, details, user, ApprovalStep.Decision.APPROVED)
    response.status = ResponseStatus.APPROVED
    response.approved_by = user
    response.approved_at = timezone.now()
    response.save()
    return {}


def _publish(postulate: Postulate, response: Response, user: User) -> None:
    """Put the newest answer in the place of the published one; its promises and open ones stay together."""
    earlier = list(postulate.responses.filter(status=ResponseStatus.PUBLISHED))
    for old in earlier:
        old.status = ResponseStatus.SUPERSEDED
        old.save()
    for commitment in Commitment.objects.filter(response__in=earlier):
        commitment.response = response
        commitment._history_user = user  # type: ignore[attr-defined]
        commitment.save()
    response.status = ResponseStatus.PUBLISHED
    response.published_at = timezone.now()
    response.save()
    response.commitments.filter(promised_on__isnull=True).update(promised_on=timezone.localdate())


@effect("publish")
def publish(postulate: Postulate, details: Details, user: User, actor: Actor) -> Facts:
    response = _latest_response(postulate)
    response.batch = details.get("batch")
    _publish(postulate, response, user)
    postulate.answered_at = response.published_at
    move_clock(postulate, ClockEvent.Kind.STOP, postulate.due_on, by=user)
    return {"outcome": response.outcome}


@effect("translate_response")
def translate_response(postulate: Postulate, details: Details, user: User, actor: Actor) -> Facts:
    response = _latest_response(postulate)
    if details["language"] == response.language:
        raise ValidationError({"language": _("The answer was written in this language. Choose another one.")})
    ResponseTranslation.objects.update_or_create(
        response=response,
        language=details["language"],
        defaults={"body": details["response"], "translated_by": user, "at": timezone.now()},
    )
    return {}


@effect("propose_correction")
def propose_correction(postulate: Postulate, details: Details, user: User, actor: Actor) -> Facts:
    published = _latest_response(postulate)
    Response.objects.create(
        postulate=postulate,
        status=ResponseStatus.IN_REVIEW,
        outcome=details["outcome"],
        body=details["response"],
        correction=details["reason"],
        language=published.language,
        unit_id=published.unit_id,
        written_by=user,
    )
    return {}


@effect("refuse_correction")
def refuse_correction(postulate: Postulate, details: Details, user: User, actor: Actor) -> Facts:
    response = _decide(postulate, details, user, ApprovalStep.Decision.CHANGES)
    response.status = ResponseStatus.REFUSED
    response.save()
    return {}


@effect("publish_correction")
def publish_correction(postulate: Postulate, details: Details, user: User, actor: Actor) -> Facts:
    response = _latest_response(postulate)
    _publish(postulate, response, user)
    return {"outcome": response.outcome, "reason": response.correction}
