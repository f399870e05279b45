"""The pages on which an organisation prepares an offer: nothing typed is lost, and every dead end shows a way out."""

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from consultations.organisations.models import Membership
from home.calls.models import Call, CallDeadline
from home.calls.preparing.models import CallPreparation, Outline, OwnItem
from home.calls.preparing.services import note_presence, save_preparation
from home.calls.services import cancel_call, extend_deadline
from home.models import CallPage
from tests.people import organisation, person

from .conftest import Cast

pytestmark = pytest.mark.django_db


def form_data(preparation: CallPreparation, **fields: object) -> dict[str, object]:
    written: dict[str, object] = {
        "title": preparation.title,
        "notes": preparation.notes,
        "version": preparation.version,
        "own-TOTAL_FORMS": "2",
        "own-INITIAL_FORMS": "0",
        "own-0-text": "",
        "own-1-text": "",
    }
    return written | fields


def test_call_leads_to_an_offer_in_preparation(sign_in, call: Call, cast: Cast) -> None:
    client = sign_in(cast.editor)
    address = reverse("call_prepare", args=[call.pk])
    page = client.get(address)
    assert cast.organisation.legal_name in page.content.decode()

    answer = client.post(
        address,
        {"organisation": cast.organisation.pk, "title": "Kino letnie", "submission_key": str(uuid4())},
    )

    begun = CallPreparation.objects.get()
    assert answer["Location"] == begun.get_absolute_url()
    assert begun.title in client.get(address).content.decode(), "whoever comes again finds what was begun"


def test_person_without_an_organisation_is_told_what_to_do(sign_in, call: Call) -> None:
    html = sign_in(person()).get(reverse("call_prepare", args=[call.pk])).content.decode()

    assert 'name="title"' not in html
    assert reverse("organisations:mine") in html.split('class="empty"')[1]


def test_viewer_is_told_what_to_do(sign_in, call: Call, cast: Cast) -> None:
    html = sign_in(cast.viewer).get(reverse("call_prepare", args=[call.pk])).content.decode()

    assert 'class="empty"' in html
    assert 'name="title"' not in html


def test_call_that_is_not_public_cannot_be_prepared_for(sign_in, make_call: Callable[..., Call], cast: Cast) -> None:
    hidden = make_call()

    assert sign_in(cast.owner).get(reverse("call_prepare", args=[hidden.pk])).status_code == 404


def test_closed_call_says_so_and_keeps_what_was_prepared(
    sign_in, preparation: CallPreparation, cast: Cast, call: Call
) -> None:
    CallDeadline.objects.filter(call=call).update(at=timezone.now() - timedelta(hours=1))
    client = sign_in(cast.owner)

    html = client.get(reverse("call_prepare", args=[call.pk])).content.decode()
    assert "takes no offers any more" in html
    assert preparation.title in html
    answer = client.post(
        reverse("call_prepare", args=[call.pk]),
        {"organisation": cast.organisation.pk, "title": "Za późno", "submission_key": str(uuid4())},
    )
    assert answer.status_code == 200
    assert CallPreparation.objects.count() == 1


def test_form_keeps_everything(sign_in, preparation: CallPreparation, cast: Cast) -> None:
    data = form_data(
        preparation,
        title="Kino letnie",
        notes="Ekran",
        responsible=Membership.objects.get(person=cast.viewer).pk,
        asked_amount="12 500,50 zł",
        ticked=["budget"],
        **{"own-0-text": "Prąd", "own-0-is_done": "on", "own-1-text": "Plakaty"},
    )

    answer = sign_in(cast.editor).post(preparation.get_absolute_url(), data)

    assert answer.status_code == 302, answer.context["form"].errors
    assert CallPreparation.objects.get().outline == Outline(
        title="Kino letnie",
        notes="Ekran",
        responsible_id=Membership.objects.get(person=cast.viewer).pk,
        asked_amount=Decimal("12500.50"),
        ticked=frozenset({"budget"}),
        own_items=(OwnItem("Prąd", is_done=True), OwnItem("Plakaty")),
    )


def test_emptied_item_goes_and_empty_lines_come(sign_in, preparation: CallPreparation, cast: Cast) -> None:
    outline = Outline(title="Kino", own_items=(OwnItem("Prąd"), OwnItem("Plakaty", is_done=True)))
    saved = save_preparation(preparation_id=preparation.pk, actor=cast.owner, version=1, outline=outline)
    client = sign_in(cast.owner)
    assert client.get(preparation.get_absolute_url()).content.decode().count('-text"') >= 4

    data = form_data(saved, **{"own-INITIAL_FORMS": "2", "own-1-text": "Plakaty", "own-1-is_done": "on"})
    client.post(preparation.get_absolute_url(), data)

    assert CallPreparation.objects.get().outline.own_items == (OwnItem("Plakaty", is_done=True),)


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"asked_amount": "dużo"}, "12 500"),
        ({"asked_amount": "60000"}, "50,000"),
        ({"asked_amount": "-5"}, "not below zero"),
        ({"is_submitted": "on", "submitted_on": "wczoraj"}, "2026-12-31"),
        ({"submitted_on": "2026-01-02"}, "empty the day"),
        ({"title": ""}, "required"),
        ({"responsible": "999999"}, "no longer belongs"),
    ],
)
def test_mistake_says_how_to_mend_it_and_keeps_what_was_typed(
    sign_in, preparation: CallPreparation, cast: Cast, fields: dict[str, str], said: str
) -> None:
    data = form_data(preparation, notes="Długa notatka", **{"own-0-text": "Prąd"} | fields)

    html = sign_in(cast.owner).post(preparation.get_absolute_url(), data).content.decode()

    assert 'class="error-summary"' in html
    assert said in html
    assert "Długa notatka" in html
    assert 'value="Prąd"' in html
    assert CallPreparation.objects.get().notes == ""


