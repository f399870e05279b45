"""One screen for every move of the table."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from consultations.postulates.forms.moves import MoveForm
from consultations.postulates.models import Postulate
from consultations.postulates.moderation import same_words_elsewhere
from consultations.postulates.queries import actor_of, case_of, moves_open_to
from consultations.postulates.services import StaleCase, move_postulate
from consultations.postulates.workflow import BY_NAME, Move

from .access import readable, show_errors, signed_in, stale
from .answers import with_insertion
from .back import back_of
from .beside import beside


@login_required
@require_http_methods(["GET", "POST"])
def move(request: HttpRequest, key: UUID, name: str) -> HttpResponse:
    """Show what a move needs, and make it."""
    return make_move(request, key, name, template="postulates/move.html")


def make_move(request: HttpRequest, key: UUID, name: str, *, template: str, **more: Any) -> HttpResponse:
    """Show a move on a page of its own, with more to read where that page needs it, and make it."""
    user = signed_in(request)
    postulate = readable(request, key=key)
    row = BY_NAME.get(name)
    if row is None or name == "edit":
        raise Http404
    actor = actor_of(user)
    is_open = row in moves_open_to(actor, postulate)
    unsent = _unsent(request, row, postulate) if is_open else None
    form = unsent or MoveForm(
        request.POST or None, request.FILES or None, move=row, postulate=postulate, initial=_asked_for(request, row)
    )
    is_complete = form.is_valid()
    if not is_open and not is_complete:
        # The form and what stands beside it hold texts of the city; a complete one may be a repeat of what was done.
        return no_longer(request, row, postulate, form)
    if is_complete:
        try:
            moved = move_postulate(
                postulate_id=postulate.pk,
                move=name,
                actor=user,
                version=form.cleaned_data["version"],
                submission_key=form.cleaned_data["submission_key"],
                **form.details(),
            )
        except StaleCase as error:
            return stale(request, error, form)
        except ValidationError as error:
            show_errors(error, form)
        else:
            return _after(request, moved, name)
    if not is_open:
        raise PermissionDenied
    context = {"form": form, "move": row, "postulate": postulate, "back": back_of(request)}
    return render(request, template, context | beside(row, request, postulate, actor) | more)


def _asked_for(request: HttpRequest, row: Move) -> dict[str, str]:
    """Return what the address suggests for the form, such as a leading case chosen from a list."""
    return {name: request.GET[name] for name in (*row.needs, *row.takes) if name in request.GET}


def _unsent(request: HttpRequest, row: Move, postulate: Postulate) -> MoveForm | None:
    """Return the form with what was typed where somebody only asked for more room or for text to start from."""
    if "more_units" in request.POST:
        return MoveForm(initial=request.POST.dict(), move=row, postulate=postulate, rows=_rows(request) + 1)
    return with_insertion(request, row, postulate)


def _rows(request: HttpRequest) -> int:
    return sum(name.startswith("contribution_") and name.endswith("_unit") for name in request.POST)


def no_longer(request: HttpRequest, row: Move, postulate: Postulate, form: MoveForm | None = None) -> HttpResponse:
    """Refuse a move: kindly to those who could have made it earlier, plainly to everybody else."""
    seen = form.data.get("version", "") if form is not None and form.is_bound else ""
    if form is not None and seen.isdecimal() and int(seen) != postulate.version:
        return stale(request, StaleCase(postulate), form)
    if not row.who(actor_of(request.user), case_of(postulate)):
        raise PermissionDenied
    messages.warning(
        request,
        _("The case has moved on in the meantime; this step is no longer possible."),
    )
    return redirect(postulate)


def _after(request: HttpRequest, postulate: Postulate, name: str) -> HttpResponse:
    messages.success(request, str(BY_NAME[name].did))
    if name == "redact":
        return _look_for_more(request, postulate)
    if back := back_of(request):
        return redirect(back)
    still_readable = Postulate.objects.visible_to(request.user).filter(pk=postulate.pk).exists()
    return redirect(postulate if still_readable else "accounts:landing")


def _look_for_more(request: HttpRequest, postulate: Postulate) -> HttpResponse:
    """Lead back to the texts: there may be more to hide, and the same words may stand in another one."""
    elsewhere = same_words_elsewhere(postulate, request.POST.get("passage", "").strip())
    if elsewhere:
        where = ", ".join(elsewhere.values())
        messages.warning(request, _("The same words also stand here: %(where)s.") % {"where": where})
    return redirect("postulates:move", key=postulate.key, name="redact")
