"""The page of each act in the administration."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.users.models import UserProfile

from accounts.models import User
from accounts.roles import Role
from home.calls.models import Announcement, Call, CallDeadline, CallResult, DeadlineExtension
from home.calls.services import extend_deadline
from notifications.models import Subscription
from tests.home.calls.conftest import MakeCall
from tests.people import person

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)
HEADER = "position;organisation;title;outcome;points;amount"


@pytest.fixture
def call(public_call: Callable[..., Call]) -> Call:
    return public_call()


@pytest.fixture
def closed(public_call: Callable[..., Call]) -> Call:
    return public_call(opens_at=timezone.now() - 60 * DAY, closes=timezone.now() - DAY)


@pytest.fixture
def desk(city: None, sign_in: Any) -> Client:
    someone = person(Role.EDITOR, language="en")
    UserProfile.objects.create(user=someone, preferred_language="en")
    client: Client = sign_in(someone)
    return client


def address(name: str, call: Call) -> str:
    return reverse(f"calls_desk:{name}", args=[call.pk])


def choice(deadline: CallDeadline) -> str:
    return f"{deadline.pk}@{deadline.at.isoformat()}"


def extension(deadline: CallDeadline, /, **changed: Any) -> dict[str, Any]:
    new = timezone.localtime(deadline.at + 7 * DAY)
    return {
        "deadline": choice(deadline), "new_on": f"{new:%Y-%m-%d}", "new_at": "15:30", "reason_pl": "Prosili o to.",
        "reason_uk": "Просили.", "reason_en": "", "decision_number": "OR.1",
    } | changed  # fmt: skip


def text_of(response: Any) -> str:
    return str(response.content.decode())


def test_extension_is_done_by_the_form(desk: Client, call: Call) -> None:
    deadline = CallDeadline.objects.get()
    response = desk.post(address("extend", call), extension(deadline))
    assert response.status_code == 302
    act = DeadlineExtension.objects.get()
    assert f"{timezone.localtime(act.new):%H:%M}" == "15:30"
    assert act.reason == {"pl": "Prosili o to.", "uk": "Просили."}


def test_form_shows_how_many_are_told_before_the_button_is_pressed(desk: Client, call: Call) -> None:
    for number, (kind, pk) in enumerate([("call", call.pk), ("calls", 0), ("unit", call.unit_id)]):
        Subscription.objects.create(
            kind=kind, object_id=pk, email=f"{number}@example.org", language="pl", confirmed_at=timezone.now()
        )
    Subscription.objects.create(
        kind="calls", object_id=0, email="0@example.org", language="pl", confirmed_at=timezone.now()
    )
    response = desk.get(address("extend", call))
    assert (response.context["told"].call, response.context["told"].together) == (1, 3)


def test_faults_are_said_and_what_was_typed_stays(desk: Client, call: Call) -> None:
    data = extension(CallDeadline.objects.get(), new_on="2020-01-01", decision_number="OR.77")
    response = desk.post(address("extend", call), data)
    assert response.status_code == 422
    assert response.context["form"].errors.keys() == {"new_on"}
    assert "OR.77" in text_of(response)
    assert "Prosili o to." in text_of(response)


def test_reason_in_polish_is_asked_for(desk: Client, call: Call) -> None:
    response = desk.post(address("extend", call), extension(CallDeadline.objects.get(), reason_pl=" "))
    assert response.context["form"].errors.keys() == {"reason_pl"}
    assert not DeadlineExtension.objects.exists()


@pytest.mark.parametrize("chosen", ["", "7", "x@y", "1@2026-01-01T00:00", "999999@2026-01-01T00:00:00+00:00"])
def test_deadline_of_something_else_is_not_extended(desk: Client, call: Call, chosen: str) -> None:
    response = desk.post(address("extend", call), extension(CallDeadline.objects.get(), deadline=chosen))
    assert response.context["form"].errors.keys() == {"deadline"}


def test_deadline_of_another_call_is_not_extended_here(
    desk: Client, call: Call, public_call: Callable[..., Call]
) -> None:
    other = CallDeadline.objects.get(call=public_call())
    response = desk.post(address("extend", call), extension(other))
    assert response.status_code == 422
    assert not DeadlineExtension.objects.exists()


def test_hour_that_the_clock_leaves_out_or_has_twice_is_refused(desk: Client, call: Call) -> None:
    for day in ("2031-03-30", "2031-10-26"):  # 02:30 is not there, and there twice
        data = extension(CallDeadline.objects.get(), new_on=day, new_at="02:30")
        assert desk.post(address("extend", call), data).context["form"].errors.keys() == {"new_at"}


def test_form_sent_twice_extends_once(desk: Client, call: Call) -> None:
    data = extension(CallDeadline.objects.get())
    for _time in range(2):
        assert desk.post(address("extend", call), data).status_code == 302
    assert DeadlineExtension.objects.count() == 1


def test_second_editor_learns_who_was_faster_and_keeps_the_text(desk: Client, call: Call) -> None:
    deadline = CallDeadline.objects.get()
    data = extension(deadline, reason_pl="Moje słowa.")
    faster = person(Role.EDITOR)
    extend_deadline(
        deadline_id=deadline.pk, new=deadline.at + DAY, reason={"pl": "Awaria."}, decision_number="", actor=faster
    )
    response = desk.post(address("extend", call), data)
    assert response.status_code == 409
    assert str(faster) in text_of(response)
    assert "Moje słowa." in text_of(response)
    assert DeadlineExtension.objects.count() == 1


def test_one_of_several_deadlines_is_chosen(desk: Client, call: Call) -> None:
    report = CallDeadline.objects.create(call=call, kind=CallDeadline.Kind.REPORT, at=timezone.now() + 90 * DAY)
    assert text_of(desk.get(address("extend", call))).count('type="radio"') == 2
    desk.post(address("extend", call), extension(report))
    assert DeadlineExtension.objects.get().deadline == report


@pytest.mark.parametrize("name", ["extend", "evaluate", "results", "cancel", "page"])
def test_acts_are_open_to_the_office_only(sign_in: Any, call: Call, name: str) -> None:
    for role in (Role.AUTHOR, Role.MODERATOR, Role.ORGANISATION_MEMBER):
        client = sign_in(person(role))
        assert client.get(address(name, call)).status_code in {302, 403}
        assert client.post(address(name, call), {}).status_code in {302, 403}


@pytest.mark.parametrize("name", ["evaluate", "results", "correct", "notice"])
def test_form_of_an_act_that_cannot_be_done_now_leads_back_and_says_why(desk: Client, call: Call, name: str) -> None:
    User.objects.update(is_superuser=True)
    response = desk.get(address(name, call), follow=True)
    assert response.redirect_chain == [(reverse(Call.snippet_viewset.get_url_name("edit"), args=[call.pk]), 302)]
    assert "The state of the call: open. The buttons below show what can be done." in text_of(response)


def test_shorter_notice_is_no_act_of_an_editor(desk: Client, sign_in: Any, make_call: MakeCall) -> None:
    call = make_call(announced=False)
    assert desk.post(address("notice", call), {"reason": "Powódź."}).status_code in {302, 403}
    assert Call.objects.get().short_notice_reason == ""
    client = sign_in(person(Role.COORDINATOR))
    shown = client.get(address("notice", call))
    assert shown.status_code == 200
    data = {"reason": "Powódź.", "seen": shown.context["form"]["seen"].value()}
    assert client.post(address("notice", call), data).status_code == 302
    assert Call.objects.get().short_notice_reason == "Powódź."


def test_shorter_notice_is_decided_on_the_dates_that_were_seen(sign_in: Any, make_call: MakeCall) -> None:
    call = make_call(announced=False)
    client = sign_in(person(Role.COORDINATOR))
    form = client.get(address("notice", call)).context["form"]
    CallDeadline.objects.update(at=timezone.now() + DAY)
    data = {"reason": "Powódź.", "seen": form["seen"].value()}
    response = client.post(address("notice", call), data)
    assert response.status_code == 409
    assert "Powódź." in text_of(response)
    assert Call.objects.get().short_notice_reason == ""
    data["seen"] = response.context["form"]["seen"].value()
    assert client.post(address("notice", call), data).status_code == 302
    assert Call.objects.get().short_notice_reason == "Powódź."


def test_who_decides_on_a_shorter_notice_reads_where_the_call_is_not_announced(
    sign_in: Any, make_call: MakeCall
) -> None:
    call = make_call(announced=False)
    Announcement.objects.create(call=call, place=Announcement.Place.BIP, on=timezone.localdate())
    response = sign_in(person(Role.COORDINATOR)).get(address("notice", call))
    assert response.context["missing"] == [Announcement.Place.WEBSITE.label, Announcement.Place.BOARD.label]
    assert all(str(place) in text_of(response) for place in response.context["missing"])


def test_call_is_cancelled_by_its_form(desk: Client, call: Call) -> None:
    assert desk.post(address("cancel", call), {"reason_pl": ""}).status_code == 422
    assert desk.post(address("cancel", call), {"reason_pl": "Brak pieniędzy."}).status_code == 302
    assert Call.objects.get().cancellation_reason == {"pl": "Brak pieniędzy."}
    assert desk.post(address("cancel", call), {"reason_pl": "Brak pieniędzy."}).status_code == 409


def test_evaluation_begins_by_its_button(desk: Client, closed: Call) -> None:
    assert desk.get(address("evaluate", closed)).status_code == 200
    assert desk.post(address("evaluate", closed)).status_code == 302
    assert Call.objects.get().evaluation_began_at is not None


def rows(*typed: tuple[str, ...], button: str = "publish") -> dict[str, Any]:
    data = {"row-TOTAL_FORMS": str(len(typed) + 2), "row-INITIAL_FORMS": "0", button: ""}
    names = HEADER.split(";")
    for number, row in enumerate(typed):
        data |= {f"row-{number}-{name}": value for name, value in zip(names, row, strict=True)}
    return data


def upload(text: str, encoding: str = "utf-8") -> SimpleUploadedFile:
    return SimpleUploadedFile("wyniki.csv", text.encode(encoding), content_type="text/csv")


def test_typed_results_become_public_and_empty_rows_are_none(desk: Client, closed: Call) -> None:
    data = rows(("1", "Fundacja A", "Ogród", "awarded", "90,5", "9000"), ("2", "Fundacja B", "Dach", "reserve", "", ""))
    response = desk.post(address("results", closed), data)
    assert response.status_code == 302
    assert list(CallResult.objects.values_list("position", "amount")) == [(1, 9000), (2, None)]
    assert Call.objects.get().resolved_at is not None


def test_faults_are_said_row_by_row_and_nothing_is_published(desk: Client, closed: Call) -> None:
    data = rows(
        ("1", "Fundacja A", "Ogród", "awarded", "", "9000"),
        ("1", "Fundacja B", "Dach", "awarded", "", "100"),
        ("3", "Fundacja C", "Park", "awarded", "", ""),
        ("4", "", "Plac", "reserve", "", "5"),
        ("x", "Fundacja D", "Skwer", "?", "", ""),
    )
    response = desk.post(address("results", closed), data)
    assert response.status_code == 422
    errors = [set(form.errors) for form in response.context["table"].forms[:5]]
    assert errors == [set(), {"position"}, {"amount"}, {"organisation", "amount"}, {"position", "outcome"}]
    assert "Fundacja D" in text_of(response)
    assert not CallResult.objects.exists()


def test_file_is_read_into_the_rows_and_published_by_a_second_press(desk: Client, closed: Call) -> None:
    text = f'{HEADER}\n1;Fundacja A;Ogród;awarded;90,5;"12 500,50 zł"\n\n2;Fundacja B;Dach;reserve;;\n'
    response = desk.post(address("results", closed), rows(button="look") | {"table": upload(text)})
    assert response.status_code == 200
    assert not CallResult.objects.exists()
    assert "Fundacja B" in text_of(response)
    table = response.context["table"]
    assert response.context["is_good"]
    desk.post(address("results", closed), dict(table.data) | {"publish": ""})
    assert [f"{row.amount}" for row in CallResult.objects.all()] == ["12500.50", "None"]


def test_file_may_speak_polish(desk: Client, closed: Call) -> None:
    from django.utils.translation import override

    with override("pl"):
        names = [CallResult._meta.get_field(name).verbose_name for name in HEADER.split(";")]
        outcome = CallResult.Outcome.AWARDED.label
        header = ",".join(str(name).upper() for name in names)
        text = f"{header}\n1,Fundacja A,Ogród,{outcome},,9000\n"
    response = desk.post(address("results", closed), {"look": "", "table": upload("\ufeff" + text)})
    assert response.context["is_good"]


@pytest.mark.parametrize(
    "content",
    ["", "nazwa;kwota\nA;1\n", HEADER, f"{HEADER}\n" + "1;A;B;reserve;;\n" * 501],
    ids=["empty", "other columns", "no rows", "too long"],
)
def test_file_that_cannot_be_read_says_why(desk: Client, closed: Call, content: str) -> None:
    response = desk.post(address("results", closed), {"look": "", "table": upload(content or "\n")})
    assert response.status_code == 422
    assert response.context["files"].errors.keys() == {"table"}


def test_file_in_another_encoding_says_how_to_save_it(desk: Client, closed: Call) -> None:
    table = upload(f"{HEADER}\n1;Łąka;B;reserve;;\n", "cp1250")
    response = desk.post(address("results", closed), {"look": "", "table": table})
    assert response.context["files"].errors.keys() == {"table"}


def test_more_rows_keep_what_was_typed(desk: Client, closed: Call) -> None:
    data = rows(("1", "Fundacja A", "Ogród", "awarded", "", ""), button="more")
    response = desk.post(address("results", closed), data)
    assert response.status_code == 200
    assert len(response.context["table"].forms) == 13
    assert "Fundacja A" in text_of(response)
    assert 'class="error-message"' not in text_of(response)


def test_results_come_too_early_while_offers_are_taken(desk: Client, call: Call) -> None:
    response = desk.post(address("results", call), rows(("1", "A", "B", "awarded", "", "9")))
    assert response.status_code == 409
    assert not CallResult.objects.exists()


def test_clock_of_the_city_is_meant_wherever_the_editor_sits(desk: Client, call: Call) -> None:
    UserProfile.objects.update(current_time_zone="America/New_York")
    deadline = CallDeadline.objects.get()
    new = datetime(2031, 7, 1)
    desk.post(address("extend", call), extension(deadline, new_on=f"{new:%Y-%m-%d}"))
    deadline.refresh_from_db()
    assert deadline.at.isoformat() == "2031-07-01T13:30:00+00:00"
