"""Who may plan an absence for whom, what is refused, and when it is forgotten."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from accounts.models import User
from accounts.roles import Role
from city.handlers import erase
from city.models import Absence, Post
from city.services import cancel_absence, plan_absence
from cms.outbox.registry import timetables
from tests.clock import freeze_time
from tests.people import official, person

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def plan(actor: User, absent: User, deputy: User, *, start: int = 1, end: int = 5, note: str = "") -> Absence:
    today = timezone.localdate()
    return plan_absence(
        actor=actor, person_id=absent.pk, deputy_id=deputy.pk, starts_on=today + start * DAY, ends_on=today + end * DAY,
        note=note,
    )  # fmt: skip


@pytest.fixture
def deputy(city: None) -> User:
    return official("it")


@pytest.fixture
def absent(city: None) -> User:
    return official("finance")


def test_person_plans_and_cancels_their_own_absence(absent, deputy) -> None:
    row = plan(absent, absent, deputy, note="Narada w piątek")
    assert (row.person, row.deputy, row.note) == (absent, deputy, "Narada w piątek")
    cancel_absence(actor=absent, absence_id=row.pk)
    assert not Absence.objects.exists()
    with pytest.raises(Absence.DoesNotExist):
        cancel_absence(actor=absent, absence_id=row.pk)


@pytest.mark.parametrize("kind", [Post.Kind.HEAD, Post.Kind.DEPUTY])
def test_head_plans_for_their_own_unit_and_for_no_other(absent, deputy, kind) -> None:
    head = official("finance", kind=kind)
    row = plan(head, absent, deputy)
    cancel_absence(actor=head, absence_id=row.pk)
    with pytest.raises(PermissionDenied):
        plan(head, deputy, absent)


@pytest.mark.parametrize("role", [Role.COORDINATOR, Role.ADMINISTRATOR])
def test_coordinator_and_administrator_plan_for_everybody(absent, deputy, role) -> None:
    arranger = person(role)
    cancel_absence(actor=arranger, absence_id=plan(arranger, absent, deputy).pk)


@pytest.mark.parametrize("role", [Role.MODERATOR, Role.EDITOR, Role.AUDITOR, Role.OFFICIAL, Role.APPROVER])
def test_others_plan_for_nobody_else(absent, deputy, role) -> None:
    with pytest.raises(PermissionDenied):
        plan(person(role), absent, deputy)
    row = plan(absent, absent, deputy)
    with pytest.raises(PermissionDenied):
        cancel_absence(actor=person(role), absence_id=row.pk)


def test_deputy_cannot_cancel_nor_a_colleague_take_the_desk(absent, deputy) -> None:
    row = plan(absent, absent, deputy)
    with pytest.raises(PermissionDenied):
        cancel_absence(actor=deputy, absence_id=row.pk)
    with pytest.raises(PermissionDenied):
        plan(deputy, absent, deputy, start=10, end=12)


def test_who_holds_no_post_has_nothing_to_hand_over(deputy) -> None:
    moderator = person(Role.MODERATOR)
    with pytest.raises(PermissionDenied):
        plan(moderator, moderator, deputy)


def refused(field: str, *args: object, **kwargs: object) -> None:
    with pytest.raises(ValidationError) as error:
        plan(*args, **kwargs)
    assert set(error.value.message_dict) == {field}
    assert not Absence.objects.filter(starts_on__gt=date(2100, 1, 1)).exists()


def test_absence_ends_after_it_starts_and_not_in_the_past(absent, deputy) -> None:
    refused("ends_on", absent, absent, deputy, start=3, end=2)
    refused("ends_on", absent, absent, deputy, start=-3, end=-1)
    assert plan(absent, absent, deputy, start=-1, end=0).pk, "who fell ill yesterday is away today"


@pytest.mark.parametrize(("start", "end"), [(5, 8), (0, 1), (2, 3), (0, 9)])
def test_absences_of_one_person_never_overlap(absent, deputy, start, end) -> None:
    plan(absent, absent, deputy, start=1, end=5)
    refused("starts_on", absent, absent, deputy, start=start, end=end)
    assert Absence.objects.count() == 1


def test_absence_may_follow_another_the_day_after(absent, deputy) -> None:
    plan(absent, absent, deputy, start=1, end=5)
    assert plan(absent, absent, deputy, start=6, end=6)


def test_deputy_is_somebody_else_who_holds_a_post_and_is_there(absent, deputy) -> None:
    refused("deputy", absent, absent, absent)
    refused("deputy", absent, absent, person(Role.MODERATOR))
    plan(deputy, deputy, official("embassy"), start=4, end=9)
    refused("deputy", absent, absent, deputy, start=1, end=4)
    assert plan(absent, absent, deputy, start=1, end=3)


def test_closed_account_stands_in_for_nobody(absent, deputy) -> None:
    User.objects.filter(pk=deputy.pk).update(is_active=False)
    refused("deputy", absent, absent, deputy)


def test_absence_is_erased_90_days_after_its_last_day(absent, deputy) -> None:
    row = plan(absent, absent, deputy, start=0, end=1)
    with freeze_time(timezone.now() + 91 * DAY):
        erase()
        assert Absence.objects.filter(pk=row.pk).exists()
    with freeze_time(timezone.now() + 92 * DAY):
        erase()
        assert not Absence.objects.exists()
    assert "city.erase_absences" in timetables()
