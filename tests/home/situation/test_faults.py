"""A way through questions with a hole in it is not published; each hole is named with its question."""

import re
from collections.abc import Callable

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation
from wagtail.models import Page

from cms.blocks.body import body_from
from home.models import SituationPage
from home.situation.blocks import ItemsBlock, QuestionsBlock
from home.situation.faults import faults_of
from home.situation.plan import plan_of

from .plans import ARRIVING, ITEMS, answer, item, question

LIST = [item("a"), item("b")]
A, B = ("a",), ("b",)


def faults(questions: list, items: list = LIST) -> dict[str, list[str]]:
    with translation.override("en"):
        return faults_of(plan_of(body_from(questions, QuestionsBlock()), body_from(items, ItemsBlock())))


def test_whole_way_has_no_fault() -> None:
    assert faults(ARRIVING, ITEMS) == {}


@pytest.mark.parametrize(
    ("questions", "says"),
    [
        ([], "at least one question"),
        ([question("q", answer("x", "", A), answer("y", adds=B))], "“q”: the answer “x” leads nowhere"),
        ([question("q", answer("x", "gone", A), answer("y", adds=B))], "“q”: the answer “x” leads to “gone”"),
        (
            [question("q", answer("x", adds=A), answer("y", adds=B)), question("lost", answer("x"), answer("y"))],
            "“lost”: no answer leads to it",
        ),
        (
            [question("q", answer("x", "r", A), answer("y", adds=B)), question("r", answer("x", "q"), answer("y"))],
            "circle: q → r → q",
        ),
        ([question("q", answer("x", "q", A), answer("y", adds=B))], "circle: q → q"),
        ([question("q", answer("x", adds=A), answer("y"), answer("z", adds=B))], "“y” can come to an empty checklist"),
        ([question("q", answer("x", adds=("z",)), answer("y", adds=A + B))], "adds “z”, which is no item"),
        ([question("q", answer("x", adds=A), answer("x", adds=B))], "“q”: two answers have the code “x”"),
        (
            [question("q", answer("x", adds=A), answer("y", adds=B)), question("q", answer("x"), answer("y"))],
            "Two questions have the code “q”",
        ),
        ([question("change", answer("x", adds=A), answer("y", adds=B))], "“change” has a meaning of its own"),
    ],
)
def test_each_fault_is_named_with_its_question(questions: list, says: str) -> None:
    assert any(says in sentence for sentence in faults(questions)["questions"])


@pytest.mark.parametrize(
    ("items", "says"),
    [
        ([*LIST, item("a")], "Two items have the code “a”"),
        ([*LIST, item("c")], "“c”: no answer adds it"),
        ([item("a", days=30), item("b")], "“a”: say both"),
        ([item("a", since="arrival"), item("b")], "“a”: say both"),
    ],
)
def test_each_fault_of_an_item_is_named_with_it(items: list, says: str) -> None:
    questions = [question("q", answer("x", adds=A), answer("y", adds=B))]
    assert any(says in sentence for sentence in faults(questions, items)["items"])


def test_empty_checklist_on_a_long_way_is_found_without_trying_every_way() -> None:
    many = [question(f"q{n}", answer("x", f"q{n + 1}"), answer("y", f"q{n + 1}")) for n in range(40)]
    found = faults([*many, question("q40", answer("x"), answer("y", adds=A + B))])
    assert [sentence for sentence in found["questions"] if "empty checklist" in sentence]


def test_two_questions_may_lead_to_the_same_third() -> None:
    assert not any("circle" in sentence for sentence in faults(ARRIVING, ITEMS).get("questions", []))


@pytest.mark.django_db
def test_way_with_a_hole_is_not_published_and_stays_as_it_was(
    situation: SituationPage, write_situation: Callable[..., SituationPage]
) -> None:
    situation.questions = body_from([question("q", answer("x", ""), answer("y"))], QuestionsBlock())
    with pytest.raises(ValidationError) as refused:
        situation.save_revision()
    assert re.search("[“„]q”", str(refused.value.message_dict["questions"]))
    assert len(SituationPage.objects.get(pk=situation.pk).questions) == 3


@pytest.mark.django_db
def test_draft_with_a_hole_can_be_kept_but_not_published_in_the_administration(
    client, editor, situation: SituationPage
) -> None:
    from django.urls import reverse
    from wagtail.test.utils.form_data import nested_form_data, streamfield

    holed = question("q", answer("x", "", ("map",)), answer("y", "result", ("map",)))["value"]
    answers = {
        f"answers-{n}-{name}": value
        for n, one in enumerate(holed["answers"])
        for name, value in (
            ("deleted", ""), ("order", str(n)), ("value-code", one["code"]), ("value-text", one["text"]),
            ("value-leads_to", one["leads_to"]), ("value-adds-count", "0"),
        )
    }  # fmt: skip
    value = {"code": "q", "text": "Kto?", "hint": "", "answers-count": "2", **answers}
    data = nested_form_data({
        "title": "Nowy", "slug": "nowy", "lead": "",
        "body": streamfield([]), "items": streamfield([]), "questions": streamfield([("question", value)]),
        "comments": {"TOTAL_FORMS": 0, "INITIAL_FORMS": 0, "MIN_NUM_FORMS": 0, "MAX_NUM_FORMS": ""},
    })  # fmt: skip
    client.force_login(editor, backend="django.contrib.auth.backends.ModelBackend")
    address = reverse("wagtailadmin_pages:edit", args=[situation.pk])
    kept = client.post(address, data)
    assert kept.status_code == 302, kept.context["form"].errors
    assert Page.objects.get(pk=situation.pk).has_unpublished_changes
    refused = client.post(address, data | {"action-publish": "1"})
    assert refused.status_code == 200
    assert re.search("[“„]q”", str(refused.context["form"].errors["questions"]))
    assert SituationPage.objects.get(pk=situation.pk).title == "Nowy w mieście"
