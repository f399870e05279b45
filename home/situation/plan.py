"""The questions and items of a page as plain data, without a word about how they are stored or shown."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from wagtail.blocks import StreamValue

from .blocks import RESULT


@dataclass(frozen=True)
class Answer:
    """One possible answer; ``leads_to`` is the code of a question, or ``result``."""

    code: str
    text: str
    adds: tuple[str, ...]
    leads_to: str


@dataclass(frozen=True)
class Question:
    """One question with its answers in the editor's order."""

    code: str
    text: str
    hint: str
    answers: tuple[Answer, ...]

    def answer(self, code: str) -> Answer | None:
        """Return the answer with the code."""
        return next((answer for answer in self.answers if answer.code == code), None)


@dataclass(frozen=True)
class Item:
    """Something for the checklist; ``value`` is what the editor wrote."""

    code: str
    kind: str
    is_for_all: bool
    value: Mapping[str, Any]


@dataclass(frozen=True)
class Plan:
    """Everything of one page, in the editor's order; codes may still be wrong or double."""

    questions: tuple[Question, ...]
    items: tuple[Item, ...]

    def question(self, code: str) -> Question | None:
        """Return the question with the code."""
        return next((question for question in self.questions if question.code == code), None)

    def following(self, answer: Answer) -> Question | None:
        """Return the question an answer leads to; None when it leads to the result or nowhere."""
        return None if answer.leads_to == RESULT else self.question(answer.leads_to)

    def checklist(self, answers: list[Answer]) -> list[Item]:
        """Return the items the answers add, each once, with those that everybody gets."""
        added = {code for answer in answers for code in answer.adds}
        return [item for item in self.items if item.is_for_all or item.code in added]


def plan_of(questions: StreamValue, items: StreamValue) -> Plan:
    """Read what an editor wrote."""
    return Plan(
        tuple(_question(child.value) for child in questions),
        tuple(_item(child.value) for child in items),
    )


def _question(value: Mapping[str, Any]) -> Question:
    return Question(value["code"], value["text"], value["hint"] or "", tuple(_answers(value["answers"])))


def _answers(values: Any) -> Iterator[Answer]:
    for value in values:
        yield Answer(value["code"], value["text"], tuple(value["adds"]), value["leads_to"] or "")


def _item(value: Mapping[str, Any]) -> Item:
    return Item(value["code"], value["kind"], bool(value["is_for_all"]), value)
