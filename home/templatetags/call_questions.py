from typing import Any

from django import template

from home.calls.models import Call
from home.calls.questions import published_questions, why_no_questions

register = template.Library()


@register.inclusion_tag("home/calls/questions.html")
def call_questions(call: Call) -> dict[str, Any]:
    """Draw questions and answers as a part of the page of a call ``with_state``, with the way to ask. One query."""
    return {"call": call, "questions": published_questions(call), "why_no_questions": why_no_questions(call)}
