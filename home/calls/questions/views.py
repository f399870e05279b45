"""The desk on which questions about calls are found, answered and refused."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from http import HTTPStatus
from typing import Any, cast

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.safestring import SafeString
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from accounts.models import User
from home.calls.models import CallQuestion
from home.upkeep.reports import Report, in_language

from .forms import AnswerForm, QuestionFilter, RefuseForm
from .permissions import calls_answered_by
from .queries import Published, number_of, questions_seen_by, shown
from .services import StaleQuestion, publish_answer, refuse_question
from .wording import age

STALE = _(
    "Somebody decided about this question meanwhile. Look at what stands there now; what you typed is still here."
)


def _words(row: CallQuestion) -> SafeString:
    """Return a question as it came, or as it was published, with its language."""
    published = row.question.get(settings.LANGUAGE_CODE) if row.is_published else None
    text, language = (published, settings.LANGUAGE_CODE) if published else (row.text, row.language)
    return in_language(Truncator(text).chars(120), language)


class QuestionReport(Report):
    """The questions the person answers: what waits first."""

    page_title = _("Questions about calls")
    header_icon = "help"
    file_name = "call-questions"
    form_class = QuestionFilter
    introduction = _("Nobody knows who asked. A question that is not published is erased after 90 days.")
    nothing = _("All is well: no question waits.")
    columns = (
        TitleColumn(
            "question",
            label=_("Question"),
            accessor=_words,
            get_url=lambda row: reverse("call_questions_desk:question", args=[row.pk]),
        ),
        Column("call", label=_("Call")),
        Column("state", label=_("State"), accessor="get_state_display"),
        Column("age", label=_("Waiting"), accessor=lambda row: age(row, timezone.localdate())),
        Column("asked", label=_("Asked"), accessor=lambda row: timezone.localdate(row.asked_at)),
        Column("language", label=_("Language")),
        Column("decided_by", label=_("Decided by")),
    )

    def get_form(self) -> QuestionFilter:
        return QuestionFilter(self.request.GET or None, calls=calls_answered_by(self.user))

    def rows(self, wanted: Mapping[str, Any]) -> QuerySet[CallQuestion]:
        rows = questions_seen_by(self.user)
        if call := wanted.get("call"):
            rows = rows.filter(call=call)
        if state := wanted.get("state"):
            rows = rows.filter(state=state)
        return rows


@dataclass(frozen=True, slots=True)
class Preview:
    """What readers of one language will see."""

    code: str
    name: str
    row: Published


class QuestionView(WagtailAdminTemplateMixin, TemplateView):
    """One question: its answer in each language side by side, what readers will see, and the way to refuse it."""

    template_name = "calls/question_desk.html"
    page_title = _("Question about a call")
    header_icon = "help"
    _show_breadcrumbs = True

    @cached_property
    def row(self) -> CallQuestion:
        """Return the question, if the person answers it."""
        return get_object_or_404(questions_seen_by(self.user), pk=self.kwargs["pk"])

    @property
    def user(self) -> User:
        """Return who looks at it; Wagtail lets in nobody who has not signed in."""
        return cast("User", self.request.user)

    def get_page_subtitle(self) -> str:
        return str(self.row.call)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        every = {"url": reverse("call_questions_desk:list"), "label": QuestionReport.page_title}
        return [*super().get_breadcrumbs_items(), every, {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        row = self.row
        return {
            "row": row,
            "age": age(row, timezone.localdate()),
            "form": AnswerForm(initial=self._initial()),
            "refuse_form": RefuseForm(initial={"version": row.version}, prefix="refuse"),
            "earlier": self._earlier(),
        } | context

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Do what was pressed; an unknown action changes nothing."""
        action = request.POST.get("action", "")
        if action == "refuse":
            return self._refuse()
        if action in {"preview", "publish"}:
            return self._answer(is_preview=action == "preview")
        return redirect("call_questions_desk:question", pk=self.row.pk)

    def _answer(self, *, is_preview: bool) -> HttpResponse:
        form = AnswerForm(self.request.POST)
        if not form.is_valid():
            return self._again(form=form)
        question, answer = form.words("question"), form.words("answer")
        if is_preview:
            return self._again(form=form, previews=self._previews(question, answer))
        try:
            publish_answer(
                question_id=self.row.pk, question=question, answer=answer, actor=self.user,
                version=form.cleaned_data["version"],
            )  # fmt: skip
        except ValidationError as error:
            form.add_error(None, error)
            return self._again(form=form)
        except StaleQuestion:
            return self._stale(form=form)
        messages.success(self.request, _("Published: it is a part of the call's text now."))
        return redirect("call_questions_desk:list")

    def _refuse(self) -> HttpResponse:
        form = RefuseForm(self.request.POST, prefix="refuse")
        if not form.is_valid():
            return self._again(refuse_form=form)
        try:
            refuse_question(
                question_id=self.row.pk, reason=form.cleaned_data["reason"], actor=self.user,
                version=form.cleaned_data["version"],
            )  # fmt: skip
        except ValidationError as error:
            form.add_error(None, error)
            return self._again(refuse_form=form)
        except StaleQuestion:
            return self._stale(refuse_form=form)
        messages.success(self.request, _("It is not published. The words are erased after 90 days."))
        return redirect("call_questions_desk:list")

    def _again(self, **forms: Any) -> HttpResponse:
        return self.render_to_response(self.get_context_data(**forms))

    def _stale(self, **forms: Any) -> HttpResponse:
        """Show what stands there now beside what was typed; sent once more, it counts."""
        del self.row
        ((name, form),) = forms.items()
        form.data = {**self.request.POST.dict(), form.add_prefix("version"): self.row.version}
        form.add_error(None, STALE)
        return self.render_to_response(self.get_context_data(**{name: form}), status=HTTPStatus.CONFLICT)

    def _initial(self) -> dict[str, str]:
        """Return what was published, else the question as it came, to be made fit."""
        row = self.row
        question = row.question or {row.language: row.text}
        return (
            {"version": row.version}
            | {f"question_{code}": text for code, text in question.items()}
            | {f"answer_{code}": text for code, text in row.answer.items()}
        )

    def _previews(self, question: dict[str, str], answer: dict[str, str]) -> list[Preview]:
        row, number = self.row, number_of(self.row)
        draft = CallQuestion(pk=row.pk, state=row.state, asked_at=row.asked_at, question=question, answer=answer)
        draft.decided_at = row.decided_at
        draft.corrected_at = timezone.now() if row.is_corrected_by(question, answer) else row.corrected_at
        return [
            Preview(code, name, replace(shown(draft, number, code), anchor=f"preview-{code}"))
            for code, name in settings.LANGUAGES
        ]

    def _earlier(self) -> list[Any]:
        """Return what was published before, the newest first; nothing while it was never corrected."""
        if not self.row.corrected_at:
            return []
        texts = CallQuestion.history.filter(id=self.row.pk, state=CallQuestion.State.PUBLISHED)
        return list(texts.select_related("history_user").order_by("-history_date", "-history_id")[1:])
