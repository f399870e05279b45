"""What is mine: drafts, what was sent, what I am asked; and what confirms that the city has it."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_GET

from cms.addresses import absolute
from consultations.postulates.authoring import as_sent, awaited_moves, drafts_of, sent_by
from consultations.postulates.forms.steps import steps_of
from consultations.postulates.models import Postulate
from consultations.postulates.queries import actor_of, is_party, with_parts
from consultations.postulates.queue import checked_by

from .access import PER_PAGE, readable, signed_in
from .given import answers_to


@login_required
@require_GET
def mine(request: HttpRequest) -> HttpResponse:
    """List invitations, drafts and sent cases; with ``?list=`` one of them in full, page by page."""
    user = signed_in(request)
    actor = actor_of(user)
    lists = {
        "invited": with_parts(Postulate.objects.co_signed_by(user)).order_by("-updated_at"),
        "drafts": drafts_of(user),
        "sent": with_parts(sent_by(user)),
    }
    only = request.GET.get("list", "")
    shown = {only: lists[only]} if only in lists else lists
    number = request.GET.get("page") if only in lists else 1
    pages = {name: Paginator(rows, PER_PAGE).get_page(number) for name, rows in shown.items()}
    awaited = {row.pk: awaited_moves(actor, row) for name in ("invited", "sent") for row in pages.get(name, ())}
    context: dict[str, Any] = {
        "pages": [(name, page, [(row, awaited.get(row.pk, [])) for row in page]) for name, page in pages.items()],
        "writable": actor.organisations,
        "only": only if only in lists else "",
        "page_obj": pages.get(only),
        "is_empty": not any(page.paginator.count for page in pages.values()),
    }
    return render(request, "postulates/mine.html", context)


@login_required
@require_GET
def sent(request: HttpRequest, year: int, number: int) -> HttpResponse:
    """Confirm that the city has the postulate: reference, what happens next and by when."""
    postulate = readable(request, year=year, number=number)
    if not is_party(actor_of(request.user), postulate):
        raise Http404
    return render(request, "postulates/sent.html", {"postulate": postulate, **_receipt(postulate)})


@login_required
@require_GET
def copy(request: HttpRequest, year: int, number: int) -> HttpResponse:
    """Show its authors a copy for printing: the text as it was sent, whatever was hidden from the public since."""
    postulate = get_object_or_404(with_parts(Postulate.objects.of(signed_in(request))), year=year, number=number)
    answers = [answer for step in steps_of(postulate) for answer in answers_to(step, as_sent(postulate))]
    return render(request, "postulates/copy.html", {"postulate": postulate, "answers": answers, **_receipt(postulate)})


def _receipt(postulate: Postulate) -> dict[str, Any]:
    short = reverse("short_link", kwargs={"year": postulate.year, "number": postulate.number})
    return {
        "checked_by": checked_by(postulate),
        "short_url": absolute(short),
    }
