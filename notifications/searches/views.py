"""The page on which somebody asks to be told of new findings; the page of results links to it."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.models import User
from notifications.forms import AddressForm, HowForm
from notifications.queries import address_to_follow_with
from notifications.services import follow, subscribe
from notifications.views import asks_too_often
from search.labels import Labels
from search.saved import SavedSearch
from search.wanted import Wanted, wanted

from .queries import title_of
from .services import KIND, keep


class FollowSearchForm(AddressForm, HowForm):
    """Asks for the address that wants to be told, and how."""

    field_order = ("email", "rhythm", "language", "website")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def follow_search(request: HttpRequest) -> HttpResponse:
    """Show the search of the address and the form to follow it; only the form does."""
    search = wanted(request.GET, Labels())
    if not search.text:
        raise Http404
    person = request.user if isinstance(request.user, User) else None
    address = address_to_follow_with(person) if person else None
    form = (HowForm if address else FollowSearchForm)(request.POST or None)
    if request.method == "POST" and form.is_valid():
        return _follow(request, search, form, person if address else None)
    context = {
        "form": form,
        "address": address,
        "title": title_of(_saved(search)),
        "path": _saved(search).address,
    }
    return render(request, "searches/follow.html", context, status=422 if request.method == "POST" else 200)


def _saved(search: Wanted) -> SavedSearch:
    return SavedSearch.of(search, get_language() or "")


def _follow(request: HttpRequest, search: Wanted, form: HowForm, person: User | None) -> HttpResponse:
    chosen = {name: form.cleaned_data[name] for name in ("rhythm", "language")}
    if isinstance(form, AddressForm) and form.is_from_a_machine:
        return redirect("notifications:asked")
    if asks_too_often(request):
        return render(request, "429.html", status=429)
    saved = _saved(search)
    row = keep(saved)
    if person is None:
        subscribe(kind=KIND, object_id=row.pk, email=form.cleaned_data["email"], **chosen)
        return redirect("notifications:asked")
    follow(actor=person, kind=KIND, object_id=row.pk, **chosen)
    messages.success(request, _("You follow this now: %(title)s") % {"title": title_of(saved)})
    return redirect(saved.address)
