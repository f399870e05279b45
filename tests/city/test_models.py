"""What an administrator may set, and what is refused with a message that says how to mend it."""

from datetime import date, timedelta
from importlib import import_module

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from city.models import Absence, DeadlineRule, District, Topic
from tests.people import official, unit

pytestmark = pytest.mark.django_db


def rule(valid_from: date, valid_to: date | None = None, **facts: object) -> DeadlineRule:
    values = {"code": "own", "law": "Uchwała", "length": 5, "measure": "day", **facts}
    return DeadlineRule(valid_from=valid_from, valid_to=valid_to, **values)


def test_rule_follows_another_from_the_day_after_its_end() -> None:
    rule(date(2020, 1, 1), date(2025, 12, 31)).save()
    rule(date(2026, 1, 1)).full_clean()


@pytest.mark.parametrize(
    ("valid_from", "valid_to"),
    [(date(2025, 12, 31), None), (date(2019, 1, 1), None), (date(2019, 1, 1), date(2020, 1, 1))],
)
def test_rules_of_one_code_never_overlap(valid_from, valid_to) -> None:
    rule(date(2020, 1, 1), date(2025, 12, 31)).save()
    with pytest.raises(ValidationError) as refused:
        rule(valid_from, valid_to).full_clean()
    assert "valid_from" in refused.value.message_dict
    assert "1 stycznia 2020" in str(refused.value.message_dict)
    rule(valid_from, valid_to, code="other").full_clean()


def test_rule_without_an_end_leaves_no_room_after_it() -> None:
    rule(date(2020, 1, 1)).save()
    with pytest.raises(ValidationError):
        rule(date(2030, 1, 1)).full_clean()


def test_rule_may_be_saved_again_as_it_is() -> None:
    own = rule(date(2020, 1, 1))
    own.save()
    own.full_clean()


def test_rule_cannot_end_before_it_begins_or_last_no_time() -> None:
    with pytest.raises(ValidationError):
        rule(date(2026, 1, 2), date(2026, 1, 1)).full_clean()
    with pytest.raises(ValidationError, match="length"):
        rule(date(2026, 1, 1), length=0).full_clean()


def test_legal_basis_is_the_law_and_its_article() -> None:
    assert rule(date(2020, 1, 1), article="§ 3").legal_basis == "Uchwała, § 3"
    assert rule(date(2020, 1, 1)).legal_basis == "Uchwała"


def test_migration_splits_what_the_product_set_and_keeps_what_an_editor_wrote() -> None:
    migration = import_module("city.migrations.0002_law_and_article_of_a_rule")
    ours = rule(date(2020, 1, 1), law="art. 243 KPA")
    edited = rule(date(2020, 1, 1), code="edited", law="Zarządzenie prezydenta nr 7")
    ours.save()
    edited.save()
    migration.split(apps, None)
    ours.refresh_from_db()
    edited.refresh_from_db()
    assert (ours.law, ours.article) == ("Kodeks postępowania administracyjnego", "art. 243")
    assert (edited.law, edited.article) == ("Zarządzenie prezydenta nr 7", "")
    migration.join(apps, None)
    ours.refresh_from_db()
    assert ours.law == "Kodeks postępowania administracyjnego, art. 243"


def test_topic_cannot_be_part_of_itself(city) -> None:
    topics = {topic.code: topic for topic in Topic.objects.facts()}
    topics["integration"].parent = topics["legal-stay"]
    with pytest.raises(ValidationError, match="parent"):
        topics["integration"].full_clean()
    topics["legal-stay"].full_clean()


def test_unit_cannot_be_part_of_a_section_of_its_own(city) -> None:
    top = unit("dialogue")
    top.parent = unit("embassy")
    with pytest.raises(ValidationError, match="parent"):
        top.full_clean()


def test_two_districts_of_a_language_have_no_number_in_common(city) -> None:
    first = District.objects.facts().get(number=1)
    with pytest.raises(IntegrityError), transaction.atomic():
        District.objects.create(code="another", name="Inna", number=1, locale=first.locale)


def test_database_refuses_a_deputy_of_oneself_and_an_end_before_the_start(city) -> None:
    head, other = official("finance"), official("it")
    today = date(2026, 11, 25)
    with pytest.raises(IntegrityError), transaction.atomic():
        Absence.objects.create(person=head, deputy=head, starts_on=today, ends_on=today)
    with pytest.raises(IntegrityError), transaction.atomic():
        Absence.objects.create(person=head, deputy=other, starts_on=today, ends_on=today - timedelta(days=1))
