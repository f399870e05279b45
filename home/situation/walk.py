"""Where a reader stands: read from the address alone, nothing is remembered about anybody."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple
from urllib.parse import urlencode

from .plan import Answer, Plan, Question


class Given(NamedTuple):
    """A question with the answer the reader gave."""

    question: Question
    answer: Answer


@dataclass(frozen=True)
class Stand:
    """Where the reader is; ``question`` is None when everything is answered."""

    path: list[Given]
    question: Question | None
    kept: dict[str, str] = field(default_factory=dict)
    is_unclear: bool = False

    @property
    def answers(self) -> list[Answer]:
        """The answers on the way to here."""
        return [given.answer for given in self.path]

    @property
    def keeps_later_answers(self) -> bool:
        """Whether the address answers questions that come after the open one."""
        on_the_way = {given.question.code for given in self.path}
        return bool(self.question and self.kept.keys() - on_the_way - {self.question.code})

    def query(self) -> str:
        """Return the answers as an address carries them: those on the way, and valid ones for later."""
        codes = self.kept if self.question else {given.question.code: given.answer.code for given in self.path}
        return urlencode(codes)

    def query_to_change(self, question: Question) -> str:
        """Return the address part that asks one question again and keeps every other answer."""
        return urlencode(self.kept | {"change": question.code})


def walk(plan: Plan, given: Mapping[str, Sequence[str]], *, change: str = "") -> Stand:
    """Follow the answers to the first question that has none, or none that is clear, or that is to be changed.

    What the address says of questions that do not exist is passed over; other valid answers are kept.
    """
    kept = {question.code: code for question in plan.questions if (code := _valid(question, given))}
    path: list[Given] = []
    question = plan.questions[0] if plan.questions else None
    passed: set[str] = set()
    while question and question.code not in passed:
        passed.add(question.code)
        answer = question.answer(kept.get(question.code, ""))
        if answer is None or question.code == change:
            return Stand(path, question, kept, is_unclear=question.code in given and answer is None)
        path.append(Given(question, answer))
        question = plan.following(answer)
    return Stand(path, None, kept)


def _valid(question: Question, given: Mapping[str, Sequence[str]]) -> str:
    """Return the code of the one answer given; empty when there is none, an unknown one, or several."""
    codes = set(given.get(question.code, ()))
    code = codes.pop() if len(codes) == 1 else ""
    return code if question.answer(code) else ""
