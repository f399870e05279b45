"""The mail about a new question, to those who can answer it."""

from django.urls import reverse

from accounts.models import User
from cms.addresses import absolute
from home.calls.models import CallQuestion
from notifications.registry import Addressee, Draft

from .permissions import may_answer_questions
from .queries import call_asked_about, page_for_reader, questions_taken_until


def new_question_draft(question_id: int, addressee: Addressee) -> Draft | None:
    """Write it; None once somebody decided, and to who does not answer for the call any more."""
    question = CallQuestion.objects.waiting().filter(pk=question_id).select_related("call").first()
    kind, _colon, pk = addressee.key.partition(":")
    person = User.objects.filter(pk=pk).first() if kind == "user" else None
    if question is None or person is None or not may_answer_questions(person, question.call):
        return None
    call = call_asked_about(question.call_id)
    page = page_for_reader(call) if call else None
    return Draft(
        template="calls/mail/new_question",
        context={
            "call": question.call,
            "title": page.title if page else question.call.name,
            "question": question,
            "taken_until": questions_taken_until(call) if call else None,
            "url": absolute(reverse("call_questions_desk:question", args=[question.pk])),
        },
    )
