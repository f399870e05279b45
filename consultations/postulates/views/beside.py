"""What stands above the form of a move, so that nobody decides without what they need to know."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from city.models import Topic
from city.queries import names
from consultations.postulates.answers import changes_since_last_seen, parts_of_the_answer, templates_of_answers
from consultations.postulates.deadlines import transfer_terms
from consultations.postulates.decisions import kinds, reasons
from consultations.postulates.joining import likely_leads
from consultations.postulates.models import Postulate
from consultations.postulates.moderation import moderated
from consultations.postulates.permissions import Actor
from consultations.postulates.queries import received_on, secrets_of
from consultations.postulates.queue import claimed_at
from consultations.postulates.timeline import reader_of
from consultations.postulates.workflow import Move, State

Context = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Visit:
    """Somebody in front of the form of a move that they may make."""

    request: HttpRequest
    postulate: Postulate
    actor: Actor


def beside(row: Move, request: HttpRequest, postulate: Postulate, actor: Actor) -> Context:
    """Return what the page of the move shows above its form: ``panel`` names a template, the rest is its context.

    Call it only for somebody who may make the move: it shows what only they may read.
    """
    if row.name not in PANELS:
        return {}
    template, prepare = PANELS[row.name]
    shown = prepare(Visit(request, postulate, actor))
    return {"panel": f"postulates/beside/{template}.html", "office_language": settings.LANGUAGE_CODE, **shown}


def _claim(visit: Visit) -> Context:
    return {"claimed_at": claimed_at([visit.postulate]).get(visit.postulate.pk)}


def _kinds(visit: Visit) -> Context:
    return {"kinds": kinds(visit.postulate), "received_on": received_on(visit.postulate)}


def _reasons(visit: Visit) -> Context:
    return {"reasons": reasons()}


def _leads(visit: Visit) -> Context:
    return {"leads": likely_leads(visit.postulate, get_language() or visit.postulate.language)}


def _texts(visit: Visit) -> Context:
    """Put each text as it was sent beside the one that the public reads."""
    postulate, original = visit.postulate, visit.postulate.revisions.last()
    labels = {
        "title": _("Title"),
        "problem": _("What is the problem?"),
        "request": _("What do you ask the city for?"),
        "concerns": _("Whom does it concern?"),
    }
    texts = [
        {"target": name, "label": label, "sent": getattr(original, name), "public": getattr(postulate, name)}
        for name, label in labels.items()
        if original and getattr(original, name)
    ]
    texts += [
        {"target": "addendum", "label": _("Addendum"), "sent": row.original, "public": row.body}
        for row in postulate.addenda.all()
    ]
    reader, secrets = reader_of(visit.actor, postulate), secrets_of(visit.actor, postulate)
    return {"texts": texts, "moderated": moderated(postulate, visit.request.user, reader, secrets)}


def _the_case(visit: Visit) -> Context:
    topic_names = names(Topic)
    return {
        "topics": [topic_names[topic.translation_key] for topic in visit.postulate.topics.all()],
        "can_ask_more_units": True,
    }


def _passing_on(visit: Visit) -> Context:
    return {"terms": transfer_terms(visit.postulate)}


def _writing(visit: Visit) -> Context:
    response = visit.postulate.current_response
    sent_back = response is not None and response.status == "changes_requested"
    return {
        "parts": parts_of_the_answer(visit.postulate),
        "templates": templates_of_answers(),
        "wish": response.approval_steps.last() if response and sent_back else None,
        "may_save_draft": visit.postulate.state is State.IN_PROGRESS,
    }


def _deciding(visit: Visit) -> Context:
    answer = visit.postulate.current_response
    return {"answer": answer, "changes": changes_since_last_seen(answer) if answer else []}


# move: (template, what it shows)
PANELS: dict[str, tuple[str, Callable[[Visit], Context]]] = {
    "take_over": ("claim", _claim),
    "register": ("kinds", _kinds),
    "requalify": ("kinds", _kinds),
    "reject": ("reasons", _reasons),
    "join": ("leads", _leads),
    "redact": ("texts", _texts),
    "route": ("case", _the_case),
    "reroute": ("case", _the_case),
    "transfer_out": ("transfer", _passing_on),
    "draft_response": ("writing", _writing),
    "propose_response": ("writing", _writing),
    "propose_correction": ("writing", _writing),
    "approve": ("answer", _deciding),
    "request_changes": ("answer", _deciding),
    "refuse_correction": ("answer", _deciding),
    "publish": ("answer", _deciding),
    "publish_correction": ("answer", _deciding),
}
