"""Published results are corrected by an act: what was public before stays, with who, when and why."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import ProtectedError
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.users.models import UserProfile

from accounts.models import User
from accounts.roles import Role
from cms.outbox.models import OutboxEntry
from home.calls.desk.changes import changes_of
from home.calls.models import Call, CallResult, ResultsCorrection
from home.calls.models.acts import UnchangeableRow
from home.calls.reading.pages import last_acts
from home.calls.refusals import AlreadyCorrected, CallRefused, FaultyResults
from home.calls.services import cancel_call, correct_results, publish_results
from home.models import CallPage
from tests.people import person

from .pages import document, plain, text

pytestmark = pytest.mark.django_db

AWARDED, RESERVE = CallResult.Outcome.AWARDED, CallResult.Outcome.RESERVE
WHY = {"pl": "Pomyłka w kwocie.", "uk": "Помилка в сумі."}
NAMES = ("position", "organisation", "title", "outcome", "points", "amount")


def row(position: int = 1, **fields: Any) -> CallResult:
    values = {"organisation": "Fundacja Przykładowa", "title": "Ogród", "outcome": AWARDED, "amount": 9000}
    return CallResult(position=position, **values | fields)


@pytest.fixture
def call(public_call: Callable[..., Call], clerk: User) -> Call:
    """A call whose results are public: a row with a grant and one without."""
    found = public_call(opens_at=timezone.now() - timedelta(days=60), closes=timezone.now() - timedelta(days=1))
    rows = [row(1), row(2, organisation="Klub Drugi", outcome=RESERVE, amount=None)]
    publish_results(call_id=found.pk, results=rows, file_id=document("wyniki").pk, actor=clerk)
    found.refresh_from_db()
    return found


@pytest.fixture
def desk(city: None, sign_in: Any) -> Client:
    someone = person(Role.EDITOR, language="en")
    UserProfile.objects.create(user=someone, preferred_language="en")
    client: Client = sign_in(someone)
    return client


def correct(call: Call, actor: User, *rows: CallResult, **changed: Any) -> ResultsCorrection:
    given = {"reason": WHY, "file_id": None, "results": list(rows) or [row(1, amount=9500)]}
    return correct_results(call_id=call.pk, actor=actor, **given | changed)


def address(call: Call) -> str:
    return reverse("calls_desk:correct", args=[call.pk])


def typed(response: Any, **changed: str) -> dict[str, str]:
    """Return the form as a browser would send it, with what somebody changed in it."""
    table, why = response.context["table"], response.context["why"]
    data = {field.html_name: str(field.value() or "") for form in table for field in form}
    data |= {field.html_name: str(field.value() or "") for field in table.management_form}
    return data | {"seen": str(why["seen"].value()), "reason_pl": WHY["pl"], "publish": ""} | changed


def test_correction_keeps_what_was_public_before(call: Call, clerk: User) -> None:
    before, file = list(call.results.values_list(*NAMES)), call.results_file
    act = correct(call, clerk)
    now = Call.objects.with_state().get()
    assert list(now.results.current().values_list("position", "amount")) == [(1, 9500)]
    assert list(act.replaced.values_list(*NAMES)) == before
    assert (act.earlier_file, now.results_file) == (file, None)
    assert (act.reason, act.by) == (WHY, clerk)
    assert (now.state, now.resolved_at, now.sequence) == ("resolved", call.resolved_at, call.sequence + 1)
    told = OutboxEntry.objects.filter(topic="call.results_corrected").values_list("payload", flat=True)
    assert list(told) == [{"correction_id": act.pk}]


def test_correction_may_be_corrected_and_every_list_stays(call: Call, clerk: User) -> None:
    first = correct(call, clerk)
    second = correct(call, clerk, row(1, amount=9600))
    assert [act.replaced.count() for act in (first, second)] == [2, 1]
    assert [f"{result.amount:.0f}" for result in call.results.current()] == ["9600"]


def test_correction_is_never_changed_nor_deleted(call: Call, clerk: User) -> None:
    act = correct(call, clerk)
    act.reason = {"pl": "Inny powód."}
    with pytest.raises(UnchangeableRow):
        act.save()
    with pytest.raises(UnchangeableRow):
        act.delete()
    with pytest.raises(UnchangeableRow):
        ResultsCorrection.objects.update(reason={})
    with pytest.raises(ProtectedError):
        call.delete()
    clerk.delete()
    assert ResultsCorrection.objects.get().by is None


@pytest.mark.parametrize("role", [Role.AUTHOR, Role.MODERATOR, Role.AUDITOR, Role.ORGANISATION_MEMBER])
def test_others_do_not_correct(call: Call, sign_in: Any, role: Role) -> None:
    someone = person(role)
    with pytest.raises(PermissionDenied):
        correct(call, someone)
    client = sign_in(someone)
    assert client.get(address(call)).status_code in {302, 403}
    assert client.post(address(call), {"publish": ""}).status_code in {302, 403}
    assert not ResultsCorrection.objects.exists()


def test_correction_needs_a_reason_and_a_difference(call: Call, clerk: User) -> None:
    with pytest.raises(ValidationError) as error:
        correct(call, clerk, reason={"pl": " "})
    assert error.value.message_dict.keys() == {"reason"}
    same = [row(1), row(2, organisation="Klub Drugi", outcome=RESERVE, amount=None)]
    with pytest.raises(ValidationError):
        correct(call, clerk, *same, file_id=call.results_file_id)
    assert not ResultsCorrection.objects.exists()


def test_faulty_correction_leaves_everything_as_it_was(call: Call, clerk: User) -> None:
    before = list(call.results.values_list("pk", "replaced_by"))
    for rows in ([row(1, amount=None)], [row(1), row(1)]):
        with pytest.raises(FaultyResults):
            correct(call, clerk, *rows)
    with pytest.raises(ValidationError):
        correct_results(call_id=call.pk, results=[], file_id=None, reason=WHY, actor=clerk)
    assert list(call.results.values_list("pk", "replaced_by")) == before
    assert not ResultsCorrection.objects.exists()


def test_nothing_is_corrected_before_there_are_results(public_call: Callable[..., Call], clerk: User) -> None:
    call = public_call()
    with pytest.raises(CallRefused):
        correct(call, clerk)
    cancel_call(call_id=call.pk, reason=WHY, actor=clerk)
    with pytest.raises(CallRefused):
        correct(call, clerk)


def test_second_of_two_who_correct_at_once_is_told_and_a_button_pressed_twice_counts_once(
    call: Call, clerk: User
) -> None:
    act = correct(call, clerk, seen=0)
    assert correct(call, clerk, seen=0) == act
    with pytest.raises(AlreadyCorrected) as refusal:
        correct(call, person(Role.EDITOR), row(1, amount=1), seen=0)
    assert str(clerk) in refusal.value.sentence
    assert ResultsCorrection.objects.count() == 1


def test_history_tells_the_correction_with_its_reason(call: Call, clerk: User) -> None:
    correct(call, clerk)
    told = [(change.by, said) for change in changes_of(call) for said in change.texts]
    assert [by for by, said in told if WHY["pl"] in said] == [clerk]


def test_page_shows_what_holds_and_below_it_what_was_public_before(client: Client, call: Call, clerk: User) -> None:
    page = CallPage.objects.get(call=call)
    assert "Klub Drugi" in plain(text(client.get(page.url)))
    assert "Poprawiono" not in plain(text(client.get(page.url)))
    act = correct(call, clerk)
    shown = text(client.get(page.url))
    held, before = shown.split("<details>", 1)
    assert "Klub Drugi" not in held
    assert "Klub Drugi" in before
    assert WHY["pl"] in shown
    assert act.earlier_file is not None
    assert act.earlier_file.url in before
    assert last_acts([page.pk])[page.pk] == act.at


def test_office_corrects_by_the_table_that_is_public(desk: Client, call: Call) -> None:
    response = desk.get(address(call))
    data = typed(response, **{"row-0-amount": "9 500,50"})
    assert data["row-1-organisation"] == "Klub Drugi"
    assert desk.post(address(call), data | {"document": str(call.results_file_id)}).status_code == 302
    now = [(result.organisation, f"{result.amount}") for result in call.results.current()]
    assert now == [("Fundacja Przykładowa", "9500.50"), ("Klub Drugi", "None")]
    assert ResultsCorrection.objects.get().reason == {"pl": WHY["pl"]}


def test_correction_without_reason_is_refused_and_what_was_typed_stays(desk: Client, call: Call) -> None:
    data = typed(desk.get(address(call)), **{"row-0-title": "Park", "reason_pl": "", "reason_uk": "Помилка."})
    response = desk.post(address(call), data)
    assert response.status_code == 422
    assert response.context["why"].errors.keys() == {"reason_pl"}
    for kept in ("Park", "Помилка."):
        assert kept in text(response)
    assert not ResultsCorrection.objects.exists()


def test_button_for_more_rows_asks_for_no_reason_yet_and_keeps_it(desk: Client, call: Call) -> None:
    data = typed(desk.get(address(call)), reason_pl="", reason_uk="Помилка.")
    del data["publish"]
    response = desk.post(address(call), data | {"more": ""})
    assert not response.context["why"].errors
    assert "Помилка." in text(response)


def test_office_that_was_slower_keeps_its_text_and_may_send_it_again(desk: Client, call: Call, clerk: User) -> None:
    data = typed(desk.get(address(call)), **{"row-0-title": "Park"})
    correct(call, clerk)
    response = desk.post(address(call), data)
    assert response.status_code == 409
    assert str(clerk) in text(response)
    assert "Park" in text(response)
    assert desk.post(address(call), typed(response)).status_code == 302
    assert ResultsCorrection.objects.count() == 2
