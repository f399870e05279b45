"""What stands before what. Each rule is one sentence of docs/search.md."""

from datetime import date as Date
from datetime import timedelta
from typing import Any

import pytest

from search.engines.protocol import Candidate, Column, Part, Reading
from search.planning import Frequencies, Plan
from search.ranking import ranked

TODAY = Date(2026, 5, 4)


def plan(*parts: Part, **counts: int) -> Plan:
    words = {word for part in parts for reading in part.readings for word in reading.words}
    frequencies = {word: counts.get(word, 1) for word in words}
    return Plan(parts, loose=parts, frequencies=Frequencies(100, dict.fromkeys(Column, frequencies)))


def part(*words: str, weight: float = 1.0, other: str = "") -> Part:
    others = (Reading((other,), 0.8),) if other else ()
    return Part((Reading(words), *others), weight)


def order(planned: Plan, *candidates: Candidate) -> list[str]:
    found = ranked(planned, reversed(candidates), user_language="pl", today=TODAY)
    return [each.candidate.id for each in found]


def candidate(identifier: str, **held: Any) -> Candidate:
    return Candidate(identifier, held.pop("language", "pl"), 0.0, **held)


def test_title_before_keyword_before_summary_before_body() -> None:
    found = order(
        plan(part("dotacja")),
        candidate("d", body_l="dotacja"), candidate("c", summary_l="dotacja"),
        candidate("b", keywords_l="dotacja"), candidate("a", title_l="dotacja"),
    )  # fmt: skip
    assert found == ["a", "b", "c", "d"]


def test_document_that_says_all_stands_before_one_that_says_half_of_it_louder() -> None:
    planned = plan(part("karta"), part("pobyt"))
    assert order(planned, candidate("a", body_l="karta pobyt"), candidate("b", title_l="karta")) == ["a", "b"]


def test_rare_word_tells_more_than_a_frequent_one() -> None:
    planned = plan(part("żyrafa"), part("karta"), karta=60)
    assert order(planned, candidate("a", title_l="żyrafa"), candidate("b", title_l="karta")) == ["a", "b"]


def test_word_that_says_how_one_asks_tells_little() -> None:
    planned = plan(part("znaleźć", weight=0.2), part("lekarz"))
    assert order(planned, candidate("a", title_l="lekarz"), candidate("b", title_l="znaleźć")) == ["a", "b"]


def test_word_itself_before_another_way_to_say_it() -> None:
    planned = plan(part("eksmisja", other="виселення"))
    assert order(planned, candidate("a", title_l="eksmisja"), candidate("b", title_l="виселення")) == ["a", "b"]


def test_all_words_of_a_reading_are_needed() -> None:
    planned = plan(part("karta", "pobyt"))
    found = ranked(planned, [candidate("a", title_l="karta")], user_language="pl", today=TODAY)
    assert found[0].score == 0
    assert found[0].readings == ()


def test_readers_language_first_among_equals_but_never_alone() -> None:
    planned = plan(part("pesel"))
    own, other = candidate("z", title_l="pesel"), candidate("a", title_l="pesel", language="uk")
    assert order(planned, own, other) == ["z", "a"]
    assert order(planned, candidate("z", body_l="pesel"), other) == ["a", "z"]


def test_fresh_news_before_stale_news_and_a_guide_does_not_age() -> None:
    planned = plan(part("kurs"))
    fresh = candidate("c", title_l="kurs", is_news=True, date=TODAY)
    stale = candidate("a", title_l="kurs", is_news=True, date=TODAY - timedelta(days=700))
    guide = candidate("b", title_l="kurs", date=TODAY - timedelta(days=3000))
    assert order(planned, fresh, stale, guide)[0] == "c"
    scores = {
        each.candidate.id: each.score for each in ranked(planned, [guide, stale], user_language="pl", today=TODAY)
    }
    assert scores["b"] == pytest.approx(scores["a"], rel=0.01)


def test_open_before_closed() -> None:
    planned = plan(part("konkurs"))
    closed = candidate("a", title_l="konkurs", closes=TODAY - timedelta(days=1))
    last_day = candidate("b", title_l="konkurs", closes=TODAY)
    assert order(planned, last_day, closed) == ["b", "a"]


def test_equals_stand_by_their_ids() -> None:
    planned = plan(part("kurs"))
    assert order(planned, candidate("b", title_l="kurs"), candidate("a", title_l="kurs")) == ["a", "b"]
