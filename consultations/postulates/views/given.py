"""What was answered to each step, in words of the active language."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from city.models import District, Topic
from city.queries import names
from cms.views import conflict
from consultations.postulates.attachments import sent_by_the_authors
from consultations.postulates.forms.steps import Step, StepForm
from consultations.postulates.forms.text import LABELS
from consultations.postulates.models import Postulate
from consultations.postulates.services import StaleCase
from consultations.postulates.workflow import State

from .access import stale


@dataclass(frozen=True, slots=True)
class Answer:
    """One line of the check; ``language`` is that of a text somebody wrote, empty for words of the interface."""

    label: str
    value: str
    language: str = ""
    label_language: str = ""


def answers_to(step: Step, postulate: Postulate) -> list[Answer]:
    """Return what was answered so far to one step."""
    return list(_ANSWERS[step.name](postulate))


def _text(name: str) -> Callable[[Postulate], Iterator[Answer]]:
    def answer(postulate: Postulate) -> Iterator[Answer]:
        yield Answer(str(LABELS[name]), getattr(postulate, name), postulate.language)

    return answer


def _filer(postulate: Postulate) -> Iterator[Answer]:
    own_name = f"{_('In my own name')}: {postulate.author or postulate.sender_name}"
    yield Answer(str(LABELS["organisation"]), postulate.organisation.legal_name if postulate.organisation else own_name)
    yield Answer(str(LABELS["language"]), str(dict(settings.LANGUAGES)[postulate.language]))


def _concerns(postulate: Postulate) -> Iterator[Answer]:
    yield from _text("concerns")(postulate)
    topics = names(Topic)
    yield Answer(str(LABELS["topics"]), ", ".join(str(topics[row.translation_key]) for row in postulate.topics.all()))
    district = names(District)[postulate.district.translation_key] if postulate.district else _("The whole city")
    yield Answer(str(LABELS["district"]), str(district))


def _questions(postulate: Postulate) -> Iterator[Answer]:
    for row in postulate.topic_answers.all():
        yield Answer(row.question, row.answer, postulate.language, row.question_language)


def _files(postulate: Postulate) -> Iterator[Answer]:
    yield Answer(_("Attachments"), "\n".join(row.name for row in sent_by_the_authors(postulate)))


def _signers(postulate: Postulate) -> Iterator[Answer]:
    rows = [f"{row.organisation.legal_name} ({row.get_state_display()})" for row in postulate.co_signatures.all()]
    yield Answer(_("Co-signers"), "\n".join(rows))


def _contact(postulate: Postulate) -> Iterator[Answer]:
    yield Answer(str(LABELS["contact_name"]), postulate.contact_name)
    yield Answer(str(LABELS["contact_phone"]), postulate.contact_phone)
    yield Answer(str(LABELS["show_name"]), _("yes") if postulate.show_name else _("no"))


_ANSWERS: dict[str, Callable[[Postulate], Iterator[Answer]]] = {
    "filer": _filer,
    "title": _text("title"),
    "problem": _text("problem"),
    "request": _text("request"),
    "concerns": _concerns,
    "questions": _questions,
    "files": _files,
    "signers": _signers,
    "contact": _contact,
}


def conflicting(request: HttpRequest, error: StaleCase, step: Step, form: StepForm) -> HttpResponse:
    """Answer 409 with both texts of one step; colleagues are named to each other, the city's people are not."""
    postulate = error.postulate
    if postulate.state is not State.DRAFT:
        return stale(request, error, form)
    newest = postulate.history.select_related("history_user").first()
    return conflict(
        request,
        what=_("Your answer was not saved, because the text was changed in the meantime."),
        who=str(newest.history_user or "") if newest else "",
        when=newest.history_date if newest else None,
        yours=_typed(form),
        theirs=[(answer.label, answer.value) for answer in answers_to(step, postulate)],
        back_url=request.get_full_path(),
    )


def _typed(form: StepForm) -> list[tuple[str, str]]:
    return [(str(form[name].label), _shown(form, name)) for name in form.fields if name != "version"]


def _shown(form: StepForm, name: str) -> str:
    """Return what was typed or chosen, choices by their label."""
    typed: Any = form[name].value()
    values = typed if isinstance(typed, list) else [typed]
    choices = {str(value): str(label) for value, label in getattr(form.fields[name], "choices", [])}
    return ", ".join(choices.get(str(value), str(value)) for value in values if value not in (None, ""))
