"""What a reader types to ask, and what the desk types to answer, refuse and find."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from home.calls.limits import LONGEST_ANSWER, LONGEST_QUESTION
from home.calls.lines import LinesField
from home.calls.models import Call, CallQuerySet, CallQuestion
from home.guarded import GuardedForm

from .services import check_question

LONGEST_REASON = 1000


class AskForm(GuardedForm):
    """A question, without name and address."""

    salt = "home.calls.question"

    text = LinesField(
        label=_("Your question"),
        max_length=LONGEST_QUESTION,
        help_text=_(
            "One question at a time, in any language. Do not write your name, address or number: everybody may read "
            "the question, and we do not know who you are."
        ),
        widget=forms.Textarea(attrs={"rows": 8, "autocomplete": "off"}),
        error_messages={"required": _("Write your question.")},
    )

    def clean(self) -> dict[str, Any]:
        """Refuse words that no question may have before it counts as sent."""
        cleaned = super().clean()
        if "text" in cleaned and not self.is_from_a_machine:
            check_question(cleaned["text"])
        return cleaned


class AnswerForm(forms.Form):
    """A question as it is published and its answer, in each language; the source language is never left out."""

    version = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for code, _name in settings.LANGUAGES:
            is_source = code == settings.LANGUAGE_CODE
            for name, label, most, rows in (
                ("question", _("Question as it is published"), LONGEST_QUESTION, 6),
                ("answer", _("Answer"), LONGEST_ANSWER, 12),
            ):
                self.fields[f"{name}_{code}"] = LinesField(
                    label=label,
                    max_length=most,
                    required=is_source,
                    widget=forms.Textarea(attrs={"rows": rows, "lang": code}),
                    error_messages={"required": _("Write it in Polish: the other languages are translations of it.")},
                )

    def columns(self) -> list[dict[str, Any]]:
        """Return the fields of each language, to stand side by side."""
        return [
            {"code": code, "name": name, "fields": [self[f"question_{code}"], self[f"answer_{code}"]]}
            for code, name in settings.LANGUAGES
        ]

    def words(self, name: str) -> dict[str, str]:
        """Return what was typed as question or answer, by language, without what was left empty."""
        typed = {code: self.cleaned_data.get(f"{name}_{code}", "") for code, _name in settings.LANGUAGES}
        return {code: text for code, text in typed.items() if text}


class RefuseForm(forms.Form):
    """Why a question is not published."""

    version = forms.CharField(widget=forms.HiddenInput, required=False)
    reason = LinesField(
        label=_("Why is it not published?"),
        max_length=LONGEST_REASON,
        help_text=_("For the office only: nobody knows who asked, so nobody can be written to."),
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Say why it is not published.")},
    )


class QuestionFilter(forms.Form):
    """Which questions to show."""

    call = forms.ModelChoiceField(Call.objects.none(), label=_("Call"), required=False, empty_label=_("all"))
    state = forms.ChoiceField(label=_("State"), required=False, choices=[("", _("all")), *CallQuestion.State.choices])

    def __init__(self, *args: Any, calls: CallQuerySet, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        asked = CallQuestion.objects.values("call")
        self.fields["call"].queryset = calls.filter(pk__in=asked)  # type: ignore[attr-defined]
