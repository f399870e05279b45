"""Many answers at once: each case on its own, each reader one mail."""

from uuid import uuid4

import pytest
from django.core import mail
from django.urls import reverse

from cms.outbox.worker import drain
from consultations.postulates.models import Postulate, PublicationBatch
from consultations.postulates.notices import FOLLOWED_AS
from consultations.postulates.services import MoveRefused, publish_together, start_draft
from notifications.models import Subscription
from tests.people import organisation, person, unit

from .conftest import TEXT


@pytest.fixture
def approved(cast, act):
    """Make cases with an approved answer; each of another organisation unless told otherwise."""

    def make(number: int, *, author=None) -> list[Postulate]:
        made = []
        for row in range(number):
            writer = author or person(language="en")
            filer = organisation(owner=writer)
            case = start_draft(
                actor=writer, key=uuid4(), organisation=filer, text=TEXT | {"title": f"Sprawa {row}"}, topics=[]
            )
            act(case, "submit", writer)
            act(case, "claim", cast.moderator)
            act(case, "register", cast.moderator, legal_kind="postulate")
            act(case, "route", cast.coordinator, lead_unit=unit("ngo-policy"))
            act(case, "accept", cast.official)
            act(case, "propose_response", cast.official, outcome="planned", response=f"Odpowiedź {row}.")
            made.append(act(case, "approve", cast.head))
        return made

    return make


def seen(cases) -> list[tuple[int, int]]:
    return [(case.pk, case.version) for case in cases]


def test_each_recipient_gets_one_mail_about_all_their_cases_in_their_language(approved, cast, mailoutbox) -> None:
    writer = person(language="uk")
    cases = approved(3, author=writer)
    Subscription.objects.create(
        kind=FOLLOWED_AS, object_id=cases[0].pk, email="f@example.org", language="en",
        confirmed_at=cases[0].submitted_at,
    )  # fmt: skip
    drain()
    mail.outbox.clear()
    publish_together(actor=cast.coordinator, chosen=seen(cases), submission_key=uuid4())
    drain()
    to = [message.to[0] for message in mail.outbox]
    assert len(to) == len(set(to))
    bodies = {message.to[0]: message.body for message in mail.outbox}
    assert all(case.reference in bodies[writer.email] for case in cases)
    assert "/uk/" in bodies[writer.email]
    assert cases[0].reference in bodies["f@example.org"]
    assert cases[1].reference not in bodies["f@example.org"], "they follow only the first"
    assert "/en/" in bodies["f@example.org"]


def test_one_case_that_cannot_be_published_does_not_stop_the_others(approved, cast, act) -> None:
    good, stale, other = approved(3)
    chosen = seen([good, stale, other])
    act(stale, "extend", cast.coordinator, due_on=stale.due_on.replace(year=stale.due_on.year + 1), reason="Czekamy.")
    result = publish_together(actor=cast.coordinator, chosen=[*chosen, (999_999, 1)], submission_key=uuid4())
    assert {case.pk for case in result.done} == {good.pk, other.pk}
    assert {pk for pk, _why in result.failed} == {stale.pk, 999_999}
    stale.refresh_from_db()
    assert stale.status == "response_in_approval"


def test_a_repeated_key_publishes_and_tells_once(approved, cast, mailoutbox) -> None:
    cases, key = approved(2), uuid4()
    drain()
    mail.outbox.clear()
    for _again in range(2):
        result = publish_together(actor=cast.coordinator, chosen=seen(cases), submission_key=key)
    assert not result.failed
    assert PublicationBatch.objects.count() == 1
    drain()
    to = [message.to[0] for message in mail.outbox]
    assert len(to) == len(set(to)) == 4, "two authors, the official and the head"


def test_somebody_elses_key_is_refused(approved, cast) -> None:
    from accounts.roles import Role

    key = uuid4()
    publish_together(actor=cast.coordinator, chosen=[], submission_key=key)
    with pytest.raises(MoveRefused):
        publish_together(actor=person(Role.COORDINATOR), chosen=seen(approved(1)), submission_key=key)


@pytest.mark.parametrize("who", ["official", "head", "moderator", "author"])
def test_only_coordinators_publish_together(sign_in, approved, cast, who) -> None:
    cases, actor = approved(1), getattr(cast, who)
    with pytest.raises(MoveRefused):
        publish_together(actor=actor, chosen=seen(cases), submission_key=uuid4())
    assert sign_in(actor).get(reverse("postulates:batch"), {"case": cases[0].pk}).status_code == 403


def test_nobody_is_told_before_the_last_answer_is_out(approved, cast, mailoutbox) -> None:
    cases = approved(1)
    publish_together(actor=cast.coordinator, chosen=seen(cases), submission_key=uuid4())
    PublicationBatch.objects.update(finished_at=None)
    drain()
    assert not any(cases[0].reference in message.body and "Odpowiedź 0" in message.body for message in mail.outbox)
    assert not any(message.subject.startswith("The city answered") for message in mail.outbox)


def test_the_preview_shows_each_answer_and_how_many_will_be_told_and_publishes_nothing(sign_in, approved, cast) -> None:
    cases = approved(2)
    page = sign_in(cast.coordinator).get(reverse("postulates:batch"), {"case": [case.pk for case in cases]})
    html = page.content.decode()
    assert "Odpowiedź 0." in html
    assert "Odpowiedź 1." in html
    assert page.context["recipients"] == 4, "two authors, the official and the head"
    assert not PublicationBatch.objects.exists()


def test_the_preview_leaves_out_what_is_not_approved(sign_in, approved, in_approval, cast) -> None:
    cases = approved(1)
    chosen = [cases[0].pk, in_approval.pk]
    page = sign_in(cast.coordinator).get(reverse("postulates:batch"), {"case": chosen})
    assert page.context["rows"] == cases
    assert page.context["left_out"] == 1


def test_the_button_of_the_preview_publishes(sign_in, approved, cast) -> None:
    cases = approved(2)
    data = {"submission_key": uuid4(), "chosen": [f"{pk}:{version}" for pk, version in seen(cases)]}
    sign_in(cast.coordinator).post(reverse("postulates:batch"), data)
    assert set(Postulate.objects.values_list("status", flat=True)) == {"answered"}


@pytest.mark.parametrize("chosen", [[], ["x:y"], ["1"]])
def test_a_broken_choice_publishes_nothing(sign_in, approved, cast, chosen) -> None:
    approved(1)
    page = sign_in(cast.coordinator).post(reverse("postulates:batch"), {"submission_key": uuid4(), "chosen": chosen})
    assert page.status_code == 302
    assert not PublicationBatch.objects.exists()


def test_a_single_answer_is_told_as_before(in_approval, cast, act, mailoutbox) -> None:
    act(in_approval, "approve", cast.head)
    drain()
    mail.outbox.clear()
    act(in_approval, "publish", cast.coordinator)
    drain()
    told = [message for message in mail.outbox if message.to == [cast.author.email]]
    assert len(told) == 1
    assert "Miasto przeanalizuje" in told[0].body
