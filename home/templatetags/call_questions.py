from typing import Any

from django import template
from django.template import Context

from home.calls.models import Call
from home.calls.questions import published_questions, why_no_questions

register = template.Library()


@register.inclusion_tag("home/calls/questions.html", takes_context=True)
def call_questions(context: Context, call: Call) -> dict[str, Any]:
    """Draw questions and answers as a part of the page of a call ``with_state``, with the way to ask. One query.

    On paper nobody asks, and whether one still may would be true for a day.
    """
    in_print = context.get("in_print", False)
    reason = "" if in_print else why_no_questions(call)
    return {"call": call, "questions": published_questions(call), "why_no_questions": reason, "in_print": in_print}
