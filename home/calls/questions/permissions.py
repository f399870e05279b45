"""Who answers questions about a call: the office, the people of its unit, whoever looks after its page."""

from django.db.models import Q
from django.utils import timezone

from accounts.models import User
from city.queries import desks_of, stands_in_for
from home.calls.models import Call, CallQuerySet
from home.calls.permissions import Act, may
from home.models import CallPage


def calls_answered_by(user: User) -> CallQuerySet:
    """Return the calls whose questions the person answers today; whoever is away is stood in for."""
    if may(user, Act.ANSWER):
        return Call.objects.all()
    if not user.is_active:
        return Call.objects.none()
    today = timezone.localdate()
    people = [user.pk, *stands_in_for(user, today).values_list("pk", flat=True)]
    kept = CallPage.objects.filter(Q(content_owner__in=people) | Q(deputy__in=people))
    units = {desk.unit_id for desk in desks_of(user, today)}
    return Call.objects.filter(Q(unit__in=units) | Q(pk__in=kept.values("call")))


def may_answer_questions(user: User, call: Call) -> bool:
    return calls_answered_by(user).filter(pk=call.pk).exists()
