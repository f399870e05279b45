"""All cases of a colleague go to another: by those who may arrange it, to those who can take them."""

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.urls import reverse

from accounts.roles import Role
from city.models import Post
from cms.outbox.worker import drain
from consultations.postulates.services import MoveRefused, hand_over
from consultations.postulates.timeline import Reader, timeline
from tests.people import official, person


@pytest.fixture
def colleague(cast):
    return official("ngo-policy")


def test_a_head_hands_over_the_cases_of_a_colleague(in_progress, cast, colleague) -> None:
    result = hand_over(actor=cast.head, giver_id=cast.official.pk, receiver_id=colleague.pk)
    assert result.cases == [in_progress]
    assert in_progress.assignments.get(is_lead=True, is_current=True).officer == colleague
    event = in_progress.events.last()
    assert (event.move, event.is_public) == ("handed_over", False)
    assert str(colleague) in str(timeline(in_progress, Reader.STAFF))
    assert str(colleague) not in str(timeline(in_progress, Reader.PARTY))


def test_a_coordinator_hands_over_the_cases_of_any_unit(in_progress, cast, colleague) -> None:
    assert hand_over(actor=cast.coordinator, giver_id=cast.official.pk, receiver_id=colleague.pk).cases == [in_progress]


def test_a_coordinator_hands_over_claims(in_moderation, cast) -> None:
    result = hand_over(actor=cast.coordinator, giver_id=cast.moderator.pk, receiver_id=cast.other_moderator.pk)
    assert result.cases == [in_moderation]


def test_who_moderates_a_case_is_hidden_from_a_moderator_with_a_stake_in_it(sign_in, in_moderation, cast) -> None:
    from consultations.organisations.models import Membership

    Membership.objects.create(organisation=cast.filer, person=cast.other_moderator, role=Membership.Role.EDITOR)
    url = reverse("postulates:hand_over")
    assert str(cast.moderator) not in sign_in(cast.other_moderator).get(url).content.decode()
    third = person(Role.MODERATOR)
    assert not hand_over(actor=cast.other_moderator, giver_id=cast.moderator.pk, receiver_id=third.pk).cases


def test_a_moderator_hands_over_what_a_colleague_moderates(in_moderation, cast) -> None:
    hand_over(actor=cast.other_moderator, giver_id=cast.moderator.pk, receiver_id=cast.other_moderator.pk)
    in_moderation.refresh_from_db()
    assert in_moderation.claimed_by == cast.other_moderator


def test_a_claim_stays_where_the_receiver_has_a_stake(in_moderation, cast) -> None:
    from consultations.organisations.models import Membership

    Membership.objects.create(organisation=cast.filer, person=cast.other_moderator, role=Membership.Role.EDITOR)
    result = hand_over(actor=cast.moderator, giver_id=cast.moderator.pk, receiver_id=cast.other_moderator.pk)
    assert result.kept == [in_moderation]
    in_moderation.refresh_from_db()
    assert in_moderation.claimed_by == cast.moderator


def test_the_receiver_gets_one_mail_and_doing_it_twice_changes_nothing(in_progress, cast, colleague) -> None:
    drain()
    mail.outbox.clear()
    for _again in range(2):
        hand_over(actor=cast.head, giver_id=cast.official.pk, receiver_id=colleague.pk)
    drain()
    told = [message for message in mail.outbox if message.to == [colleague.email]]
    assert len(told) == 1
    assert in_progress.reference in told[0].body
    assert in_progress.events.filter(move="handed_over").count() == 1


def test_somebody_of_another_unit_cannot_take_over(in_progress, cast) -> None:
    for receiver in (cast.contributor, cast.author):
        with pytest.raises(ValidationError) as error:
            hand_over(actor=cast.head, giver_id=cast.official.pk, receiver_id=receiver.pk)
        assert list(error.value.message_dict) == ["receiver"]


@pytest.mark.parametrize("who", ["official", "contributor", "author"])
def test_who_heads_nothing_hands_over_nothing(sign_in, in_progress, cast, colleague, who) -> None:
    actor = getattr(cast, who)
    with pytest.raises(MoveRefused):
        hand_over(actor=actor, giver_id=cast.official.pk, receiver_id=colleague.pk)
    assert sign_in(actor).get(reverse("postulates:hand_over")).status_code == 403


def test_the_head_of_another_unit_moves_nothing(in_progress, cast, colleague) -> None:
    stranger = official("education", kind=Post.Kind.HEAD)
    assert not hand_over(actor=stranger, giver_id=cast.official.pk, receiver_id=colleague.pk).cases
    assert in_progress.assignments.get(is_lead=True).officer == cast.official


def test_the_page_leads_from_a_colleague_to_their_cases_to_a_receiver(sign_in, in_progress, cast, colleague) -> None:
    client = sign_in(cast.head)
    url = reverse("postulates:hand_over")
    assert str(cast.official) in client.get(url).content.decode()
    assert in_progress.reference in client.get(url, {"giver": cast.official.pk}).content.decode()
    page = client.post(url, {"giver": cast.official.pk, "receiver": colleague.pk}, follow=True)
    assert str(colleague) in page.content.decode()
    assert in_progress.assignments.get(is_lead=True).officer == colleague


def test_the_page_says_which_receiver_is_missing(sign_in, in_progress, cast) -> None:
    page = sign_in(cast.head).post(reverse("postulates:hand_over"), {"giver": cast.official.pk, "receiver": ""})
    assert page.status_code == 200
    assert page.context["form"].errors["receiver"]


def test_nothing_to_hand_over_is_said_kindly(sign_in, cast) -> None:
    page = sign_in(person(Role.COORDINATOR)).get(reverse("postulates:hand_over"))
    assert page.context["nobody"]
