"""What a new site knows of the city, and what it leaves as an editor wrote it."""

from datetime import date

import pytest

from city.models import DeadlineRule, District, Topic
from city.queries import names, rule_on
from city.services import load_reference_data

pytestmark = pytest.mark.django_db


def test_the_eighteen_districts_have_a_name_in_each_language(city) -> None:
    assert list(District.objects.facts().values_list("number", flat=True)) == list(range(1, 19))
    last = District.objects.facts().get(number=18)
    assert [str(names(District, code)[last.translation_key]) for code in ("pl", "uk", "en")] == [
        "XVIII Nowa Huta", "XVIII Нова Гута", "XVIII Nowa Huta",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("code", "length", "measure", "starts_on"),
    [
        ("postulate", 1, "month", "receipt"),
        ("wniosek", 1, "month", "receipt"),
        ("skarga", 1, "month", "receipt"),
        ("remark", 1, "month", "receipt"),
        ("petycja", 3, "month", "receipt"),
        ("petition-transfer", 30, "day", "receipt"),
        ("petition-correction", 30, "day", "receipt"),
        ("petition-extension", 3, "month", "first_term"),
        ("public-information", 14, "day", "receipt"),
        ("public-information-extension", 2, "month", "receipt"),
        ("transfer", 7, "day", "receipt"),
        ("moderation", 3, "working_day", "receipt"),
        ("correction", 14, "day", "notice"),
        ("dispute", 30, "day", "answer"),
    ],
)
def test_city_knows_each_term_with_its_act(city, code, length, measure, starts_on) -> None:
    rule = rule_on(code, date(2026, 11, 25))
    assert (rule.length, rule.measure, rule.starts_on) == (length, measure, starts_on)
    assert rule.law
    assert rule.shifts_to_working_day
    rule.full_clean()


def test_loading_again_adds_nothing_and_keeps_what_an_editor_changed(city) -> None:
    topic = Topic.objects.facts().get(code="legal-stay")
    topic.parent, topic.name = None, "Pobyt"
    topic.save()
    DeadlineRule.objects.filter(code="moderation").update(length=5)
    counts = [model.objects.count() for model in (Topic, District, DeadlineRule)]
    load_reference_data()
    topic.refresh_from_db()
    assert (topic.parent, topic.name) == (None, "Pobyt")
    assert DeadlineRule.objects.get(code="moderation").length == 5
    assert [model.objects.count() for model in (Topic, District, DeadlineRule)] == counts


def test_part_of_a_topic_points_to_the_row_of_its_own_language(city) -> None:
    for topic in Topic.objects.filter(code="legal-stay").select_related("parent"):
        assert (topic.parent.code, topic.parent.locale_id) == ("integration", topic.locale_id)
