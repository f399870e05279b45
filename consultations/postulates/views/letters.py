"""Where staff write down what came by letter, e-mail, phone or at a meeting."""

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from cms.uploads.storage import NO_ROOM, NoRoom
from consultations.postulates.forms.letters import LetterForm
from consultations.postulates.models import Attachment, Postulate
from consultations.postulates.permissions import WRITE_DOWN
from consultations.postulates.queries import actor_of
from consultations.postulates.services import add_files, write_down

from .access import signed_in


@login_required
@require_http_methods(["GET", "POST"])
def letter(request: HttpRequest) -> HttpResponse:
    """Save what came as a draft of the city's; the next page shows it once more before it is entered."""
    user = signed_in(request)
    if not actor_of(user).roles & WRITE_DOWN:
        raise PermissionDenied
    form = LetterForm(request.POST or None, request.FILES or None, initial={"language": "pl"})
    if request.method == "POST" and form.is_valid():
        postulate = write_down(
            actor=user,
            key=form.cleaned_data["submission_key"],
            channel=form.cleaned_data["channel"],
            received_on=form.cleaned_data["received_on"],
            organisation=form.cleaned_data["organisation"],
            text=form.text(),
            topics=form.cleaned_data["topics"],
        )
        if _keep_scans(postulate, form, request):
            return redirect("postulates:move", key=postulate.key, name="enter")
    return render(request, "postulates/letter.html", {"form": form})


def _keep_scans(postulate: Postulate, form: LetterForm, request: HttpRequest) -> bool:
    """Keep the scans; a repeated post with the same key finds them there already."""
    uploads = form.cleaned_data["scans"]
    if not uploads or postulate.attachments.exists():
        return True
    try:
        add_files(
            postulate_id=postulate.pk,
            actor=signed_in(request),
            uploads=uploads,
            purpose=Attachment.Purpose.LETTER,
        )
    except NoRoom:
        form.add_error("scans", NO_ROOM)
        return False
    return True
