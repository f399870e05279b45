"""Calls in the administration: the list, the form before and after publication, the chooser."""

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override
from wagtail.users.models import UserProfile

from accounts.models import User
from accounts.roles import Role
from home.calls.models import Announcement, Call, CallDeadline, State
from home.calls.services import cancel_call, override_short_notice
from home.models import CallPage, SectionPage
from home.money import money_words
from tests.home.calls.conftest import MakeCall, MakePage
from tests.people import person, unit

pytestmark = pytest.mark.django_db

NAME = "wagtailsnippets_calls_call"
DAY = timedelta(days=1)
Desk = Callable[..., Client]


@pytest.fixture
def desk(city: None, sign_in: Any) -> Desk:
    """Sit down as somebody with a role, who reads English."""

    def sit(*roles: Role) -> Client:
        someone = person(*(roles or (Role.EDITOR,)), language="en")
        UserProfile.objects.create(user=someone, preferred_language="en")
        client: Client = sign_in(someone)
        client.person = someone  # type: ignore[attr-defined]
        return client

    return sit


def text_of(response: Any) -> str:
    return str(response.content.decode())


def form(*deadlines: tuple[str, str], announced: tuple[tuple[str, str], ...] = (), **fields: Any) -> dict[str, Any]:
    """Return what the form of a new call sends."""
    data: dict[str, Any] = {
        "reference": "NGO/2031/7", "name": "Nowy konkurs", "kind": "open_contest", "opens_at": "2031-03-01 08:00",
        "budget": "100000", "max_grant": "", "own_contribution_pct": "0", "eligible_kinds": ["foundation"],
        "unit": unit("ngo-policy").pk, "contact": "", "legal_basis": "", "external_url": "",
        "takes_questions_until": "",
    }  # fmt: skip
    for name, rows in (("deadlines", deadlines), ("announcements", announced)):
        data |= {f"{name}-TOTAL_FORMS": len(rows), f"{name}-INITIAL_FORMS": 0, f"{name}-MIN_NUM_FORMS": 0}
        for number, row in enumerate(rows):
            keys = ("kind", "at") if name == "deadlines" else ("place", "on")
            data |= {f"{name}-{number}-{key}": value for key, value in zip(keys, row, strict=True)}
            data |= {f"{name}-{number}-id": "", f"{name}-{number}-DELETE": ""}
    return data | fields


def edit_url(call: Call) -> str:
    return reverse(f"{NAME}:edit", args=[call.pk])


def test_list_shows_state_and_is_filtered_by_it(desk: Desk, make_call: MakeCall) -> None:
    make_call(name="Wcześniejszy", closes=timezone.now() - DAY)
    make_call(name="Otwarty teraz")
    page = text_of(desk().get(reverse(f"{NAME}:list"), {"state": State.CLOSED.value}))
    assert "Wcześniejszy" in page
    assert "Otwarty teraz" not in page


@pytest.mark.parametrize("which", ["kind", "unit"])
def test_list_is_filtered_by_kind_and_unit(desk: Desk, make_call: MakeCall, which: str) -> None:
    make_call(name="Ten pierwszy")
    make_call(name="Ten drugi", kind=Call.Kind.SMALL_GRANT, unit=unit("embassy"))
    wanted = {"kind": "small_grant", "unit": unit("embassy").pk}[which]
    page = text_of(desk().get(reverse(f"{NAME}:list"), {which: wanted}))
    assert "Ten drugi" in page
    assert "Ten pierwszy" not in page


def test_queries_of_the_list_do_not_grow(desk: Desk, make_call: MakeCall, django_assert_max_num_queries: Any) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client, address = desk(), reverse(f"{NAME}:list")
    make_call()
    client.get(address)
    with CaptureQueriesContext(connection) as one:
        client.get(address)
    for _number in range(6):
        make_call()
    with CaptureQueriesContext(connection) as seven:
        client.get(address)
    assert len(seven) == len(one)


def test_call_is_written_with_its_deadlines_and_announcements(desk: Desk) -> None:
    data = form(
        ("submission", "2031-04-01 15:30"),
        ("confirmation", "2031-04-08 15:30"),
        announced=(("bip", "2031-03-01"), ("website", "2031-03-01"), ("board", "2031-03-02")),
    )
    response = desk().post(reverse(f"{NAME}:add"), data)
    assert response.status_code == 302
    call = Call.objects.get()
    assert response.url == edit_url(call)
    assert [f"{timezone.localtime(row.at):%m-%d %H:%M}" for row in call.deadlines.all()] == [
        "04-01 15:30",
        "04-08 15:30",
    ]
    assert call.announcements.count() == 3
    assert call.eligible_kinds == ["foundation"]


