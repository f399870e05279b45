"""Readers may say that a public text should not stand; moderators deal with it."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from accounts.roles import Role
from cms.outbox.worker import drain
from consultations.postulates.forms import reports as forms
from consultations.postulates.models import Postulate, Report
from consultations.postulates.services import MoveRefused, erase_old_reports, handle_report, report_case
from tests.people import official, person


@pytest.fixture(autouse=True)
def _people_read_slowly(monkeypatch) -> None:
    """Let a test send a form at once; the trap has a test of its own."""
    monkeypatch.setattr(forms, "FASTEST", timedelta(0))


def url_of(postulate, name: str = "report") -> str:
    return reverse(f"postulates:{name}", kwargs={"year": postulate.year, "number": postulate.number})


def form_for(client, postulate, **typed) -> dict[str, str]:
    """Return the form as a browser would send it."""
    html = client.get(url_of(postulate)).content.decode()
    hidden = dict(re.findall(r'type="hidden" name="(submission_key|opened)" value="([^"]+)"', html))
    return {"reason": "spam", "text": "Reklama sklepu.", "website": "", **hidden, **typed}


@pytest.fixture
def reporter(city):
    return person(language="en")


@pytest.fixture
def report(registered, reporter) -> Report:
    return report_case(
        postulate_id=registered.pk, submission_key=uuid4(), reason="personal_data", text="Numer telefonu.",
        reporter=reporter,
    )  # fmt: skip


def test_stranger_reports_a_public_case_and_moderators_are_told(client, registered, cast) -> None:
    drain()
    mail.outbox.clear()
    answer = client.post(url_of(registered), form_for(client, registered))
    assert answer.url == url_of(registered, "reported")
    assert client.get(answer.url).status_code == 200
    row = Report.objects.get()
    assert (row.postulate, row.reason, row.reporter) == (registered, "spam", None)
    drain()
    assert {message.to[0] for message in mail.outbox} == {cast.moderator.email, cast.other_moderator.email}
    assert "Reklama sklepu." not in mail.outbox[0].body, "what readers write stays on the site"


def test_same_form_sent_twice_makes_one_report(client, registered) -> None:
    form = form_for(client, registered)
    answers = [client.post(url_of(registered), form) for _time in range(3)]
    assert len({answer.url for answer in answers}) == 1
    assert Report.objects.count() == 1
    assert registered.events.filter(move="reported").count() == 1


@pytest.mark.parametrize("name", ["report", "reported"])
def test_case_that_is_not_public_cannot_be_reported(client, in_moderation, name) -> None:
    assert client.get(url_of(in_moderation, name)).status_code == 404
    with pytest.raises(Postulate.DoesNotExist):
        report_case(postulate_id=in_moderation.pk, submission_key=uuid4(), reason="spam")


def test_link_stands_on_public_cases_only(client, sign_in, in_moderation, cast, act) -> None:
    assert url_of(in_moderation) not in sign_in(cast.moderator).get(in_moderation.get_absolute_url()).content.decode()
    case = act(in_moderation, "register", cast.moderator, legal_kind="postulate")
    client.logout()
    assert url_of(case) in client.get(case.get_absolute_url()).content.decode()


def test_report_without_a_reason_is_sent_back_with_what_was_typed(client, registered) -> None:
    page = client.post(url_of(registered), form_for(client, registered, reason=""))
    html = page.content.decode()
    assert "Reklama sklepu." in html
    assert 'href="#id_reason' in html
    assert not Report.objects.exists()


@pytest.mark.parametrize("trick", [{"website": "https://example.org"}, {"opened": "forged"}, {"opened": ""}])
def test_machine_gets_thanks_and_leaves_nothing(client, registered, trick) -> None:
    answer = client.post(url_of(registered), form_for(client, registered, **trick))
    assert answer.url == url_of(registered, "reported")
    assert not Report.objects.exists()


def test_form_sent_faster_than_anybody_reads_leaves_nothing(client, registered, monkeypatch) -> None:
    monkeypatch.setattr(forms, "FASTEST", timedelta(seconds=3))
    client.post(url_of(registered), form_for(client, registered))
    assert not Report.objects.exists()


def test_sixth_report_within_an_hour_is_refused_and_keeps_what_was_typed(client, registered) -> None:
    for _time in range(5):
        client.post(url_of(registered), form_for(client, registered))
    page = client.post(url_of(registered), form_for(client, registered), REMOTE_ADDR="127.0.0.1")
    assert page.status_code == 429
    assert "Reklama sklepu." in page.content.decode()
    assert Report.objects.count() == 5
    other = client.post(url_of(registered), form_for(client, registered), REMOTE_ADDR="192.0.2.7")
    assert other.status_code == 302


def test_report_does_not_make_the_forms_of_staff_stale(registered, cast, act, report) -> None:
    version = registered.version
    registered.refresh_from_db()
    assert registered.version == version


def test_reports_are_read_by_moderation_only(client, sign_in, registered, cast, report) -> None:
    url = reverse("postulates:handle_report", kwargs={"pk": report.pk})
    assert client.get(url).status_code == 302
    for user in (cast.author, report.reporter, cast.official, official("finance"), person(Role.ADMINISTRATOR)):
        reader = sign_in(user)
        assert reader.get(url).status_code == 404, "that there is a report is not theirs to know"
        assert url not in reader.get(registered.get_absolute_url()).content.decode()
        client.logout()
    for user in (cast.moderator, person(Role.AUDITOR)):
        reader = sign_in(user)
        assert "Numer telefonu." in reader.get(url).content.decode()
        assert url in reader.get(registered.get_absolute_url()).content.decode()
        client.logout()


def test_moderator_closes_a_report_and_its_reporter_is_told(sign_in, registered, cast, report) -> None:
    drain()
    mail.outbox.clear()
    url = reverse("postulates:handle_report", kwargs={"pk": report.pk})
    client = sign_in(cast.moderator)
    assert client.post(url, {"resolution": ""}).status_code == 200
    answer = client.post(url, {"resolution": "Numer jest ukryty."})
    assert answer.url == registered.get_absolute_url()
    report.refresh_from_db()
    assert (report.handled_by, report.resolution) == (cast.moderator, "Numer jest ukryty.")
    drain()
    told = {message.to[0]: message.body for message in mail.outbox}
    assert set(told) == {report.reporter.email}
    assert "Numer jest ukryty." in told[report.reporter.email]
    assert str(cast.moderator) not in told[report.reporter.email]


def test_report_is_handled_once(registered, cast, report) -> None:
    handle_report(report_id=report.pk, actor=cast.moderator, resolution="Ukryto.")
    with pytest.raises(ValidationError):
        handle_report(report_id=report.pk, actor=cast.other_moderator, resolution="Nic.")
    assert registered.events.filter(move="report_handled").count() == 1


def test_only_a_moderator_without_a_stake_handles_a_report(registered, cast, report) -> None:
    from consultations.organisations.models import Membership

    Membership.objects.create(organisation=cast.filer, person=cast.other_moderator, role=Membership.Role.OWNER)
    for actor in (cast.other_moderator, cast.author, cast.coordinator, person(Role.AUDITOR)):
        with pytest.raises(MoveRefused):
            handle_report(report_id=report.pk, actor=actor, resolution="Nic.")


def test_event_of_a_report_does_not_name_its_reporter(registered, report) -> None:
    event = registered.events.get(move="reported")
    assert (event.actor, event.is_public) == (None, False)
    assert "Numer telefonu." not in repr(event.details)


def test_reports_are_erased_a_year_after_they_were_handled(registered, cast, report) -> None:
    handle_report(report_id=report.pk, actor=cast.moderator, resolution="Ukryto.")
    Report.objects.update(handled_at=timezone.now() - timedelta(days=364))
    assert erase_old_reports() == 0
    Report.objects.update(handled_at=timezone.now() - timedelta(days=366))
    open_one = report_case(postulate_id=registered.pk, submission_key=uuid4(), reason="spam")
    assert erase_old_reports() == 1
    assert list(Report.objects.all()) == [open_one]
