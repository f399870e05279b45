"""Where an organisation gets an offer ready. Only its members see any of it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.models import User
from cms.views import conflict
from home.calls.models import Call
from home.calls.reading.facts import facts_of
from home.calls.words import list_address, words_for

from .checklist import standard_items
from .conflicting import as_it_is, as_typed
from .forms import OutlineForm, StartForm, own_items_formset
from .models import CallPreparation
from .queries import (
    colleagues_in,
    is_preparable,
    organisations_preparing,
    preparable_call,
    preparations_of,
    shown,
)
from .services import StalePreparation, delete_preparation, note_presence, save_preparation, start_preparation

ON_A_PAGE = 20


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def prepare(request: HttpRequest, pk: int) -> HttpResponse:
    """Begin an offer for a call, or go on with one that was begun."""
    user = _signed_in(request)
    call = preparable_call(pk)
    words = words_for(call) if call else None
    if call is None or words is None:
        raise Http404
    writes = organisations_preparing(user).exists()
    form = StartForm(request.POST or None, user=user)
    if request.method == "POST":
        if not writes:
            raise PermissionDenied
        if form.is_valid() and (started := _started(user, call, form)):
            return redirect(started)
    context = {
        "call": call,
        "facts": facts_of([call.pk], timezone.now())[call.pk],
        "words": words,
        "form": form,
        "writes": writes,
        "is_preparable": is_preparable(call),
        "preparations": shown(preparations_of(user).filter(call=call)),
    }
    return render(request, "preparing/prepare.html", context)


def _started(user: User, call: Call, form: StartForm) -> CallPreparation | None:
    fields = form.cleaned_data
    try:
        return start_preparation(
            actor=user,
            key=fields["submission_key"],
            call_id=call.pk,
            organisation_id=fields["organisation"].pk,
            title=fields["title"],
        )
    except ValidationError as problem:
        form.add_error(None, problem)
        return None


@login_required
@never_cache
@require_GET
def preparations(request: HttpRequest) -> HttpResponse:
    """List the offers that the person's organisations prepare, the last changed first."""
    page = Paginator(preparations_of(_signed_in(request)), ON_A_PAGE).get_page(request.GET.get("page"))
    context = {"page_obj": page, "preparations": shown(page.object_list), "calls_url": list_address()}
    return render(request, "preparing/preparations.html", context)


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def preparation(request: HttpRequest, key: UUID) -> HttpResponse:
    """Show an offer in preparation to the members; those who write change it here."""
    user = _signed_in(request)
    row = _readable(user, key)
    may_write = CallPreparation.objects.writable_by(user).filter(pk=row.pk).exists()
    if request.method == "POST" and not may_write:
        raise PermissionDenied
    items = standard_items(row.call, row.call.deadlines.all())
    form = OutlineForm(request.POST or None, preparation=row, items=items)
    own = own_items_formset(row, request.POST or None)
    if request.method == "POST" and form.is_valid() and own.is_valid():
        try:
            save_preparation(
                preparation_id=row.pk,
                actor=user,
                version=form.cleaned_data["version"],
                outline=form.outline(own.items()),
            )
        except StalePreparation as error:
            return _conflict(request, error, as_typed(form, own))
        except ValidationError as error:
            _show(error, form)
        else:
            note_presence(preparation_id=row.pk, actor=user)
            messages.success(request, _("The offer is saved."))
            return redirect(row)
    return render(request, "preparing/preparation.html", _page(user, row, form, own) | {"may_write": may_write})


def _page(user: User, row: CallPreparation, form: OutlineForm, own: Any) -> dict[str, Any]:
    [seen] = shown([row])
    most = row.call.max_grant
    return {
        "preparation": row,
        "words": seen.words,
        "call": row.call,
        "facts": seen.facts,
        "is_cancelled": seen.is_cancelled,
        "form": form,
        "own": own,
        "every_form": [form, *own.forms],
        "rows": as_it_is(row),
        "is_too_much": most is not None and row.asked_amount is not None and row.asked_amount > most,
        "notices": _notices(row, user),
    }


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def delete(request: HttpRequest, key: UUID) -> HttpResponse:
    """Ask once more, then erase an offer in preparation."""
    user = _signed_in(request)
    row = _readable(user, key)
    if not CallPreparation.objects.writable_by(user).filter(pk=row.pk).exists():
        raise PermissionDenied
    if request.method == "POST":
        version = request.POST.get("version", "")
        try:
            delete_preparation(preparation_id=row.pk, actor=user, version=int(version) if version.isdecimal() else 0)
        except StalePreparation:
            messages.error(request, _("A colleague changed the offer meanwhile. It is not deleted; look at it first."))
            return redirect(row)
        messages.success(request, _("The offer in preparation is deleted."))
        return redirect("call_preparations")
    return render(request, "preparing/delete.html", {"preparation": row})


@login_required
@require_POST
def present(request: HttpRequest, key: UUID) -> HttpResponse:
    """Note that the person still has it open, and say who else has."""
    user = _signed_in(request)
    row = _readable(user, key)
    note_presence(preparation_id=row.pk, actor=user)
    return JsonResponse({"notices": _notices(row, user)})


def _notices(row: CallPreparation, user: User) -> list[str]:
    return [
        _("%(name)s has this offer open too (last seen at %(time)s).")
        % {"name": one.person, "time": date_format(timezone.localtime(one.seen_at), "TIME_FORMAT")}
        for one in colleagues_in(row, besides=user)
    ]


def _conflict(request: HttpRequest, error: StalePreparation, yours: list[tuple[str, str]]) -> HttpResponse:
    newest = error.preparation
    return conflict(
        request,
        what=_("Your changes were not saved, because a colleague changed the offer in the meantime."),
        who=str(newest.changed_by or ""),
        when=newest.changed_at,
        yours=yours,
        theirs=as_it_is(newest),
        back_url=newest.get_absolute_url(),
    )


def _show(error: ValidationError, form: OutlineForm) -> None:
    """Put what the service refused beside the fields it names."""
    for name, texts in error.message_dict.items():
        form.add_error(name if name in form.fields else None, texts)


def _readable(user: User, key: UUID) -> CallPreparation:
    """Return the preparation, or the same 404 for one that does not exist and one that is not theirs."""
    return get_object_or_404(preparations_of(user), key=key)


def _signed_in(request: HttpRequest) -> User:
    """Return the signed-in person; the views that call it are behind ``login_required``."""
    if not isinstance(request.user, User):
        raise PermissionDenied
    return request.user
