"""Reports of readers that a public text should not stand as it is, and what moderators did about them."""

from datetime import timedelta
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from consultations.postulates.models import Postulate, Report
from consultations.postulates.permissions import Actor, is_impartial_moderator
from consultations.postulates.queries import actor_of, case_of
from notifications.services import send_later

from .moves import MoveRefused, append_event

KEPT = timedelta(days=365)
HANDLED = "postulates.report_handled"


def report_case(
    *, postulate_id: int, submission_key: UUID, reason: str, text: str = "", reporter: User | None = None
) -> Report:
    """Save a reader's report of a public case and tell the moderators; the same key returns the report it made first.

    Raises ``Postulate.DoesNotExist`` for a case that is not public. The event names no reporter: the report is erased
    one day, the event never.
    """
    with transaction.atomic():
        postulate = Postulate.objects.public().get(pk=postulate_id)
        report, is_new = Report.objects.get_or_create(
            submission_key=submission_key,
            defaults={"postulate": postulate, "reason": reason, "text": text, "reporter": reporter},
        )
        if is_new:
            append_event(
                postulate, "reported", actor=None, person=Actor(), hat="reader", details={"report_reason": reason}
            )
    return report


@transaction.atomic
def handle_report(*, report_id: int, actor: User, resolution: str) -> Report:
    """Say what was done about a report, and tell its reporter who has an account.

    Raises ``MoveRefused`` for anybody but a moderator without a stake in the case, ``ValidationError`` where somebody
    has handled it already.
    """
    report = Report.objects.select_for_update().get(pk=report_id)
    person = actor_of(actor)
    if not is_impartial_moderator(person, case_of(report.postulate)):
        raise MoveRefused
    if report.handled_at:
        raise ValidationError(_("Another moderator has handled this report in the meantime."))
    report.handled_by = actor
    report.handled_at = timezone.now()
    report.resolution = resolution
    report.save(update_fields=["handled_by", "handled_at", "resolution"])
    append_event(
        report.postulate,
        "report_handled",
        actor=actor,
        person=person,
        hat="moderator",
        details={"report_reason": report.reason, "resolution": resolution},
    )
    if report.reporter_id:
        send_later(HANDLED, addressee=f"user:{report.reporter_id}", about=report.pk, key=str(report.pk))
    return report


def erase_old_reports() -> int:
    """Erase the reports that were handled over a year ago and return how many."""
    erased, _by_model = Report.objects.filter(handled_at__lt=timezone.now() - KEPT).delete()
    return erased
