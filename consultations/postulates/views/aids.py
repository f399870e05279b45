"""What a moderator should see before a move: one small template for each move that needs one."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from consultations.postulates.decisions import kinds, reasons
from consultations.postulates.joining import likely_leads
from consultations.postulates.models import Postulate
from consultations.postulates.moderation import moderated
from consultations.postulates.permissions import Actor
from consultations.postulates.queries import received_on, secrets_of
from consultations.postulates.queue import claimed_at
from consultations.postulates.workflow import Move

from .access import reader_of

Aid = Callable[[HttpRequest, Postulate, Actor], dict[str, Any]]


def aid_for(move: Move, request: HttpRequest, postulate: Postulate, actor: Actor) -> dict[str, Any]:
    """Return the template and context of what a moderator sees above the form of one of the moves in ``AIDS``."""
    template, prepare = AIDS[move.name]
    return {"panel": f"postulates/aids/{template}.html", **prepare(request, postulate, actor)}


def _kinds(request: HttpRequest, postulate: Postulate, actor: Actor) -> dict[str, Any]:
    return {"kinds": kinds(postulate), "received_on": received_on(postulate)}


def _reasons(request: HttpRequest, postulate: Postulate, actor: Actor) -> dict[str, Any]:
    return {"reasons": reasons()}


def _leads(request: HttpRequest, postulate: Postulate, actor: Actor) -> dict[str, Any]:
    return {"leads": likely_leads(postulate, get_language() or postulate.language)}


def _claim(request: HttpRequest, postulate: Postulate, actor: Actor) -> dict[str, Any]:
    return {"claimed_at": claimed_at([postulate]).get(postulate.pk)}


def _texts(request: HttpRequest, postulate: Postulate, actor: Actor) -> dict[str, Any]:
    """Put each text as it was sent beside the one that the public reads."""
    original = postulate.revisions.last()
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
    return {"texts": texts, "moderated": _moderated(request, postulate, actor)}


def _moderated(request: HttpRequest, postulate: Postulate, actor: Actor) -> Any:
    return moderated(postulate, request.user, reader_of(actor, postulate), secrets_of(actor, postulate))


AIDS: dict[str, tuple[str, Aid]] = {
    "register": ("kinds", _kinds),
    "requalify": ("kinds", _kinds),
    "reject": ("reasons", _reasons),
    "join": ("leads", _leads),
    "take_over": ("claim", _claim),
    "redact": ("texts", _texts),
}
