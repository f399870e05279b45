"""A head decides by a link: personal, for one answer as it reads, for some days, without signing in."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from accounts.models import User
from cms.outbox.models import OutboxEntry
from cms.outbox.worker import drain
from consultations.postulates.approval_links import approval_url
from consultations.postulates.models import ApprovalStep, CaseEvent, Response
from consultations.postulates.timeline import Reader, timeline
from consultations.postulates.views.approval import BAD_TRIES
from tests.people import official

LINK = re.compile(r"https?://[^/\s]+(/(?:pl|en|uk)/postulates/approve/\S+)")


@pytest.fixture
def path(in_approval, cast) -> str:
    """The link of the mail to the head."""
    drain()
    body = next(
        message.body for message in mail.outbox if message.to == [cast.head.email] and "approve/" in message.body
    )
    found = LINK.search(body)
    assert found
    return found[1]


def status_of(postulate) -> str:
    return str(postulate.responses.get().status)


def made_for(user: User, postulate) -> str:
    found = LINK.search(approval_url(postulate.responses.get(), user.pk, "en"))
    assert found
    return found[1]


def test_opening_the_link_shows_the_answer_and_changes_nothing(client, path, in_approval) -> None:
    for method in (client.get, client.head):
        page = method(path)
    html = client.get(path).content.decode()
    assert page.status_code == 200
    assert in_approval.responses.get().body in html
    assert "Analiza możliwości" in html, "the promise is part of what is approved"
    assert status_of(in_approval) == "in_review"


def test_the_button_approves_as_that_person_and_says_by_which_way(client, path, in_approval, cast) -> None:
    page = client.post(path, {"decision": "approve"})
    assert page.status_code == 200
    step = ApprovalStep.objects.get()
    assert (step.by, step.way, step.decision) == (cast.head, "link", "approved")
    assert in_approval.events.last().details["way"] == "link"


def test_the_form_of_the_page_is_guarded_against_other_sites(path, in_approval) -> None:
    assert Client(enforce_csrf_checks=True).post(path, {"decision": "approve"}).status_code == 403
    assert status_of(in_approval) == "in_review"


def test_asking_for_changes_needs_words_and_reaches_the_unit(client, path, in_approval) -> None:
    assert client.post(path, {"decision": "changes", "reason": " "}).status_code == 422
    assert status_of(in_approval) == "in_review"
    client.post(path, {"decision": "changes", "reason": "Proszę dodać termin."})
    assert status_of(in_approval) == "changes_requested"
    assert ApprovalStep.objects.get().note == "Proszę dodać termin."


def test_a_nameless_button_decides_nothing(client, path, in_approval) -> None:
    assert client.post(path, {"decision": "publish"}).status_code == 422
    assert status_of(in_approval) == "in_review"


def test_the_link_works_once(client, path) -> None:
    client.post(path, {"decision": "approve"})
    assert client.post(path, {"decision": "approve"}).status_code == 410
    assert ApprovalStep.objects.count() == 1


def test_a_changed_answer_kills_the_link(client, path, in_approval) -> None:
    Response.objects.update(body="Zupełnie inna odpowiedź.")
    assert client.get(path).status_code == 409
    assert client.post(path, {"decision": "approve"}).status_code == 409


def test_a_changed_promise_kills_the_link(client, path, in_approval) -> None:
    in_approval.responses.get().commitments.update(text="Miasto zapłaci.")
    assert client.post(path, {"decision": "approve"}).status_code == 409


def test_the_same_words_proposed_anew_need_a_new_link(client, path, in_approval, cast, act) -> None:
    answer = in_approval.responses.get()
    act(in_approval, "request_changes", cast.head, reason="Jeszcze raz.")
    act(
        in_approval, "propose_response", cast.official, outcome=answer.outcome, response=answer.body,
        commitment="Analiza możliwości przywrócenia funduszu",
    )  # fmt: skip
    assert client.get(path).status_code == 409


def test_a_link_expires(client, path, settings) -> None:
    settings.APPROVAL_LINK_DAYS = -1
    assert client.get(path).status_code == 410


def test_a_tampered_link_is_refused(client, path, in_approval) -> None:
    token = path.rstrip("/")
    for broken in (f"{token[:-1]}{'A' if token[-1] != 'A' else 'B'}/", f"{token[:-9]}/"):
        assert client.post(broken, {"decision": "approve"}).status_code == 404
    assert status_of(in_approval) == "in_review"


def test_a_link_made_for_another_purpose_is_refused(client, in_approval, cast) -> None:
    from django.core import signing
    from django.urls import reverse

    token = signing.TimestampSigner(salt="notifications.confirm").sign_object({"r": 1, "p": cast.head.pk, "f": ""})
    assert client.get(reverse("postulates:approve_by_link", args=[token])).status_code == 404


def test_a_link_of_somebody_else_is_refused_to_whoever_is_signed_in(sign_in, path, in_approval, cast) -> None:
    page = sign_in(cast.official).post(path, {"decision": "approve"})
    assert page.status_code == 403
    assert status_of(in_approval) == "in_review"


def test_losing_the_post_kills_the_link(client, path, in_approval, cast) -> None:
    cast.head.posts.all().delete()
    assert client.get(path).status_code == 403
    assert client.post(path, {"decision": "approve"}).status_code == 403
    assert status_of(in_approval) == "in_review"


def test_losing_the_account_kills_the_link(client, path, cast) -> None:
    User.objects.filter(pk=cast.head.pk).update(is_active=False)
    assert client.get(path).status_code == 403


def test_a_link_made_for_the_writer_does_not_approve(client, in_approval, cast) -> None:
    assert client.post(made_for(cast.official, in_approval), {"decision": "approve"}).status_code == 403
    assert status_of(in_approval) == "in_review"


def test_only_people_who_may_decide_get_a_link(in_approval, cast, path) -> None:
    others = [message for message in mail.outbox if message.to != [cast.head.email]]
    assert not any("approve/" in message.body for message in others)


def test_the_link_stands_in_no_history_log_or_outbox(client, path, in_approval, cast, caplog) -> None:
    token = path.rstrip("/").rpartition("/")[2]
    Response.objects.update(body="Zupełnie inna odpowiedź.")
    client.get(path)
    client.post(f"{path.rstrip('/')}x/", {"decision": "approve"})
    written = [str(timeline(in_approval, reader)) for reader in Reader]
    written += [str(event.details) for event in CaseEvent.objects.all()]
    written += [str(row.payload) + row.key for row in OutboxEntry.objects.all()]
    written.append(caplog.text)
    assert "A link to approve an answer was refused." in caplog.text
    assert not any(token[:40] in text for text in written)


def test_the_page_is_kept_by_nobody_and_its_address_told_to_nobody(client, path) -> None:
    page = client.get(path)
    assert page["Referrer-Policy"] == "strict-origin"
    assert "no-store" in page["Cache-Control"]
    assert "noindex" in page["X-Robots-Tag"]


def test_after_many_broken_links_an_address_has_to_wait(client, path) -> None:
    cache.clear()
    for _try in range(BAD_TRIES):
        assert client.get(f"{path.rstrip('/')}x/").status_code == 404
    assert client.get(path).status_code == 429
    assert client.get(path, REMOTE_ADDR="192.0.2.7").status_code == 200


def test_people_behind_our_own_proxy_are_counted_each_for_themselves(client, path, settings) -> None:
    cache.clear()
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    for _try in range(BAD_TRIES):
        client.get(f"{path.rstrip('/')}x/", headers={"x-forwarded-for": "192.0.2.1"})
    assert client.get(path, headers={"x-forwarded-for": "192.0.2.1"}).status_code == 429
    assert client.get(path, headers={"x-forwarded-for": "192.0.2.7"}).status_code == 200


def test_a_deputy_gets_a_link_of_their_own_that_dies_with_the_absence(client, in_progress, cast, act) -> None:
    from city.models import Absence

    today = timezone.localdate()
    deputy = official("education", language="en")
    absence = Absence.objects.create(person=cast.head, deputy=deputy, starts_on=today, ends_on=today)
    proposed = act(in_progress, "propose_response", cast.official, outcome="planned", response="Zbadamy to.")
    drain()
    body = next(message.body for message in mail.outbox if message.to == [deputy.email])
    found = LINK.search(body)
    assert found
    assert found[1].startswith("/en/")
    Absence.objects.filter(pk=absence.pk).update(ends_on=today - timedelta(days=1), starts_on=today - timedelta(days=1))
    assert client.get(found[1]).status_code == 403
    assert status_of(proposed) == "in_review"


def test_a_correction_is_decided_by_link_too(client, answered, cast, act) -> None:
    act(answered, "propose_correction", cast.official, outcome="planned", response="Inaczej.", reason="Błąd w kwocie.")
    mail.outbox.clear()
    drain()
    body = next(message.body for message in mail.outbox if message.to == [cast.head.email])
    found = LINK.search(body)
    assert found
    html = client.get(found[1]).content.decode()
    assert "<ins>" in html
    assert "<del>" in html
    client.post(found[1], {"decision": "changes", "reason": "Nie."})
    assert answered.responses.last().status == "refused"
    assert ApprovalStep.objects.last().way == "link"
