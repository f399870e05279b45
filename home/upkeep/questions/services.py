"""The weekly mail to editors about what readers looked for in vain."""

from datetime import date, timedelta

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from accounts.roles import Role
from cms.addresses import absolute
from notifications.registry import Addressee, Draft
from notifications.services import send_later
from search.questions import asked_in_vain

QUESTIONS_MAIL = "upkeep.questions"
MOST = 20


def a_week_ago() -> date:
    """Return the first day that the weekly mail tells of."""
    return timezone.localdate() - timedelta(days=7)


@transaction.atomic
def send_reports() -> int:
    """Record this week's mail to every editor; return how many. May run every day: a week has one mail for each."""
    if not asked_in_vain(since=a_week_ago()):
        return 0
    week = timezone.localdate().strftime("%G-W%V")
    editors = User.objects.filter(groups__name=Role.EDITOR, is_active=True).values_list("pk", flat=True)
    for pk in editors:
        send_later(QUESTIONS_MAIL, addressee=f"user:{pk}", about=pk, key=week)
    return len(editors)


def questions_draft(person_id: int, addressee: Addressee) -> Draft | None:
    """Write the report to who still is an editor; None when there is nothing to tell."""
    asked = asked_in_vain(since=a_week_ago())
    is_editor = User.objects.filter(pk=person_id, groups__name=Role.EDITOR, is_active=True).exists()
    if not asked or not is_editor:
        return None
    return Draft(
        template="upkeep/mail/questions",
        context={"asked": asked[:MOST], "url": absolute(reverse("upkeep:questions"))},
    )
