"""Cases that came by letter, e-mail, phone or at a meeting are written down by staff and then run like every other."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from city.deadlines import last_day
from consultations.postulates.models import Attachment, Postulate
from consultations.postulates.services import MoveRefused, save_text, write_down
from consultations.postulates.workflow import State

from .conftest import TEXT
from .test_files import PDF

LETTER = TEXT | {"sender_name": "Koło Gospodyń z Przykładowa", "sender_address": "ul. Zmyślona 1", "show_name": False}


def came(actor, *, days_ago: int = 3, **changes) -> Postulate:
    return write_down(
        actor=actor,
        key=changes.pop("key", None) or uuid4(),
        channel="letter",
        received_on=timezone.localdate() - timedelta(days=days_ago),
        organisation=None,
        text=LETTER | changes,
        topics=[],
    )


@pytest.mark.parametrize("role", ["author", "official", "head"])
def test_only_moderators_and_coordinators_write_letters_down(cast, role, sign_in) -> None:
    user = getattr(cast, role)
    with pytest.raises(MoveRefused):
        came(user)
    assert sign_in(user).get(reverse("postulates:letter")).status_code == 403


def test_a_letter_waits_for_moderation_like_every_case(cast, act) -> None:
    entered = act(came(cast.moderator), "enter", cast.moderator)
    assert entered.state is State.SUBMITTED
    assert entered.reference
    assert entered.events.get().details == {"channel": "letter"}


def test_the_time_to_answer_runs_from_the_day_the_letter_came(cast, act) -> None:
    entered = act(came(cast.moderator, days_ago=10), "enter", cast.moderator)
    act(entered, "claim", cast.other_moderator)
    registered = act(entered, "register", cast.other_moderator, legal_kind="wniosek")
    received = timezone.localdate() - timedelta(days=10)
    assert registered.due_on == last_day(received, length=1, measure="month")


def test_nobody_but_its_writer_sees_a_letter_that_is_not_entered_yet(cast, sign_in) -> None:
    draft = came(cast.moderator)
    assert sign_in(cast.moderator).get(draft.get_absolute_url()).status_code == 200
    for user in (cast.other_moderator, cast.coordinator, cast.author):
        assert sign_in(user).get(draft.get_absolute_url()).status_code == 404


def test_sender_and_address_are_not_public(cast, act) -> None:
    entered = act(came(cast.moderator), "enter", cast.moderator)
    act(entered, "claim", cast.moderator)
    act(entered, "register", cast.moderator, legal_kind="wniosek")
    page = Client().get(entered.get_absolute_url()).content.decode()
    assert LETTER["title"] in page
    assert LETTER["sender_name"] not in page
    assert LETTER["sender_address"] not in page


def typed(**changes) -> dict[str, object]:
    return LETTER | {
        "submission_key": uuid4(),
        "channel": "letter",
        "received_on": timezone.localdate().isoformat(),
        "language": "pl",
        "scans": SimpleUploadedFile("skan.pdf", PDF, "application/pdf"),
    } | changes  # fmt: skip


def test_form_keeps_the_scan_for_staff_and_leads_to_the_last_check(cast, sign_in) -> None:
    client = sign_in(cast.moderator)
    answer = client.post(reverse("postulates:letter"), typed())
    draft = Postulate.objects.get()
    assert answer.url == reverse("postulates:move", kwargs={"key": draft.key, "name": "enter"})
    scan = draft.attachments.get()
    assert (scan.purpose, scan.is_withheld) == (Attachment.Purpose.LETTER, True)


def test_a_repeated_post_makes_one_draft_with_one_scan(cast, sign_in) -> None:
    client, key = sign_in(cast.moderator), uuid4()
    for _again in range(2):
        client.post(reverse("postulates:letter"), typed(submission_key=key))
    assert Postulate.objects.get().attachments.count() == 1


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"received_on": (date.today() + timedelta(days=2)).isoformat()}, "received_on"),
        ({"sender_name": ""}, "sender_name"),
        ({"request": ""}, "request"),
        ({"channel": "web"}, "channel"),
    ],
)
def test_a_wrong_answer_is_told_and_the_rest_stays(cast, sign_in, changes, field) -> None:
    page = sign_in(cast.moderator).post(reverse("postulates:letter"), typed(**changes))
    assert field in page.context["form"].errors
    assert LETTER["sender_address"] in page.content.decode()
    assert not Postulate.objects.exists()


def test_the_writer_of_a_letter_may_moderate_it_and_is_not_its_author(cast, act) -> None:
    entered = act(came(cast.moderator), "enter", cast.moderator)
    assert act(entered, "claim", cast.moderator).claimed_by == cast.moderator
    with pytest.raises(MoveRefused):
        act(entered, "withdraw", cast.moderator)


def test_who_wrote_a_letter_down_corrects_it_as_the_city_and_not_as_its_author(cast, act) -> None:
    entered = act(came(cast.moderator), "enter", cast.moderator)
    save_text(postulate_id=entered.pk, actor=cast.moderator, version=entered.version, text={"title": "Bez literówki"})
    assert entered.events.last().acting_as == "moderator"


def test_a_letter_without_account_tells_no_author(cast, act) -> None:
    from consultations.postulates.notices import addressees

    entered = act(came(cast.moderator), "enter", cast.moderator)
    act(entered, "claim", cast.moderator)
    act(entered, "register", cast.moderator, legal_kind="wniosek")
    told = addressees(entered.events.last())
    assert told == [f"user:{cast.coordinator.pk}"]
