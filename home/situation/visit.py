"""What one request of a reader means: which question to show, with which notice, or that everything is answered."""

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.html import conditional_escape
from django.utils.translation import gettext_lazy as _

from .plan import Plan, Question
from .walk import Stand, walk


class AnswerForm(forms.Form):
    """One question with its answers as radio buttons. It is sent by GET and stores nothing."""

    def __init__(self, question: Question, data: QueryDict | None, *, chosen: str = "") -> None:
        super().__init__(data, initial={question.code: chosen})
        self.fields[question.code] = forms.ChoiceField(
            label=_("Answer"),
            choices=[(answer.code, answer.text) for answer in question.answers],
            widget=forms.RadioSelect,
            help_text=conditional_escape(question.hint),
            error_messages={"required": _("Choose one answer."), "invalid_choice": _("Choose one of these answers.")},
        )


class Visit:
    """A reader's request to a page with questions."""

    def __init__(self, plan: Plan, data: QueryDict) -> None:
        self.plan = plan
        self.given = dict(data.lists())
        self.asked = plan.question(data.get("asked", ""))
        change = plan.question(data.get("change", ""))
        stand = walk(plan, self.given)
        self.is_settled = bool(self.asked and self.asked.code in stand.kept)
        again = self.asked if self.asked and not self.is_settled else change
        self.stand = walk(plan, self.given, change=again.code) if again else stand
        self.is_inner = bool(stand.kept or self.asked or change or stand.is_unclear)

    @property
    def question(self) -> Question | None:
        """The question to show; None when the checklist is ready, or when there are no questions."""
        return self.stand.question

    def form(self) -> AnswerForm | None:
        """Return the question as a form; with an error when the reader went on without an answer."""
        question = self.question
        if question is None:
            return None
        is_sent = self.asked is not None and question.code == self.asked.code and not self.is_settled
        data = QueryDict(mutable=True)
        data.setlist(question.code, self.given.get(question.code, [])[-1:])
        return AnswerForm(question, data if is_sent else None, chosen=self.stand.kept.get(question.code, ""))

    def hidden(self) -> list[tuple[str, str]]:
        """Return the other answers the form has to carry on."""
        open_code = self.question.code if self.question else ""
        return [(code, answer) for code, answer in self.stand.kept.items() if code != open_code]

    def summary(self) -> list[dict[str, Any]]:
        """Return the answers on the way here, each with the address that asks it again."""
        return [
            {
                "question": given.question.text,
                "answer": given.answer.text,
                "change": f"?{self.stand.query_to_change(given.question)}",
            }
            for given in self.stand.path
        ]

    @staticmethod
    def clean_query(stand: Stand) -> str:
        """Return the part of the address after the path, with its question mark."""
        query = stand.query()
        return f"?{query}" if query else ""
