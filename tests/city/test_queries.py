"""What others ask about the city: who is competent, and who acts in which post today."""

from datetime import date, timedelta

import pytest

from accounts.models import User
from accounts.roles import Role
from city.models import Absence, Competence, Post, Topic, Unit
from city.queries import Desk, Name, desks_of, extra_questions, proposed_units, stands_in_for
from tests.people import official, person, unit

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 25)


def topics(*codes: str) -> list[int]:
    return [Topic.objects.facts().get(code=code).pk for code in codes]


def away(absent: User, deputy: User, starts_on: date = TODAY, ends_on: date = TODAY) -> Absence:
    return Absence.objects.create(person=absent, deputy=deputy, starts_on=starts_on, ends_on=ends_on)


def proposed(*codes: str) -> list[tuple[str, list[str]]]:
    return [
        (found.code, sorted(topic.code for topic in matching)) for found, matching in proposed_units(topics(*codes))
    ]


def test_unit_competent_for_most_topics_is_proposed_first(city) -> None:
    assert proposed("calls", "carers", "premises") == [
        ("ngo-policy", ["calls", "premises"]),
        ("social-welfare", ["carers"]),
    ]


def test_topic_no_unit_has_follows_the_topic_it_is_part_of(city) -> None:
    assert proposed("legal-stay") == [("embassy", ["legal-stay"])]
    Competence.objects.create(topic_id=topics("legal-stay")[0], unit=unit("finance"))
    assert proposed("legal-stay") == [("finance", ["legal-stay"])]


def test_closed_unit_and_unknown_topic_are_not_proposed(city) -> None:
    Unit.objects.filter(code="ngo-policy").update(is_active=False)
    assert proposed("calls", "health") == []
    assert proposed_units([0]) == []


def test_proposing_asks_two_questions_however_many_topics(city, django_assert_num_queries) -> None:
    everything = list(Topic.objects.facts().values_list("pk", flat=True))
    with django_assert_num_queries(2):
        assert len(proposed_units(everything)) == 6


def test_extra_question_comes_in_the_readers_language_or_marked_as_polish(city, django_assert_num_queries) -> None:
    wanted = topics("premises", "carers", "health")
    Topic.objects.facts().filter(code="premises").update(extra_question="Jaki lokal?")
    Topic.objects.facts().filter(code="carers").update(extra_question="Kim się opiekujesz?")
    Topic.objects.filter(code="carers", locale__language_code="uk").update(extra_question="Про кого ви дбаєте?")
    with django_assert_num_queries(2):
        found = extra_questions(wanted, "uk")
    assert found == {wanted[0]: Name("Jaki lokal?", "pl"), wanted[1]: Name("Про кого ви дбаєте?", "uk")}


def test_deputy_acts_in_the_posts_of_who_is_away_and_as_head_for_a_head(city) -> None:
    head, deputy = official("ngo-policy", kind=Post.Kind.HEAD), official("finance")
    away(head, deputy)
    assert desks_of(deputy, TODAY) == [
        Desk(unit("finance").pk, "official", False),
        Desk(unit("ngo-policy").pk, "head", True),
    ]
    assert list(stands_in_for(deputy, TODAY)) == [head]
    assert list(stands_in_for(head, TODAY)) == []


@pytest.mark.parametrize("shift", [-1, 2])
def test_deputy_acts_on_the_days_of_the_absence_only(city, shift) -> None:
    head, deputy = official("ngo-policy", kind=Post.Kind.HEAD), official("finance")
    away(head, deputy, TODAY, TODAY + timedelta(days=1))
    other_day = TODAY + timedelta(days=shift)
    assert [desk.is_deputised for desk in desks_of(deputy, other_day)] == [False]
    assert not stands_in_for(deputy, other_day).exists()


def test_own_post_is_not_listed_again_as_a_deputys(city) -> None:
    first, second = official("finance"), official("finance")
    away(first, second)
    assert desks_of(second, TODAY) == [Desk(unit("finance").pk, "official", False)]


def test_standing_in_is_not_passed_on(city) -> None:
    head, deputy, third = official("ngo-policy", kind=Post.Kind.HEAD), official("finance"), official("it")
    away(head, deputy)
    away(deputy, third)
    assert {desk.unit_id for desk in desks_of(third, TODAY)} == {unit("it").pk, unit("finance").pk}


def test_nobody_acts_for_a_closed_account(city) -> None:
    head, deputy = official("ngo-policy", kind=Post.Kind.HEAD), official("finance")
    away(head, deputy)
    User.objects.filter(pk=head.pk).update(is_active=False)
    assert [desk.is_deputised for desk in desks_of(deputy, TODAY)] == [False]
    assert not stands_in_for(deputy, TODAY).exists()


def test_desks_are_one_query_however_many_people_are_away(city, django_assert_num_queries) -> None:
    deputy = official("it")
    for code in ("finance", "ngo-policy", "embassy"):
        away(official(code), deputy)
    with django_assert_num_queries(1):
        assert len(desks_of(deputy, TODAY)) == 4


def test_absence_is_known_to_who_it_concerns_to_their_head_and_to_who_arranges_for_all(city) -> None:
    absent, deputy = official("finance"), official("it")
    row = away(absent, deputy)
    head, deputy_head = official("finance", kind=Post.Kind.HEAD), official("finance", kind=Post.Kind.DEPUTY)
    for known in (absent, deputy, head, deputy_head, person(Role.COORDINATOR), person(Role.ADMINISTRATOR)):
        assert list(Absence.objects.visible_to(known)) == [row]
    for stranger in (official("finance"), official("it", kind=Post.Kind.HEAD), person(Role.MODERATOR), person()):
        assert not Absence.objects.visible_to(stranger).exists()
