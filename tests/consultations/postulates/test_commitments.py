"""Promises in public: what was promised, what was reported, and that no date ever disappears."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from cms.outbox.worker import drain
from consultations.postulates.forms.register import PromisesForm
from consultations.postulates.models import CaseEvent, Commitment, Redaction
from consultations.postulates.promises import chosen_promises
from consultations.postulates.services import (
    MoveRefused,
    finish_milestone,
    move_postulate,
    plan_milestone,
    update_commitment,
)
from notifications.models import Subscription
from tests.people import organisation, person

TODAY = timezone.localdate


@pytest.fixture
def promise(answered) -> Commitment:
    row = answered.responses.get().commitments.get()
    Commitment.objects.filter(pk=row.pk).update(due_on=TODAY() - timedelta(days=2))
    row.refresh_from_db()
    return row


def delay(promise, cast, **details):
    values = {"status": "delayed", "due_on": TODAY() + timedelta(days=30), "reason": "Brakuje opinii."}
    return update_commitment(commitment_id=promise.pk, actor=cast.official, **(values | details))


def url_of(name: str, pk: int) -> str:
    return reverse(f"postulates:{name}", kwargs={"pk": pk})


def form_of(**values) -> dict[str, object]:
    return {"submission_key": uuid4(), **values}


def test_old_date_stays_on_the_page_struck_through_with_its_reason(client, promise, cast) -> None:
    delay(promise, cast)
    for url in (promise.get_absolute_url(), reverse("postulates:commitments")):
        html = client.get(url).content.decode()
        assert f'<del><time datetime="{TODAY() - timedelta(days=2):%Y-%m-%d}">' in html
        assert "Brakuje opinii." in html


def test_every_earlier_date_stays_however_often_it_moves(client, promise, cast) -> None:
    delay(promise, cast)
    delay(promise, cast, due_on=TODAY() + timedelta(days=60), reason="Brakuje podpisu.")
    html = client.get(promise.get_absolute_url()).content.decode()
    assert f'datetime="{TODAY() - timedelta(days=2):%Y-%m-%d}"' in html
    assert f'datetime="{TODAY() + timedelta(days=30):%Y-%m-%d}"' in html


def test_overdue_promise_says_so_in_words(client, promise, cast) -> None:
    assert "Po terminie" in client.get(promise.get_absolute_url()).content.decode()
    delay(promise, cast)
    assert "Po terminie" not in client.get(promise.get_absolute_url()).content.decode()


@pytest.mark.parametrize(
    ("details", "field"),
    [
        ({"due_on": TODAY() - timedelta(days=3)}, "due_on"),
        ({"reason": ""}, "reason"),
        ({"progress": 101}, "progress"),
        ({"evidence_url": "javascript:alert(1)"}, "evidence_url"),
    ],
)
def test_impossible_report_is_refused_by_name(promise, cast, details, field) -> None:
    with pytest.raises(ValidationError) as refused:
        delay(promise, cast, **details)
    assert field in refused.value.message_dict
    assert not promise.updates.exists()


def test_report_without_a_date_keeps_the_date(promise, cast) -> None:
    kept = update_commitment(commitment_id=promise.pk, actor=cast.official, status="in_progress", progress=40)
    assert kept.due_on == promise.due_on
    report = promise.updates.get()
    assert report.old_due == report.new_due == promise.due_on


def test_kept_promise_is_complete(promise, cast) -> None:
    assert update_commitment(commitment_id=promise.pk, actor=cast.official, status="done").progress == 100


def test_report_sent_twice_counts_once(promise, cast) -> None:
    key = uuid4()
    delay(promise, cast, submission_key=key)
    delay(promise, cast, submission_key=key, due_on=TODAY() + timedelta(days=90))
    promise.refresh_from_db()
    assert promise.updates.count() == 1
    assert promise.due_on == TODAY() + timedelta(days=30)


def test_promise_of_an_unpublished_answer_is_nobodys_to_report(in_approval, cast) -> None:
    promise = in_approval.responses.get().commitments.get()
    with pytest.raises(Commitment.DoesNotExist):
        delay(promise, cast)


def test_promise_of_an_unpublished_answer_is_the_same_404_as_none(client, sign_in, in_approval, cast) -> None:
    promise = in_approval.responses.get().commitments.get()
    assert client.get(promise.get_absolute_url()).status_code == 404
    assert client.get(url_of("commitment", 987654)).status_code == 404
    assert sign_in(cast.official).get(url_of("report_progress", promise.pk)).status_code == 404


@pytest.mark.parametrize("name", ["report_progress", "add_milestone"])
def test_only_the_responsible_unit_and_the_dialogue_department_report(sign_in, promise, cast, name) -> None:
    for user, status in ((cast.official, 200), (cast.coordinator, 200), (cast.contributor, 403), (cast.author, 403)):
        assert sign_in(user).get(url_of(name, promise.pk)).status_code == status
    with pytest.raises(MoveRefused):
        update_commitment(commitment_id=promise.pk, actor=cast.author, status="done")


def test_readers_are_offered_no_way_to_report(client, promise) -> None:
    assert url_of("report_progress", promise.pk) not in client.get(promise.get_absolute_url()).content.decode()


def test_official_reports_with_evidence_and_everybody_reads_it(sign_in, promise, cast, client) -> None:
    data = form_of(
        status="in_progress",
        progress="60",
        due_on=promise.due_on.isoformat(),
        reason="Projekt gotowy.",
        evidence_url="https://example.org/projekt",
    )
    page = sign_in(cast.official).post(url_of("report_progress", promise.pk), data)
    assert page.url == promise.get_absolute_url()
    html = client.get(promise.get_absolute_url()).content.decode()
    assert 'href="https://example.org/projekt"' in html
    assert "Projekt gotowy." in html
    assert '<progress max="100" value="60"' in html


def test_refused_report_keeps_what_was_typed_and_says_how_to_mend_it(sign_in, promise, cast) -> None:
    data = form_of(status="delayed", due_on=promise.due_on.isoformat(), reason="Opóźnienie przez urlopy")
    html = sign_in(cast.official).post(url_of("report_progress", promise.pk), data).content.decode()
    assert 'href="#id_due_on"' in html
    assert "Opóźnienie przez urlopy" in html
    assert not promise.updates.exists()


def test_date_of_a_promise_cannot_be_taken_away_in_the_form(sign_in, promise, cast) -> None:
    data = form_of(status="in_progress", due_on="", reason="Nie wiadomo kiedy")
    page = sign_in(cast.official).post(url_of("report_progress", promise.pk), data)
    assert page.status_code == 200
    promise.refresh_from_db()
    assert promise.due_on is not None


def test_milestone_is_planned_and_done_in_public(sign_in, promise, cast) -> None:
    client = sign_in(cast.official)
    client.post(url_of("add_milestone", promise.pk), form_of(text="Opinia skarbnika", due_on=""))
    milestone = promise.milestones.get()
    tomorrow = TODAY() + timedelta(days=1)
    refused = client.post(url_of("milestone_done", milestone.pk), form_of(done_on=tomorrow.isoformat()))
    assert refused.status_code == 200
    client.post(url_of("milestone_done", milestone.pk), form_of(done_on=TODAY().isoformat()))
    milestone.refresh_from_db()
    assert milestone.done_on == TODAY()
    assert "Opinia skarbnika" in client.get(promise.get_absolute_url()).content.decode()


def test_milestone_belongs_to_the_responsible_unit(sign_in, promise, cast) -> None:
    milestone = plan_milestone(commitment_id=promise.pk, actor=cast.official, text="Opinia skarbnika")
    page = sign_in(cast.contributor).post(url_of("milestone_done", milestone.pk), form_of(done_on=TODAY().isoformat()))
    assert page.status_code == 403
    with pytest.raises(MoveRefused):
        finish_milestone(milestone_id=milestone.pk, actor=cast.contributor, done_on=TODAY())


def test_words_hidden_in_the_history_are_hidden_on_every_page_of_the_promise(client, promise, cast, act) -> None:
    delay(promise, cast, reason="Pan Kowalski jest chory.")
    event = CaseEvent.objects.get(move="commitment")
    postulate = event.postulate
    act(
        postulate,
        "redact_entry",
        cast.moderator,
        entry=event,
        redaction_reason=Redaction.Reason.PERSONAL_DATA,
    )
    for url in (
        promise.get_absolute_url(),
        reverse("postulates:commitments"),
        postulate.get_absolute_url(),
        reverse("postulates:commitments_feed"),
        reverse("postulates:case_json", args=(postulate.year, postulate.number)),
    ):
        assert "Kowalski" not in client.get(url).content.decode(), url


def test_author_co_signers_and_followers_are_told_in_their_language(draft, cast, act, client) -> None:
    """Row G6 of the feature table."""
    cosigner = person(language="en")
    act(draft, "invite", cast.author, organisation=organisation(owner=cosigner))
    act(draft, "co_sign", cosigner)
    act(draft, "submit", cast.author)
    act(draft, "claim", cast.moderator)
    case = act(draft, "register", cast.moderator, legal_kind="postulate")
    Subscription.objects.create(
        kind="postulate", object_id=case.pk, email="follower@example.org", language="uk", confirmed_at=timezone.now()
    )
    promise = _answer(case, cast, act)
    drain()
    mail.outbox.clear()
    delay(promise, cast, due_on=TODAY() + timedelta(days=30), reason="Brakuje opinii skarbnika.")
    drain()
    bodies = {message.to[0]: message.body for message in mail.outbox}
    assert bodies.keys() == {cast.author.email, cosigner.email, "follower@example.org"}
    for address, language in ((cast.author.email, "pl"), (cosigner.email, "en"), ("follower@example.org", "uk")):
        assert f"/{language}/postulates/" in bodies[address]
        assert "Brakuje opinii skarbnika." in bodies[address]


def test_followers_are_told_of_a_step_that_is_done_and_not_of_a_plan(promise, cast, answered) -> None:
    Subscription.objects.create(
        kind="postulate", object_id=answered.pk, email="follower@example.org", language="en",
        confirmed_at=timezone.now(),
    )  # fmt: skip
    drain()
    mail.outbox.clear()
    milestone = plan_milestone(commitment_id=promise.pk, actor=cast.official, text="Opinia skarbnika")
    drain()
    assert not mail.outbox
    finish_milestone(milestone_id=milestone.pk, actor=cast.official, done_on=TODAY())
    drain()
    assert "Opinia skarbnika" in next(m.body for m in mail.outbox if m.to == ["follower@example.org"])


def test_register_of_promises_narrows_and_sorts(promise, cast) -> None:
    def found(**query: str) -> list[Commitment]:
        return list(chosen_promises(PromisesForm(query).choice()))

    assert found(overdue="1") == found(unit="ngo-policy") == found(topic="own-contribution") == [promise]
    assert found(year=str(TODAY().year)) == found(status="announced") == [promise]
    assert found(unit="finance") == found(topic="premises") == found(status="done") == []
    delay(promise, cast)
    assert found(overdue="1") == []
    for sort in ("due", "newest", "reported", "unknown"):
        assert found(sort=sort) == [promise]


def test_query_count_of_the_register_of_promises_does_not_grow(client, answered, promise, cast) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    url = reverse("postulates:commitments")
    client.get(url)
    counts = []
    for _round in range(2):
        with CaptureQueriesContext(connection) as queries:
            client.get(url)
        counts.append(len(queries))
        for number in range(3):
            row = Commitment.objects.create(
                response=promise.response, responsible_unit=promise.responsible_unit, text=f"Obietnica {number}"
            )
            plan_milestone(commitment_id=row.pk, actor=cast.official, text="Krok")
            delay(row, cast)
    assert counts[0] == counts[1]


def _answer(case, cast, act) -> Commitment:
    from tests.people import unit

    act(case, "route", cast.coordinator, lead_unit=unit("ngo-policy"))
    act(case, "accept", cast.official)
    act(case, "propose_response", cast.official, outcome="planned", response="Przeanalizujemy.", commitment="Analiza")
    act(case, "approve", cast.head)
    version = type(case).objects.get(pk=case.pk).version
    move_postulate(postulate_id=case.pk, move="publish", actor=cast.coordinator, version=version)
    return Commitment.objects.get(response__postulate=case)
