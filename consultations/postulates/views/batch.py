"""Many approved answers published together, after a look at each."""

from uuid import uuid4

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from accounts.roles import Role
from consultations.postulates.forms.batch import BatchForm
from consultations.postulates.models import CaseEvent, Postulate
from consultations.postulates.notices import count_told
from consultations.postulates.queries import actor_of, moves_open_to, with_parts
from consultations.postulates.services import publish_together

from .access import signed_in

MOST_AT_ONCE = 50


@login_required
@require_http_methods(["GET", "POST"])
def preview(request: HttpRequest) -> HttpResponse:
    """Show the chosen answers as the public will read them, and publish them on demand."""
    user = signed_in(request)
    actor = actor_of(user)
    if Role.COORDINATOR not in actor.roles:
        raise PermissionDenied
    if request.method == "POST":
        return _publish(request)
    wanted = [int(pk) for pk in request.GET.getlist("case") if pk.isdecimal()][:MOST_AT_ONCE]
    chosen = with_parts(Postulate.objects.visible_to(user).filter(pk__in=wanted)).order_by("due_on", "pk")
    ready = [row for row in chosen if "publish" in {move.name for move in moves_open_to(actor, row)}]
    if not ready:
        messages.warning(request, _("Choose at least one approved answer."))
        return redirect(_list())
    context = {
        "rows": ready,
        "left_out": len(chosen) - len(ready),
        "recipients": count_told(CaseEvent(postulate=row, move="publish", actor=user) for row in ready),
        "submission_key": uuid4(),
    }
    return render(request, "postulates/batch.html", context)


def _list() -> str:
    return f"{reverse('postulates:desk')}?list=publish"


def _publish(request: HttpRequest) -> HttpResponse:
    form = BatchForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("The preview was incomplete. Choose the answers again."))
        return redirect(_list())
    result = publish_together(actor=signed_in(request), **form.cleaned_data)
    if done := len(result.done):
        text = ngettext("%(count)s answer is published.", "%(count)s answers are published.", done)
        messages.success(request, text % {"count": done})
    references = {row.pk: row.reference for row in Postulate.objects.filter(pk__in=[pk for pk, _why in result.failed])}
    for pk, why in result.failed:
        messages.error(
            request,
            _("%(reference)s was not published. %(why)s") % {"reference": references.get(pk, pk), "why": why},
        )
    return redirect(_list())