@pytest.mark.parametrize(
    "deadlines",
    [
        (("submission", "2031-02-01 15:30"),),
        (("submission", "2031-04-01 15:30"), ("submission", "2031-04-01 15:30")),
    ],
    ids=["before the opening", "twice"],
)
def test_faulty_dates_are_refused_and_what_was_typed_stays(desk: Desk, deadlines: tuple[tuple[str, str], ...]) -> None:
    response = desk().post(reverse(f"{NAME}:add"), form(*deadlines, name="Moja nazwa"))
    assert response.status_code == 200
    assert "Moja nazwa" in text_of(response)
    assert not Call.objects.exists()


def test_announcement_given_twice_is_refused(desk: Desk) -> None:
    data = form(("submission", "2031-04-01 15:30"), announced=(("bip", "2031-03-01"), ("bip", "2031-03-01")))
    assert desk().post(reverse(f"{NAME}:add"), data).status_code == 200
    assert not Call.objects.exists()


def test_form_says_which_last_day_is_the_earliest_possible(desk: Desk, make_call: MakeCall) -> None:
    call = make_call(opens_at=timezone.now(), closes=timezone.now() + 10 * DAY)
    assert "help-warning" in text_of(desk().get(edit_url(call)))


def test_what_readers_rely_on_is_no_field_of_a_public_call(desk: Desk, public_call: Callable[..., Call]) -> None:
    call = public_call(budget=1000)
    page = text_of(desk().get(edit_url(call)))
    for name in (
        "reference",
        "kind",
        "opens_at",
        "budget",
        "max_grant",
        "own_contribution_pct",
        "deadlines-TOTAL_FORMS",
    ):
        assert f'name="{name}"' not in page
    for name in ("name", "unit", "external_url"):
        assert f'name="{name}"' in page


def test_public_call_takes_only_what_may_still_change(desk: Desk, public_call: Callable[..., Call]) -> None:
    call = public_call(budget=1000)
    before = CallDeadline.objects.get()
    data = {
        "name": "Inna nazwa",
        "unit": call.unit_id,
        "budget": "5",
        "reference": "X/1",
        "opens_at": "2020-01-01 08:00",
    }
    response = desk().post(edit_url(call), data)
    assert response.status_code == 302
    after = Call.objects.get()
    assert (after.name, after.budget, after.reference, after.opens_at) == (
        "Inna nazwa", call.budget, call.reference, call.opens_at,
    )  # fmt: skip
    assert after.sequence == call.sequence + 1
    assert CallDeadline.objects.get().at == before.at


def test_form_opened_before_publication_saves_nothing_after_it(desk: Desk, public_call: Callable[..., Call]) -> None:
    call = public_call()
    before = CallDeadline.objects.get().at
    data = form(("submission", "2031-04-01 15:30"), reference=call.reference, name="Za późno")
    assert desk().post(edit_url(call), data).status_code == 200
    assert Call.objects.get().name == call.name
    assert CallDeadline.objects.get().at == before


def test_end_of_questions_never_comes_earlier_for_readers(desk: Desk, public_call: Callable[..., Call]) -> None:
    until = timezone.now() + 5 * DAY
    call = public_call(takes_questions_until=until)
    client = desk()
    data = {"name": call.name, "unit": call.unit_id}
    for days, status in ((4, 200), (6, 302)):
        moment = timezone.localtime(timezone.now() + days * DAY)
        response = client.post(edit_url(call), data | {"takes_questions_until": f"{moment:%Y-%m-%d %H:%M}"})
        assert response.status_code == status


def test_changed_dates_withdraw_a_decision_on_them(desk: Desk, make_call: MakeCall) -> None:
    call = make_call(announced=False)
    override_short_notice(call_id=call.pk, reason="Powódź.", actor=person(Role.COORDINATOR))
    deadline = CallDeadline.objects.get()
    data = form(("submission", "2031-04-05 15:30"), reference=call.reference) | {
        "deadlines-INITIAL_FORMS": 1,
        "deadlines-0-id": deadline.pk,
    }
    assert desk().post(edit_url(call), data).status_code == 302
    assert Call.objects.get().short_notice_reason == ""


