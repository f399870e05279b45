"""Who is told of a new question: whoever can answer it. Recipients are keys; addresses are read when a mail is sent."""

from collections.abc import Iterable

from django.db.models import Q
from django.utils import timezone

from accounts.models import User
from city.models import Post
from city.queries import with_deputies
from home.calls.models import CallQuestion
from home.calls.permissions import MAY, Act
from home.models import CallPage
from notifications.services import send_later

NEW_QUESTION = "calls.new_question"


def tell_who_answers(question: CallQuestion) -> None:
    """Record one mail to each of them in the caller's transaction."""
    for pk in who_answers(question):
        send_later(NEW_QUESTION, addressee=f"user:{pk}", about=question.pk, key=str(question.pk))


def who_answers(question: CallQuestion) -> list[int]:
    """Return the people of the call's unit, those who look after its page, and their deputies; else the office."""
    people = dict.fromkeys(with_deputies(_near(question), timezone.localdate()))
    return list(people) or list(_office())


def _near(question: CallQuestion) -> Iterable[int]:
    pages = CallPage.objects.filter(call=question.call_id)
    kept = Q(pk__in=pages.values("content_owner")) | Q(pk__in=pages.values("deputy"))
    of_the_unit = Q(pk__in=Post.objects.filter(unit=question.call.unit_id).values("person"))
    return User.objects.filter(kept | of_the_unit, is_active=True).order_by("pk").values_list("pk", flat=True)


def _office() -> Iterable[int]:
    found = User.objects.filter(groups__name__in=MAY[Act.ANSWER], is_active=True).order_by("pk").distinct()
    return found.values_list("pk", flat=True)
