"""What somebody may do with a call now, each with where it is done."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from home.calls.models import Call, CallDeadline, State
from home.calls.permissions import Act, may
from home.models import CallPage
from notifications.queries import followers

_OVER = {State.IN_EVALUATION, State.RESOLVED, State.CANCELLED}


@dataclass(frozen=True)
class Step:
    """Something that can be done now."""

    label: str
    url: str
    icon: str


def steps(call: Call, person: User, deadlines: list[CallDeadline]) -> list[Step]:
    """Return what the person may do with the call, which has its ``state``; the page of the call comes first."""
    found = [_page(call), *_acts(call, deadlines)]
    rights = {act for act in Act if may(person, act)}
    return [step for act, step in found if act in rights]


def is_possible(act: Act, call: Call, deadlines: list[CallDeadline]) -> bool:
    """Say whether the state of the call, which has its ``state``, lets the act be done now, by whoever may."""
    return any(act == possible for possible, _step in _acts(call, deadlines))


def _acts(call: Call, deadlines: list[CallDeadline]) -> list[tuple[Act, Step]]:
    state = State(call.state)
    found: list[tuple[Act, Step]] = []
    if call.published_at:
        if extendable(call, deadlines):
            found.append((Act.EXTEND, _step(call, "extend", _("Extend a deadline"), "date")))
        if state == State.CLOSED:
            found.append((Act.EVALUATE, _step(call, "evaluate", _("Begin the evaluation"), "view")))
        if state in {State.CLOSED, State.IN_EVALUATION} or (call.closes_at is None and state == State.OPEN):
            found.append((Act.PUBLISH_RESULTS, _step(call, "results", _("Publish the results"), "list-ol")))
        if state == State.RESOLVED:
            found.append((Act.CORRECT_RESULTS, _step(call, "correct", _("Correct the results"), "list-ol")))
        if state not in {State.RESOLVED, State.CANCELLED}:
            found.append((Act.CANCEL, _step(call, "cancel", _("Cancel the call"), "cross")))
    elif call.kind == Call.Kind.OPEN_CONTEST:
        found.append((Act.SHORTEN_NOTICE, _step(call, "notice", _("Decide on a shorter announcement"), "warning")))
    history = reverse(Call.snippet_viewset.get_url_name("history"), args=[call.pk])
    found.append((Act.PREPARE, Step(_("History of the call"), history, "history")))
    return found


def extendable(call: Call, deadlines: list[CallDeadline]) -> list[CallDeadline]:
    """Return the deadlines of a public call that may still be extended."""
    if call.published_at is None or call.state == State.CANCELLED:
        return []
    is_over = call.state in _OVER
    return [row for row in deadlines if not is_over or row.kind == CallDeadline.Kind.REPORT]


def _step(call: Call, name: str, label: str, icon: str) -> Step:
    return Step(label, reverse(f"calls_desk:{name}", args=[call.pk]), icon)


def page_of(call: Call) -> CallPage | None:
    """Return the page of the call in the source language, public or not."""
    pages = CallPage.objects.filter(call=call, locale__language_code=settings.LANGUAGE_CODE)
    return pages.order_by("-live", "pk").first()


def _page(call: Call) -> tuple[Act, Step]:
    page = page_of(call)
    if page is None:
        return Act.PREPARE, _step(call, "page", _("Write the page of the call"), "doc-full-inverse")
    return Act.PREPARE, Step(_("Open the page of the call"), reverse("wagtailadmin_pages:edit", args=[page.pk]), "edit")


@dataclass(frozen=True)
class Told:
    """How many addresses follow the call, and how many learn of it by anything else they follow."""

    call: int
    together: int


def told(call: Call) -> Told:
    """Count who is told of an act. Three queries."""
    of_call = ("call", call.pk)
    topics = [("topic", pk) for pk in call.topics.values_list("pk", flat=True)]
    everything: list[Any] = [of_call, ("calls", 0), ("unit", call.unit_id), *topics]
    return Told(call=followers([of_call]).count(), together=followers(everything).count())
