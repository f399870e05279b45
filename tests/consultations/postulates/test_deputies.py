"""A deputy acts in the posts of who is away: on those days, in their own name."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from accounts.models import User
from accounts.roles import Role
from city.models import Absence, Post
from consultations.postulates.models import Postulate
from consultations.postulates.notices import addressees
from consultations.postulates.services import MoveRefused
from consultations.postulates.timeline import Reader, timeline
from tests.people import official, person


def away(absent: User, deputy: User, *, since: int = 0, until: int = 0) -> Absence:
    """Let somebody be away from ``since`` to ``until`` days from today."""
    today: date = timezone.localdate()
    return Absence.objects.create(
        person=absent, deputy=deputy, starts_on=today + timedelta(days=since), ends_on=today + timedelta(days=until)
    )


@pytest.fixture
def deputy(city: None) -> User:
    return official("education")


def test_the_deputy_of_an_absent_head_approves_in_the_name_of_the_unit(in_approval, cast, act, deputy) -> None:
    away(cast.head, deputy)
    act(in_approval, "approve", deputy)
    event = in_approval.events.last()
    assert event.acting_as == f"unit:{in_approval.assignments.get(is_lead=True).unit_id}"
    assert event.actor == deputy


def test_staff_read_who_really_acted_and_the_public_reads_the_unit(routed, cast, act, deputy) -> None:
    away(cast.official, deputy)
    accepted = act(routed, "accept", deputy)
    told = {reader: timeline(accepted, reader)[-1].actor for reader in Reader}
    assert str(deputy) in told[Reader.STAFF]
    assert str(deputy) not in told[Reader.PUBLIC] + told[Reader.PARTY]


def test_a_case_taken_up_by_a_deputy_is_the_case_of_who_is_away(routed, cast, act, deputy) -> None:
    away(cast.official, deputy)
    accepted = act(routed, "accept", deputy)
    assert accepted.assignments.get(is_lead=True, is_current=True).officer == cast.official


@pytest.mark.parametrize(("since", "until"), [(-9, -1), (1, 9)], ids=["ended yesterday", "begins tomorrow"])
def test_outside_the_days_of_absence_the_deputy_has_no_right(in_approval, cast, act, deputy, since, until) -> None:
    away(cast.head, deputy, since=since, until=until)
    with pytest.raises(MoveRefused):
        act(in_approval, "approve", deputy)


def test_a_deputy_who_wrote_the_answer_cannot_approve_it(in_approval, cast, act) -> None:
    away(cast.head, cast.official)
    with pytest.raises(MoveRefused):
        act(in_approval, "approve", cast.official)


def test_standing_in_is_not_passed_on(in_approval, cast, act, deputy) -> None:
    third = person(Role.OFFICIAL)
    away(cast.head, deputy)
    away(deputy, third)
    with pytest.raises(MoveRefused):
        act(in_approval, "approve", third)


def test_a_deputy_without_a_role_of_their_own_can_act(in_approval, cast, act) -> None:
    newcomer = person(name="newcomer")
    Post.objects.create(person=newcomer, unit=Post.objects.get(person=cast.contributor).unit)
    away(cast.head, newcomer)
    act(in_approval, "approve", newcomer)


def test_a_deputy_reads_the_cases_of_who_is_away(routed, cast, deputy) -> None:
    Postulate.objects.filter(pk=routed.pk).update(status="withdrawn", registered_at=None)
    readable = Postulate.objects.filter(pk=routed.pk)
    assert not readable.visible_to(deputy).exists()
    away(cast.official, deputy)
    assert readable.visible_to(deputy).exists()


def test_mail_to_somebody_absent_reaches_the_deputy_too(in_approval, cast, deputy) -> None:
    away(cast.head, deputy)
    assert set(addressees(in_approval.events.last())) == {f"user:{cast.head.pk}", f"user:{deputy.pk}"}
