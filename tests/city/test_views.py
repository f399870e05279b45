"""The page where colleagues say when they are away and who stands in."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.roles import Role
from city.models import Absence, Post
from tests.people import official, person

pytestmark = pytest.mark.django_db
PAGE = "/pl/city/absences/"


def days(start: int, end: int) -> dict[str, str]:
    today = timezone.localdate()
    return {
        "starts_on": (today + timedelta(days=start)).isoformat(),
        "ends_on": (today + timedelta(days=end)).isoformat(),
    }


def away(absent, deputy, **facts) -> Absence:
    return Absence.objects.create(person=absent, deputy=deputy, **days(0, 3), **facts)


def test_person_plans_an_absence_on_the_page(city, sign_in) -> None:
    absent, deputy = official("finance"), official("it")
    answer = sign_in(absent).post(PAGE, {**days(1, 4), "deputy": deputy.pk, "note": "Narada"})
    assert (answer.status_code, answer["Location"]) == (302, PAGE)
    assert Absence.objects.get().person == absent


def test_person_cannot_name_somebody_else_as_absent(city, sign_in) -> None:
    absent, deputy, other = official("finance"), official("it"), official("embassy")
    sign_in(absent).post(PAGE, {**days(1, 4), "deputy": deputy.pk, "person": other.pk})
    assert Absence.objects.get().person == absent


def test_head_plans_for_an_official_of_the_unit(city, sign_in) -> None:
    head, absent, deputy = official("finance", kind=Post.Kind.HEAD), official("finance"), official("it")
    client = sign_in(head)
    client.post(PAGE, {**days(1, 4), "person": absent.pk, "deputy": head.pk})
    assert Absence.objects.get().person == absent
    answer = client.post(PAGE, {**days(1, 4), "person": deputy.pk, "deputy": head.pk})
    assert answer.status_code == 200
    assert "person" in answer.context["form"].errors
    assert Absence.objects.count() == 1


def test_wrong_days_get_a_message_and_keep_what_was_typed(city, sign_in) -> None:
    deputy = official("it")
    answer = sign_in(official("finance")).post(PAGE, {**days(4, 1), "deputy": deputy.pk, "note": "Narada w piątek"})
    assert answer.status_code == 200
    assert list(answer.context["form"].errors) == ["ends_on"]
    assert "Narada w piątek" in answer.content.decode()
    assert days(4, 1)["starts_on"] in answer.content.decode()
    assert not Absence.objects.exists()


def test_absent_person_cancels_by_post_only(city, sign_in) -> None:
    absent = official("finance")
    row = away(absent, official("it"))
    address = reverse("city:cancel_absence", args=[row.pk])
    client = sign_in(absent)
    assert client.get(address).status_code == 405
    assert Absence.objects.exists()
    assert client.post(address).status_code == 302
    assert not Absence.objects.exists()
    assert client.post(address).status_code == 404


def test_deputy_sees_for_whom_and_may_not_cancel(city, sign_in) -> None:
    absent, deputy = official("finance"), official("it")
    row = away(absent, deputy, note="Proszę o odpowiedź do piątku")
    client = sign_in(deputy)
    page = client.get(PAGE)
    assert list(page.context["stood_in_for"]) == [absent]
    assert "Proszę o odpowiedź do piątku" in page.content.decode()
    address = reverse("city:cancel_absence", args=[row.pk])
    assert address not in page.content.decode()
    assert client.post(address).status_code == 403
    assert Absence.objects.exists()


def test_absence_one_may_not_know_of_is_not_found(city, sign_in) -> None:
    row = away(official("finance"), official("it"))
    client = sign_in(official("embassy"))
    assert client.get(PAGE).context["rows"] == []
    assert client.post(reverse("city:cancel_absence", args=[row.pk])).status_code == 404
    assert Absence.objects.exists()


def test_past_absence_is_not_listed(city, sign_in) -> None:
    absent = official("finance")
    Absence.objects.create(person=absent, deputy=official("it"), **days(-4, -1))
    assert sign_in(absent).get(PAGE).context["rows"] == []


def test_colleague_without_a_post_is_told_that_there_is_nothing_to_hand_over(city, sign_in) -> None:
    answer = sign_in(person(Role.MODERATOR)).get(PAGE)
    assert answer.status_code == 200
    assert 'name="deputy"' not in answer.content.decode()


def test_stranger_signs_in_first_and_a_member_of_an_organisation_has_no_absences(city, client, sign_in) -> None:
    assert client.get(PAGE).status_code == 302
    assert sign_in(person()).get(PAGE).status_code == 403


def test_list_asks_the_same_number_of_questions_however_many_are_away(city, sign_in) -> None:
    client, deputy = sign_in(person(Role.COORDINATOR)), official("it")

    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert client.get(PAGE).status_code == 200
        return len(queries)

    away(official("finance"), deputy)
    asked()  # what is cached once for all, such as sites
    few = asked()
    for _number in range(10):
        away(official("finance"), deputy)
    assert asked() == few
