"""Handing out files of cases, taking them in and taking them back."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cms.uploads.serving import inert_response
from cms.uploads.storage import NO_ROOM, NoRoom
from consultations.postulates.attachments import attachments_seen_by, may_download
from consultations.postulates.forms.files import FilesForm
from consultations.postulates.models import Attachment
from consultations.postulates.queries import actor_of
from consultations.postulates.services import MoveRefused, add_files, purposes_open_to, removable_by, remove_file

from .access import readable, show_errors, signed_in
from .back import back_of


@require_safe
def download(request: HttpRequest, key: UUID, pk: int) -> FileResponse:
    """Hand a file out as an inert download; the same 404 for one that is not there and one that is not theirs."""
    postulate = readable(request, key=key)
    attachment = get_object_or_404(Attachment, pk=pk, postulate=postulate)
    actor = actor_of(request.user)
    if not may_download(actor, postulate, attachment):
        raise Http404
    return inert_response(attachment.original, str(attachment), content_type=attachment.content_type)


@login_required
@require_http_methods(["GET", "POST"])
def files(request: HttpRequest, key: UUID, purpose: str) -> HttpResponse:
    """Add files to a case, and see which are there."""
    if purpose not in Attachment.Purpose.values:
        raise Http404
    postulate = readable(request, key=key)
    actor = actor_of(request.user)
    if purpose not in purposes_open_to(actor, postulate):
        raise PermissionDenied
    form = FilesForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            add_files(
                postulate_id=postulate.pk,
                actor=signed_in(request),
                purpose=purpose,
                uploads=form.cleaned_data["uploads"],
                description=form.cleaned_data["description"],
            )
        except ValidationError as error:
            show_errors(error, form)
        except NoRoom:
            form.add_error("uploads", NO_ROOM)
        else:
            messages.success(request, _("The files are kept. Each is checked for viruses before anybody gets it."))
            return redirect(back_of(request) or request.path)
    seen = attachments_seen_by(actor, postulate)
    context = {
        "postulate": postulate,
        "form": form,
        "back": back_of(request),
        "attachments": [row for row in seen if row.purpose == purpose],
        "removable": removable_by(actor, postulate),
    }
    return render(request, "postulates/files.html", context)


@login_required
@require_POST
def remove(request: HttpRequest, key: UUID, pk: int) -> HttpResponse:
    """Take a file back."""
    postulate = readable(request, key=key)
    attachment = get_object_or_404(Attachment, pk=pk, postulate=postulate)
    try:
        remove_file(attachment_id=attachment.pk, actor=signed_in(request))
    except MoveRefused:
        raise Http404 from None
    messages.success(request, _("The file is removed."))
    files_page = reverse("postulates:files", kwargs={"key": key, "purpose": attachment.purpose})
    return redirect(back_of(request) or files_page)
