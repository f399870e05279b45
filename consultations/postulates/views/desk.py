"""The desk: work lists of units and coordinators, and everything about one case on one screen."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID, uuid4

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from accounts.roles import Role
from city.models import Unit
from city.queries import names
from cms.paging import Paginator
from consultations.postulates.colleagues import may_read_notes, may_write_notes, notes_for
from consultations.postulates.countdown import changes_of_the_clock
from consultations.postulates.forms.desk import DeskFilter
from consultations.postulates.forms.notes import NoteForm
from consultations.postulates.models import Postulate
from consultations.postulates.permissions import WRITE_DOWN, Actor
from consultations.postulates.queries import actor_of, secrets_of, with_parts
from consultations.postulates.reminders.stages import next_day
from consultations.postulates.timeline import Reader, reader_of
from consultations.postulates.workflow import Move, State
from consultations.postulates.worklists import BY_NAME, WorkList, cases_in, counts, lists_of, neighbours
from notifications.queries import Trouble, trouble_reaching

from .access import PER_PAGE, readable
from .case import case_context, lead_name

NEEDS_NOTHING = frozenset({"claim", "accept"})


@dataclass(frozen=True)
class Place:
    """Where on the desk somebody is: a list, narrowed by a filter; ``query`` keeps both in addresses."""

    work_list: WorkList
    form: DeskFilter
    query: str

    def cases(self, actor: Actor) -> Any:
        """Return the cases of the list that pass the filter."""
        return self.form.narrow(cases_in(self.work_list, actor))


def place_of(own: list[WorkList], query: QueryDict, *, otherwise: WorkList) -> Place:
    """Return the list of the actor's own that an address names, else another one."""
    named = BY_NAME.get(query.get("list", ""))
    wanted = named if named in own else otherwise
    form = DeskFilter(query)
    kept = QueryDict(mutable=True)
    kept["list"] = wanted.name
    kept.update({name: value for name, value in form.chosen().items() if value})
    return Place(wanted, form, kept.urlencode())


@login_required
@require_GET
def desk(request: HttpRequest) -> HttpResponse:
    """Show one work list, the soonest due first, and how many cases wait in the others.

    Without a choice it is the first in which something waits.
    """
    actor = actor_of(request.user)
    lists = counts(actor)
    if not lists:
        raise PermissionDenied
    own = [row for row, _number in lists]
    waiting = next((row for row, number in lists if number), own[0])
    place = place_of(own, request.GET, otherwise=waiting)
    page = Paginator(with_parts(place.cases(actor)), PER_PAGE).get_page(request.GET.get("page"))
    unit_names = names(Unit)
    context = {
        "lists": lists,
        "place": place,
        "page_obj": page,
        "rows": [(postulate, lead_name(postulate, unit_names), awaited(postulate, unit_names)) for postulate in page],
        "may_publish_together": place.work_list.name == "publish" and Role.COORDINATOR in actor.roles,
        "may_write_down": bool(actor.roles & WRITE_DOWN),
        "may_hand_over": bool(actor.headships) or bool(actor.roles & {Role.COORDINATOR, Role.MODERATOR}),
    }
    return render(request, "postulates/desk.html", context)


@login_required
@require_GET
def desk_case(request: HttpRequest, key: UUID) -> HttpResponse:
    """Show everything about one case to staff, with the way to its neighbours in the list they came from."""
    postulate = readable(request, key=key)
    actor = actor_of(request.user)
    if reader_of(actor, postulate) is not Reader.STAFF:
        raise Http404
    return render(request, "postulates/desk_case.html", desk_context(request, actor, postulate))


def desk_context(
    request: HttpRequest, actor: Actor, postulate: Postulate, *, note_form: NoteForm | None = None
) -> dict[str, Any]:
    """Return what the screen of a case shows; a form that was refused comes back with what was typed."""
    own = lists_of(actor)
    place = place_of(own, request.GET, otherwise=own[0]) if own else None
    context = case_context(request, postulate)
    steps = [move for move in context["moves"] if move.name != "edit"]
    return context | {
        "place": place,
        "neighbours": neighbours(place.cases(actor), postulate) if place else None,
        "here": _address(postulate, place),
        "buttons": [move for move in steps if _needs_nothing(move)],
        "links": [move for move in steps if not _needs_nothing(move)],
        "submission_key": uuid4(),
        "assignments": _assignments(postulate),
        "awaited": awaited(postulate, names(Unit)),
        "clock": changes_of_the_clock(postulate, Reader.STAFF, secrets_of(actor, postulate)),
        "trouble": _trouble(postulate),
        "next_reminder": _next_reminder(postulate),
        "shows_contact": _may_see_contact(actor, postulate),
        "reads_notes": may_read_notes(actor, postulate),
        "notes": notes_for(actor, postulate),
        "note_form": _note_form(actor, postulate, note_form),
    }


def _address(postulate: Postulate, place: Place | None) -> str:
    address = reverse("postulates:desk_case", kwargs={"key": postulate.key})
    return f"{address}?{place.query}" if place else address


def _needs_nothing(move: Move) -> bool:
    """Say whether a button is enough: nothing to fill in, nothing to read first, and easily put right."""
    return move.name in NEEDS_NOTHING


def _note_form(actor: Actor, postulate: Postulate, refused: NoteForm | None) -> NoteForm | None:
    if not may_write_notes(actor, postulate):
        return None
    return refused or NoteForm(postulate=postulate)


def _may_see_contact(actor: Actor, postulate: Postulate) -> bool:
    """Say whether the actor writes to the author: moderation, the dialogue department and the lead unit do."""
    leads = postulate.lead is not None and postulate.lead.unit_id in actor.desks
    return leads or bool(actor.roles & {Role.MODERATOR, Role.COORDINATOR})


def _trouble(postulate: Postulate) -> Trouble | None:
    """Return why the author may not know what they were told by mail."""
    author = postulate.author
    return trouble_reaching(f"user:{author.pk}", author.email) if author else None


def _next_reminder(postulate: Postulate) -> date | None:
    """Return the day on which staff are reminded of the answer next; None while the clock does not run."""
    return next_day(postulate.due_on, timezone.localdate()) if postulate.clock_runs and postulate.due_on else None


def _assignments(postulate: Postulate) -> list[tuple[Any, Any]]:
    """Return the current assignments, the lead first, each with the name of its unit."""
    unit_names = names(Unit)
    current = [row for row in postulate.assignments.all() if row.is_current]
    return [(row, unit_names[row.unit.translation_key]) for row in current]


def awaited(postulate: Postulate, unit_names: Any) -> list[str]:
    """Say for whom the case waits, one sentence for each."""
    said = [
        _("The part of %(unit)s is awaited.") % {"unit": unit_names[row.unit.translation_key]}
        for row in postulate.contributions
        if row.is_awaited
    ]
    response = postulate.current_response
    status = response.status if response else ""
    if postulate.state is State.AWAITING_AUTHOR:
        said.append(_("The author's reply is awaited."))
    if status == "in_review":
        said.append(_("The approval of the answer is awaited."))
    if status == "approved":
        said.append(_("The answer is approved and waits to be published."))
    return said
