"""Internal notes: written on the desk, read only there."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from consultations.postulates.colleagues import may_write_notes
from consultations.postulates.forms.notes import NoteForm
from consultations.postulates.queries import actor_of
from consultations.postulates.services import add_note

from .access import readable, show_errors, signed_in
from .desk import desk_context


@login_required
@require_POST
def write(request: HttpRequest, key: UUID) -> HttpResponse:
    """Keep a note and return to the case; what was refused comes back as it was typed."""
    postulate = readable(request, key=key)
    actor = actor_of(request.user)
    if not may_write_notes(actor, postulate):
        raise Http404
    form = NoteForm(request.POST, postulate=postulate)
    if form.is_valid():
        try:
            noted = add_note(postulate_id=postulate.pk, actor=signed_in(request), **form.cleaned_data)
        except ValidationError as error:
            show_errors(error, form)
        else:
            _say(request, noted.unknown)
            address = desk_context(request, actor, postulate)["here"]
            return redirect(f"{address}#notes")
    context = desk_context(request, actor, postulate, note_form=form)
    return render(request, "postulates/desk_case.html", context, status=422)


def _say(request: HttpRequest, unknown: list[str]) -> None:
    messages.success(request, _("The note is kept."))
    if unknown:
        text = _("Nobody, or more than one person, on this case is called: %(names)s. They were not told.")
        messages.warning(request, text % {"names": ", ".join(f"@{name}" for name in unknown)})
