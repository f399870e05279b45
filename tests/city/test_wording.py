"""A reader is told how a date was counted, in sentences of their language."""

from datetime import date

import pytest
from django.utils import translation

from city.deadlines import explain
from city.explanations import Explanation
from city.models import DeadlineRule
from city.wording import sentences


def explained(received: date, length: int, measure: str, **facts: object) -> Explanation:
    return explain(received, DeadlineRule(code="any", law="KPA", length=length, measure=measure, **facts))


def test_each_step_is_a_sentence() -> None:
    with translation.override("en"):
        assert sentences(explained(date(2026, 12, 18), 7, "day")) == [
            "The text was received on 18 December 2026; that day is not counted.",
            "A term of 7 days ends on 25 December 2026.",
            "25 December 2026 is a public holiday: Christmas Day.",
            "26 December 2026 is a public holiday: Second Day of Christmas.",
            "27 December 2026 is a Sunday.",
            "So the last day is the next working day, 28 December 2026.",
        ]


def test_shorter_month_is_explained() -> None:
    with translation.override("en"):
        assert sentences(explained(date(2027, 1, 31), 1, "month"))[1:3] == [
            "A term of 1 month ends on 28 February 2027.",
            "That month has no day 31, so the term ends on the last day of the month.",
        ]


@pytest.mark.parametrize(("language", "name"), [("pl", "Narodowe Święto Niepodległości"), ("uk", "День незалежності")])
def test_holiday_is_named_in_the_active_language(language, name) -> None:
    with translation.override(language):
        said = " ".join(sentences(explained(date(2026, 11, 9), 4, "working_day")))
    assert name in said


@pytest.mark.parametrize("starts_on", DeadlineRule.StartsOn.values)
@pytest.mark.parametrize("language", ["pl", "uk", "en"])
@pytest.mark.parametrize("measure", DeadlineRule.Measure.values)
@pytest.mark.parametrize("shifts", [True, False])
def test_every_rule_can_be_explained(starts_on, language, measure, shifts) -> None:
    found = explained(date(2026, 10, 31), 1, measure, starts_on=starts_on, shifts_to_working_day=shifts)
    with translation.override(language):
        said = sentences(found)
    assert len(said) == len(found.steps)
    assert not any("%(" in sentence for sentence in said)


def test_holiday_the_calendar_no_longer_knows_is_still_a_day_off() -> None:
    kept = explained(date(2026, 12, 18), 7, "day").as_dict()
    kept["steps"][2] = {"kind": "holiday", "day": "2026-12-22"}
    with translation.override("en"):
        assert sentences(Explanation.from_dict(kept))[2] == "22 December 2026 is a public holiday: day off by law."
