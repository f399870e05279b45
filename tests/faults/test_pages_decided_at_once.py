"""Two people decide about one page at the same moment: one decides, the other is told, and readers see the page."""

from collections.abc import Callable
from threading import Event

import pytest
from django.urls import reverse
from wagtail.admin.views.pages.edit import EditView
from wagtail.models import PageLogEntry

from accounts.models import User
from accounts.roles import Role
from home.approval.services import send_to_review
from home.models import InfoPage
from home.services import create_page, ensure_site, publish_page
from tests.faults.test_parallel_moves import at_once, window_of
from tests.home.approval.conftest import Desk
from tests.people import person

pytestmark = [pytest.mark.django_db(transaction=True, serialized_rollback=True), pytest.mark.faults]
PATIENCE = 3.0
APPROVE = {"action-workflow-action": "true", "workflow-action-name": "approve"}
REJECT = {
    "action-workflow-action": "true",
    "workflow-action-name": "reject",
    "workflow-action-extra-data": '{"comment": "Popraw datę."}',
}


@pytest.fixture
def page() -> InfoPage:
    """A live page with a change of its author in review."""
    chief = User.objects.create_superuser("chief@example.org", "long enough password")
    home = ensure_site()
    page = publish_page(create_page(home, InfoPage(title="Karta pobytu", lead="Stare."), actor=chief), actor=chief)
    author = person(Role.AUTHOR)
    draft = page.get_latest_revision_as_object()
    draft.lead = "Nowe."
    draft.save_revision(user=author)
    send_to_review(page_id=page.pk, actor=author)
    return page


def decisions(page: InfoPage, *pressed: dict[str, str]) -> list[Callable[[], object]]:
    """Let an editor each open the page, and return what happens when they press their button."""

    def sit(button: dict[str, str]) -> Callable[[], object]:
        client = window_of(person(Role.EDITOR))
        client.raise_request_exception = False
        form = Desk(client).form(page) | button
        return lambda: client.post(reverse("wagtailadmin_pages:edit", args=[page.pk]), form)

    return [sit(button) for button in pressed]


@pytest.fixture(params=["post"])
def overlapping(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Hold the first person's step open, once it has read the page, until a second is through or shown to wait."""
    first, second_is_through = Event(), Event()
    unhindered = getattr(EditView, request.param)

    def step(view: EditView, *args: object, **kwargs: object) -> object:
        if first.is_set():
            answer = unhindered(view, *args, **kwargs)
            second_is_through.set()
            return answer
        first.set()
        second_is_through.wait(PATIENCE)
        return unhindered(view, *args, **kwargs)

    monkeypatch.setattr(EditView, request.param, step)


@pytest.mark.parametrize("overlapping", ["perform_workflow_action", "post"], indirect=True)
def test_page_approved_twice_at_once_stays_live_and_nobody_meets_a_server_error(
    page: InfoPage, overlapping: None
) -> None:
    answers = at_once(decisions(page, APPROVE, APPROVE))
    assert sorted(answer.status_code for answer in answers) == [302, 409]
    page.refresh_from_db()
    assert page.live
    assert page.lead == "Nowe."
    assert not page.has_unpublished_changes
    made = PageLogEntry.objects.filter(page=page.pk, action="wagtail.workflow.approve")
    assert made.count() == 1
    told = next(answer for answer in answers if answer.status_code == 409).content.decode()
    assert str(made.get().user) in told


@pytest.mark.parametrize("rival", ["reject", "cancel", "publish"])
def test_of_two_different_decisions_at_once_one_counts_and_the_page_stays_live(
    page: InfoPage, overlapping: None, rival: str
) -> None:
    buttons = {"reject": REJECT, "cancel": {"action-cancel-workflow": "1"}, "publish": {"action-publish": "1"}}
    answers = at_once(decisions(page, APPROVE, buttons[rival]))
    assert sorted(answer.status_code for answer in answers) == [302, 409]
    page.refresh_from_db()
    assert page.live
    assert not page.workflow_in_progress


def test_draft_saved_while_somebody_approves_takes_nothing_offline(page: InfoPage, overlapping: None) -> None:
    statuses = [answer.status_code for answer in at_once(decisions(page, APPROVE, {"title": "Nowy tytuł"}))]
    page.refresh_from_db()
    assert page.live
    # Whoever approves after the draft is told to look again; a draft saved afterwards is one more draft.
    assert statuses == ([302, 302] if page.lead == "Nowe." else [409, 302])
