"""Where authors write, keep and find their own cases."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from cms.paging import Paginator
from consultations.postulates.forms.text import TextForm
from consultations.postulates.models import Postulate
from consultations.postulates.queries import actor_of, is_party, moves_open_to
from consultations.postulates.services import StaleCase, discard_draft, save_text, start_draft
from consultations.postulates.workflow import BY_NAME

from .access import PER_PAGE, readable, signed_in, stale


@login_required
@require_http_methods(["GET", "POST"])
def start(request: HttpRequest) -> HttpResponse:
    """Write a new postulate and save it as a draft."""
    user = signed_in(request)
    initial = {
        "language": request.LANGUAGE_CODE,
        "topics": request.GET.getlist("topic"),
    }
    form = TextForm(request.POST or None, user=user, initial=initial)
    if request.method == "POST" and form.is_valid():
        postulate = start_draft(
            actor=user,
            key=form.cleaned_data["submission_key"],
            organisation=form.cleaned_data["organisation"],
            text=form.text(),
            topics=form.cleaned_data["topics"],
        )
        return redirect(postulate)
    return render(request, "postulates/text_form.html", {"form": form, "postulate": None})


@login_required
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, key: UUID) -> HttpResponse:
    """Change the text while the table allows it."""
    user = signed_in(request)
    postulate = readable(request, key=key)
    if BY_NAME["edit"] not in moves_open_to(actor_of(user), postulate):
        raise PermissionDenied
    form = TextForm(request.POST or None, user=user, instance=postulate)
    if request.method == "POST" and form.is_valid():
        try:
            save_text(
                postulate_id=postulate.pk,
                actor=user,
                version=form.cleaned_data["version"],
                text=form.text(),
                topics=form.cleaned_data["topics"],
            )
        except StaleCase as error:
            return stale(request, error, form)
        messages.success(request, _("Your text is saved."))
        return redirect(postulate)
    return render(request, "postulates/text_form.html", {"form": form, "postulate": postulate})


@login_required
@require_POST
def discard(request: HttpRequest, key: UUID) -> HttpResponse:
    """Delete a draft for good."""
    postulate = readable(request, key=key)
    try:
        discard_draft(postulate_id=postulate.pk, actor=signed_in(request))
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect(postulate)
    messages.success(request, _("The draft is deleted."))
    return redirect("postulates:mine")


@login_required
@require_GET
def sent(request: HttpRequest, year: int, number: int) -> HttpResponse:
    """Confirm that the city has the postulate: reference and what happens next, fit for printing."""
    postulate = readable(request, year=year, number=number)
    if not is_party(actor_of(request.user), postulate):
        raise Http404
    return render(request, "postulates/sent.html", {"postulate": postulate})


@login_required
@require_GET
def mine(request: HttpRequest) -> HttpResponse:
    """List the person's own cases, those of their organisations and invitations to co-sign."""
    user = signed_in(request)
    own = Postulate.objects.of(user).select_related("organisation").order_by("-updated_at")
    page = Paginator(own, PER_PAGE).get_page(request.GET.get("page"))
    invitations = Postulate.objects.co_signed_by(user).select_related("organisation").order_by("-updated_at")
    return render(
        request,
        "postulates/mine.html",
        {"page_obj": page, "invitations": invitations[:PER_PAGE]},
    )