def test_public_call_is_not_deleted(desk: Desk, public_call: Callable[..., Call]) -> None:
    call = public_call()
    client = desk(Role.ADMINISTRATOR)
    response = client.post(reverse(f"{NAME}:delete", args=[call.pk]))
    assert response.status_code == 409
    bulk = reverse("wagtail_bulk_action", args=["calls", "call", "delete"])
    assert client.post(f"{bulk}?id={call.pk}").status_code == 409
    assert Call.objects.filter(pk=call.pk).exists()


def test_call_nobody_has_seen_may_be_deleted(desk: Desk, make_call: MakeCall) -> None:
    call = make_call()
    assert desk().post(reverse(f"{NAME}:delete", args=[call.pk])).status_code == 302
    assert not Call.objects.exists()


@pytest.mark.parametrize("role", [Role.AUTHOR, Role.MODERATOR, Role.OFFICIAL])
def test_others_do_not_see_the_calls(desk: Desk, make_call: MakeCall, role: Role) -> None:
    call = make_call()
    client = desk(role)
    for address in (reverse(f"{NAME}:list"), edit_url(call), reverse(f"{NAME}:history", args=[call.pk])):
        assert client.get(address).status_code in {302, 403}


def test_page_chooses_its_call_by_reference_and_sees_which_has_a_page(
    desk: Desk, make_call: MakeCall, make_page: MakePage
) -> None:
    with_page, without = make_call(name="Z tekstem"), make_call(name="Bez tekstu")
    make_page(with_page, title="Strona z tekstem", live=False)
    chooser = reverse("wagtailsnippetchoosers_calls_call:choose_results")
    client = desk()
    page = text_of(client.get(chooser))
    assert "Strona z tekstem" in page
    found = text_of(client.get(chooser, {"q": without.reference}))
    assert "Bez tekstu" in found
    assert "Z tekstem" not in found


def test_page_of_a_call_is_begun_from_the_call_once(desk: Desk, make_call: MakeCall, call_section: SectionPage) -> None:
    call = make_call()
    client = desk()
    address = reverse("calls_desk:page", args=[call.pk])
    assert client.get(address).status_code == 200
    for _time in range(2):
        response = client.post(address, {"section": call_section.pk, "title": "Dobre sąsiedztwo"})
        page = CallPage.objects.get()
        assert response.url == reverse("wagtailadmin_pages:edit", args=[page.pk])
    assert (page.call, page.live, page.title) == (call, False, "Dobre sąsiedztwo")
    assert client.get(response.url).status_code == 200


def test_history_tells_everything_in_one_list(desk: Desk, public_call: Callable[..., Call], clerk: User) -> None:
    from home.calls.services import extend_deadline

    call = public_call()
    deadline = CallDeadline.objects.get()
    extend_deadline(
        deadline_id=deadline.pk, new=deadline.at + 7 * DAY, reason={"pl": "Prosili o to."}, decision_number="OR.1",
        actor=clerk,
    )  # fmt: skip
    cancel_call(call_id=call.pk, reason={"pl": "Brak pieniędzy."}, actor=clerk)
    page = text_of(desk().get(reverse(f"{NAME}:history", args=[call.pk])))
    with override("en"):
        board = str(Announcement.Place.BOARD.label)
    for words in ("Prosili o to.", "OR.1", "Brak pieniędzy.", str(clerk), board):
        assert words in page
    assert desk().get(reverse(f"{NAME}:history", args=[99999]), follow=True).status_code == 404


def test_history_and_standing_speak_in_words_and_not_in_codes(
    desk: Desk, make_call: MakeCall, make_page: MakePage
) -> None:
    call = make_call(eligible_kinds=["foundation"], budget=400000, own_contribution_pct=10)
    call.kind, call.eligible_kinds, call.budget = Call.Kind.OTHER, ["association", "sports_club"], 450000
    call.save()
    make_page(call)
    client = desk()
    told = text_of(client.get(reverse(f"{NAME}:history", args=[call.pk])))
    for code in ("open_contest", "[&#x27;", "sports_club", "400000"):
        assert code not in told
    with override("en"):
        assert str(Call.Kind.OPEN_CONTEST.label) in told
        assert money_words(Decimal(450000)) in text_of(client.get(edit_url(call)))