def test_submitted_without_a_day_means_today(sign_in, preparation: CallPreparation, cast: Cast) -> None:
    sign_in(cast.owner).post(preparation.get_absolute_url(), form_data(preparation, is_submitted="on"))

    assert CallPreparation.objects.get().submitted_on == timezone.localdate()


def test_two_members_at_once_lose_nothing(sign_in, preparation: CallPreparation, cast: Cast) -> None:
    opened = form_data(preparation, notes="Mine", **{"own-0-text": "My item"})
    theirs = Outline(title="Theirs", notes="Of a colleague", own_items=(OwnItem("Their item"),))
    save_preparation(preparation_id=preparation.pk, actor=cast.editor, version=1, outline=theirs)

    answer = sign_in(cast.owner).post(preparation.get_absolute_url(), opened)

    assert answer.status_code == 409
    html = answer.content.decode()
    for text in ("Mine", "My item", "Of a colleague", "Their item", str(cast.editor)):
        assert text in html
    assert CallPreparation.objects.get().notes == "Of a colleague"


def test_repeated_press_of_save_is_no_conflict(sign_in, preparation: CallPreparation, cast: Cast) -> None:
    client, data = sign_in(cast.owner), form_data(preparation, notes="Once")

    assert [client.post(preparation.get_absolute_url(), data).status_code for _press in range(2)] == [302, 302]
    assert CallPreparation.objects.get().version == 2


def test_tick_of_a_deadline_that_was_extended_meanwhile_is_passed_over(
    sign_in, preparation: CallPreparation, cast: Cast, call: Call, clerk: User
) -> None:
    deadline = call.deadlines.get()
    data = form_data(preparation, notes="Kept", ticked=[f"submission-{int(deadline.at.timestamp())}", "budget"])
    _extend(deadline, clerk)

    assert sign_in(cast.owner).post(preparation.get_absolute_url(), data).status_code == 302
    assert CallPreparation.objects.get().ticked == ["budget"]


def _extend(deadline: CallDeadline, clerk: User, days: int = 14) -> None:
    extend_deadline(
        deadline_id=deadline.pk,
        new=deadline.at + timedelta(days=days),
        reason={"pl": "Prosiły o to organizacje."},
        decision_number="",
        actor=clerk,
    )


def test_extension_is_shown_with_old_and_new_moment(
    sign_in, preparation: CallPreparation, cast: Cast, call: Call, clerk: User
) -> None:
    deadline = call.deadlines.get()
    old = deadline.at
    _extend(deadline, clerk)

    html = sign_in(cast.viewer).get(preparation.get_absolute_url()).content.decode()

    assert "<del>" in html
    assert "Extended from" in html
    assert old.isoformat() != call.deadlines.get().at.isoformat()


def test_cancelled_call_is_said(sign_in, preparation: CallPreparation, cast: Cast, call: Call, clerk: User) -> None:
    cancel_call(call_id=call.pk, reason={"pl": "Brak środków."}, actor=clerk)

    assert "This call is cancelled" in sign_in(cast.owner).get(preparation.get_absolute_url()).content.decode()


def test_preparation_outlives_the_page_of_its_call(
    sign_in, preparation: CallPreparation, cast: Cast, call: Call
) -> None:
    CallPage.objects.get(call=call).unpublish()
    client = sign_in(cast.owner)

    for address in (preparation.get_absolute_url(), reverse("call_preparations")):
        html = client.get(address).content.decode()
        assert call.reference in html


def test_colleague_who_has_it_open_is_named(sign_in, preparation: CallPreparation, cast: Cast) -> None:
    note_presence(preparation_id=preparation.pk, actor=cast.editor)
    client = sign_in(cast.owner)

    assert str(cast.editor) in client.get(preparation.get_absolute_url()).content.decode()
    answer = client.post(reverse("call_preparation_present", args=[preparation.key]))
    assert str(cast.editor) in answer.json()["notices"][0]
    assert client.get(reverse("call_preparation_present", args=[preparation.key])).status_code == 405


def test_deleting_asks_first(sign_in, preparation: CallPreparation, cast: Cast) -> None:
    client, address = sign_in(cast.owner), reverse("call_preparation_delete", args=[preparation.key])

    assert client.get(address).status_code == 200
    assert CallPreparation.objects.exists(), "a look deletes nothing"
    assert client.post(address, {"version": "x"}).status_code == 302
    assert CallPreparation.objects.exists(), "what cannot be told apart from a stale page deletes nothing"
    client.post(address, {"version": preparation.version})
    assert not CallPreparation.objects.exists()


def test_list_asks_no_more_queries_for_more_preparations(
    sign_in, public_call: Callable[..., Call], begin: Callable[..., CallPreparation], cast: Cast, clerk: User
) -> None:
    client = sign_in(cast.owner)
    begin(public_call())
    few = _queries(client)
    for number in range(4):
        call = public_call()
        begin(call, title=f"Oferta {number}")
        _extend(call.deadlines.get(), clerk)

    assert _queries(client) == few


def _queries(client) -> int:
    addresses = (reverse("call_preparations"), Membership.objects.first().organisation.get_absolute_url())
    for address in addresses:
        client.get(address)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        for address in addresses:
            assert client.get(address).status_code == 200
    return len(asked)


def test_writer_for_two_organisations_chooses(sign_in, call: Call, cast: Cast) -> None:
    second = organisation("Fundacja Druga", owner=cast.owner)

    html = sign_in(cast.owner).get(reverse("call_prepare", args=[call.pk])).content.decode()

    assert second.legal_name in html
    assert "checked" not in html
