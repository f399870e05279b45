"""How the desk speaks of a question."""

from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from home.calls.models import CallQuestion


def age(question: CallQuestion, today: date) -> str:
    """Say how long a question has waited; empty once it is decided."""
    if question.state != CallQuestion.State.NEW:
        return ""
    days = (today - timezone.localdate(question.asked_at)).days
    if days <= 0:
        return _("asked today")
    return ngettext("waits for %(days)d day", "waits for %(days)d days", days) % {"days": days}
