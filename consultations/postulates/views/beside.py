"""What stands beside the form of a move, so that nobody decides without what they need to know."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest

from city.models import Topic
from city.queries import names
from consultations.postulates.answers import changes_since_last_seen, parts_of_the_answer, templates_of_answers
from consultations.postulates.deadlines import transfer_terms
from consultations.postulates.models import Postulate
from consultations.postulates.permissions import Actor
from consultations.postulates.workflow import Move

from .aids import AIDS, aid_for

Beside = Callable[[Postulate], dict[str, Any]]


def beside(row: Move, request: HttpRequest, postulate: Postulate, actor: Actor) -> dict[str, Any]:
    """Return what the page of the move shows above its form: ``panel`` names a template, the rest is its context.

    Call it only for somebody who may make the move: it shows what only they may read.
    """
    if row.name in AIDS:
        shown = aid_for(row, request, postulate, actor)
    else:
        shown = _PANELS[row.name](postulate) if row.name in _PANELS else {}
    return shown | {"office_language": settings.LANGUAGE_CODE}


def _the_case(postulate: Postulate) -> dict[str, Any]:
    topic_names = names(Topic)
    return {
        "panel": "postulates/beside/case.html",
        "topics": [topic_names[topic.translation_key] for topic in postulate.topics.all()],
        "can_ask_more_units": True,
    }


def _writing(postulate: Postulate) -> dict[str, Any]:
    sent_back = postulate.current_response and postulate.current_response.status == "changes_requested"
    steps = postulate.current_response.approval_steps if sent_back and postulate.current_response else None
    return {
        "panel": "postulates/beside/writing.html",
        "parts": parts_of_the_answer(postulate),
        "templates": templates_of_answers(),
        "wish": steps.last() if steps else None,
        "may_save_draft": postulate.state == "in_progress",
    }


def _correcting(postulate: Postulate) -> dict[str, Any]:
    return _writing(postulate) | {"may_save_draft": False}


def _deciding(postulate: Postulate) -> dict[str, Any]:
    answer = postulate.current_response
    return {
        "panel": "postulates/beside/answer.html",
        "answer": answer,
        "changes": changes_since_last_seen(answer) if answer else [],
    }


def _passing_on(postulate: Postulate) -> dict[str, Any]:
    return {"panel": "postulates/beside/transfer.html", "terms": transfer_terms(postulate)}


_PANELS: dict[str, Beside] = {
    "route": _the_case,
    "reroute": _the_case,
    "transfer_out": _passing_on,
    "draft_response": _writing,
    "propose_response": _writing,
    "propose_correction": _correcting,
    "approve": _deciding,
    "request_changes": _deciding,
    "refuse_correction": _deciding,
    "publish": _deciding,
    "publish_correction": _deciding,
}
