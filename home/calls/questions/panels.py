"""What waits for who answers questions, on the first page of the administration."""

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import ngettext

from accounts.models import User
from home.calls.models import CallQuestion
from home.upkeep.panels import FIRST, Line, Waiting, WaitingPanel

from .permissions import calls_answered_by
from .wording import age

ORDER = 40


def waiting_panel(user: User) -> WaitingPanel | None:
    """Return the panel, or None while nothing waits for the person; the number of queries is constant."""
    rows = CallQuestion.objects.waiting().filter(call__in=calls_answered_by(user)).select_related("call")
    count = rows.count()
    if not count:
        return None
    heading = ngettext(
        "%(count)d question about a call waits for an answer",
        "%(count)d questions about calls wait for an answer",
        count,
    )
    today = timezone.localdate()
    lines = [
        Line(
            f"{row.call.reference}: {row.text[:80]}", reverse("call_questions_desk:question", args=[row.pk]),
            row.language, age(row, today),
        )
        for row in rows[:FIRST]
    ]  # fmt: skip
    url = f"{reverse('call_questions_desk:list')}?state={CallQuestion.State.NEW}"
    return WaitingPanel(Waiting("call-questions", "help", heading % {"count": count}, url, count, lines), ORDER)
