"""All cases of one colleague handed over to another."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from accounts.models import User
from consultations.postulates.colleagues import (
    givers_for,
    may_arrange_work,
    receivers_for,
    work_to_hand_over,
)
from consultations.postulates.forms.hand_over import GiverForm, HandOverForm
from consultations.postulates.permissions import Actor
from consultations.postulates.queries import actor_of
from consultations.postulates.services import hand_over as hand_over_cases

from .access import show_errors, signed_in


@login_required
@require_http_methods(["GET", "POST"])
def hand_over(request: HttpRequest) -> HttpResponse:
    """Choose a colleague, see what they have, choose who takes it over, and confirm."""
    actor = actor_of(request.user)
    if not may_arrange_work(actor):
        raise PermissionDenied
    givers = givers_for(actor)
    asked = request.POST if request.method == "POST" else request.GET
    choice = GiverForm(asked if "giver" in asked else None, givers=givers)
    if not choice.is_bound or not choice.is_valid():
        return render(request, "postulates/hand_over.html", {"form": choice, "nobody": not givers.exists()})
    giver = choice.cleaned_data["giver"]
    form = HandOverForm(
        request.POST or None, initial={"giver": giver}, givers=givers, receivers=receivers_for(actor, giver)
    )
    if request.method == "POST" and form.is_valid() and _is_done(request, form):
        return redirect("postulates:hand_over")
    return render(request, "postulates/hand_over.html", {"form": form, "giver": giver, **_work(actor, giver)})


def _work(actor: Actor, giver: User) -> dict[str, object]:
    cases, claims = work_to_hand_over(actor, giver)
    return {
        "cases": [row.postulate for row in cases.select_related("postulate").order_by("postulate__due_on")],
        "claims": list(claims),
    }


def _is_done(request: HttpRequest, form: HandOverForm) -> bool:
    giver, receiver = form.cleaned_data["giver"], form.cleaned_data["receiver"]
    try:
        result = hand_over_cases(actor=signed_in(request), giver_id=giver.pk, receiver_id=receiver.pk)
    except ValidationError as error:
        show_errors(error, form)
        return False
    count = len(result.cases)
    text = ngettext("%(count)s case now belongs to %(person)s.", "%(count)s cases now belong to %(person)s.", count)
    messages.success(request, text % {"count": count, "person": receiver})
    if result.kept:
        references = ", ".join(row.reference for row in result.kept)
        messages.warning(
            request,
            _("These cases stay: %(person)s may not take them over. %(references)s")
            % {"person": receiver, "references": references},
        )
    return True
