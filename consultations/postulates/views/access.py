"""Who is asking, what they may read, and what every screen says when things went wrong."""

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from accounts.models import User
from cms.views import conflict
from consultations.postulates.models import Postulate
from consultations.postulates.queries import actor_of, secrets_of, with_parts
from consultations.postulates.services import StaleCase
from consultations.postulates.timeline import Reader, entry, is_seen_by, reader_of

PER_PAGE = 20


def signed_in(request: HttpRequest) -> User:
    """Return the signed-in person; the views that call it are behind ``login_required``."""
    if not isinstance(request.user, User):
        raise PermissionDenied
    return request.user


def readable(request: HttpRequest, **lookup: Any) -> Postulate:
    """Return the case, or the same 404 for one that does not exist and one that is not theirs to read."""
    return get_object_or_404(with_parts(Postulate.objects.visible_to(request.user)), **lookup)


def show_errors(error: ValidationError, form: Any) -> None:
    """Put what a service refused beside the fields it names."""
    found = error.message_dict if hasattr(error, "error_dict") else {None: error.messages}
    for name, texts in found.items():
        form.add_error(name if name in form.fields else None, texts)


def stale(request: HttpRequest, error: StaleCase, form: Any) -> HttpResponse:
    """Answer 409 with what the person typed and how the case stands now."""
    postulate = error.postulate
    actor = actor_of(request.user)
    reader, secrets = reader_of(actor, postulate), secrets_of(actor, postulate)
    events = postulate.events.select_related("actor").order_by("-pk")
    last = next((event for event in events if is_seen_by(event, reader, secrets)), None)
    told = entry(last, reader, secrets=secrets) if last else None
    yours = [
        (str(form.fields[name].label or name), str(form.data.get(name)))
        for name in form.fields
        if name not in {"version", "submission_key"} and form.data.get(name)
    ]
    theirs = [
        (_("Title"), postulate.title),
        (_("What is the problem?"), postulate.problem),
        (_("What do you ask the city for?"), postulate.request),
        (_("Status"), str(postulate.get_status_display())),
    ]
    who = str(last.actor) if last and reader is Reader.STAFF else (told.actor if told else "")
    return conflict(
        request,
        what=told.title if told else _("The text was changed."),
        who=who,
        when=told.at if told else postulate.updated_at,
        yours=yours,
        theirs=theirs,
        back_url=postulate.get_absolute_url(),
    )
