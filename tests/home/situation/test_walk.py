"""Where a reader stands follows from the address alone."""

import pytest

from cms.blocks.body import body_from
from home.situation.blocks import ItemsBlock, QuestionsBlock
from home.situation.plan import Plan, plan_of
from home.situation.walk import Stand, walk

from .plans import ARRIVING, ITEMS, answer, question


@pytest.fixture(scope="module")
def plan() -> Plan:
    return plan_of(body_from(ARRIVING, QuestionsBlock()), body_from(ITEMS, ItemsBlock()))


def stand(plan: Plan, change: str = "", **given: str | list[str]) -> Stand:
    lists = {code: value if isinstance(value, list) else [value] for code, value in given.items()}
    return walk(plan, lists, change=change)


def open_question(found: Stand) -> str:
    return found.question.code if found.question else "result"


def test_reader_without_answers_stands_before_the_first_question(plan: Plan) -> None:
    found = stand(plan)
    assert open_question(found) == "origin"
    assert found.path == []
    assert not found.is_unclear


@pytest.mark.parametrize(
    ("given", "where"),
    [
        ({"origin": "eu"}, "purpose"),
        ({"origin": "far"}, "visa"),
        ({"origin": "far", "visa": "no"}, "purpose"),
        ({"origin": "eu", "purpose": "work"}, "result"),
    ],
)
def test_each_answer_leads_where_the_editor_said(plan: Plan, given: dict[str, str], where: str) -> None:
    assert open_question(stand(plan, **given)) == where


@pytest.mark.parametrize("wrong", ["mars", "", "EU", ["eu", "far"]])
def test_unknown_empty_or_double_answer_asks_again_and_keeps_the_others(plan: Plan, wrong: str | list[str]) -> None:
    found = stand(plan, origin=wrong, purpose="work")
    assert open_question(found) == "origin"
    assert found.is_unclear
    assert found.kept == {"purpose": "work"}


def test_same_answer_twice_in_the_address_is_clear(plan: Plan) -> None:
    assert open_question(stand(plan, origin=["eu", "eu"])) == "purpose"


def test_what_the_address_says_of_no_question_is_passed_over(plan: Plan) -> None:
    found = stand(plan, origin="eu", purpose="work", utm_source="letter", former="yes")
    assert open_question(found) == "result"
    assert not found.is_unclear
    assert found.query() == "origin=eu&purpose=work"


def test_question_new_since_the_link_was_saved_is_asked_and_later_answers_are_kept(plan: Plan) -> None:
    found = stand(plan, origin="far", purpose="work")
    assert open_question(found) == "visa"
    assert found.keeps_later_answers
    assert not found.is_unclear
    assert found.query() == "origin=far&purpose=work"


def test_answer_off_the_way_is_not_in_the_address_of_the_result(plan: Plan) -> None:
    assert stand(plan, origin="eu", visa="no", purpose="work").query() == "origin=eu&purpose=work"


def test_changed_question_is_asked_again_and_the_rest_is_kept(plan: Plan) -> None:
    done = stand(plan, origin="far", visa="no", purpose="work")
    assert done.query_to_change(done.path[0].question) == "origin=far&visa=no&purpose=work&change=origin"
    found = stand(plan, change="origin", origin="far", visa="no", purpose="work")
    assert open_question(found) == "origin"
    assert found.kept == {"origin": "far", "visa": "no", "purpose": "work"}


def test_checklist_holds_what_the_answers_add_and_what_everybody_gets_in_the_editors_order(plan: Plan) -> None:
    found = stand(plan, origin="far", visa="no", purpose="study")
    assert [item.code for item in plan.checklist(found.answers)] == ["permit", "lawyer", "school", "map"]


def test_circle_in_an_unpublished_draft_does_not_hang(plan: Plan) -> None:
    ring = [question("a", answer("x", "b"), answer("y")), question("b", answer("x", "a"), answer("y"))]
    drafted = plan_of(body_from(ring, QuestionsBlock()), body_from([], ItemsBlock()))
    assert open_question(stand(drafted, a="x", b="x")) == "result"


def test_page_without_questions_has_none_open() -> None:
    empty = plan_of(body_from([], QuestionsBlock()), body_from([], ItemsBlock()))
    assert open_question(stand(empty)) == "result"
