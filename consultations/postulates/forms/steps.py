"""The way of writing a postulate: one question, or a tight group, per step."""

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, ClassVar

from django import forms
from django.conf import settings
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from city.models import District, Topic
from city.queries import extra_questions
from consultations.organisations.queries import organisations_of
from consultations.postulates.models import Postulate, TopicAnswer
from consultations.postulates.queries import clause_in_force
from consultations.postulates.services import Filer, may_change_filer

from .fields import NamedChoiceField, NamedMultipleChoiceField
from .guard import GuardedForm
from .text import HELP_TEXTS, LABELS

LONGEST_ANSWER = TopicAnswer._meta.get_field("answer").max_length


class StepForm(forms.ModelForm[Postulate]):
    """Some parts of a postulate. ``is_partial`` saves them as they are, for people who leave and come back."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    needed: ClassVar[frozenset[str]] = frozenset()

    class Meta:
        model = Postulate
        fields: ClassVar[list[str]] = []

    def __init__(self, *args: Any, user: User, is_partial: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        self.initial.setdefault("version", self.instance.version)
        for name in self.needed:
            self.fields[name].required = not is_partial
            self.fields[name].is_needed_later = True  # type: ignore[attr-defined]

    def text(self) -> dict[str, Any]:
        """Return what was written, by the names of the model."""
        return {name: self.cleaned_data[name] for name in self._meta.fields or [] if name in self.cleaned_data}

    def parts(self) -> dict[str, Any]:
        """Return what ``save_text`` takes."""
        return {"text": self.text()}

    def _post_clean(self) -> None:
        """Leave the instance as it was: only the services write it."""


class FilerForm(StepForm):
    """On whose behalf, where there is a choice, and in which language."""

    organisation = forms.ModelChoiceField[Any](
        label=LABELS["organisation"], queryset=None, required=False, empty_label=_("In my own name")
    )
    needed = frozenset({"language"})
    field_order = ["organisation", "language"]

    class Meta(StepForm.Meta):
        fields: ClassVar[list[str]] = ["language"]
        labels = LABELS
        help_texts = HELP_TEXTS
        widgets: ClassVar[dict[str, Any]] = {"language": forms.RadioSelect}

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, user=user, **kwargs)
        self.fields["language"].choices = settings.LANGUAGES  # type: ignore[attr-defined]
        organisations = organisations_of(user)
        if organisations and (self.instance._state.adding or may_change_filer(self.instance, user)):
            self.fields["organisation"].queryset = organisations  # type: ignore[attr-defined]
            self.fields["organisation"].is_needed_later = True  # type: ignore[attr-defined]
            only = organisations[0].pk if self.instance._state.adding and len(organisations) == 1 else None
            self.initial.setdefault("organisation", self.instance.organisation_id or only)
        else:
            del self.fields["organisation"]

    def filer(self) -> Filer | None:
        """Return on whose behalf it is filed, or None where that is settled."""
        return Filer(self.cleaned_data["organisation"]) if "organisation" in self.fields else None

    def parts(self) -> dict[str, Any]:
        return {"text": self.text(), "filer": self.filer()}


class StartForm(GuardedForm, FilerForm):
    """The first step of a new postulate; its key is that of the draft it makes."""

    submission_key = forms.UUIDField(widget=forms.HiddenInput)

    class Meta(FilerForm.Meta):
        pass

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("submission_key", uuid.uuid4())


class TitleForm(StepForm):
    """One line that says what it is about."""

    needed = frozenset({"title"})

    class Meta(StepForm.Meta):
        fields: ClassVar[list[str]] = ["title"]
        labels = LABELS
        help_texts = HELP_TEXTS


class ProblemForm(StepForm):
    """What is wrong."""

    needed = frozenset({"problem"})

    class Meta(StepForm.Meta):
        fields: ClassVar[list[str]] = ["problem"]
        labels = LABELS
        help_texts = HELP_TEXTS
        widgets: ClassVar[dict[str, Any]] = {"problem": forms.Textarea(attrs={"rows": 8})}


class RequestForm(StepForm):
    """What the city should do."""

    needed = frozenset({"request"})

    class Meta(StepForm.Meta):
        fields: ClassVar[list[str]] = ["request"]
        labels = LABELS
        help_texts = HELP_TEXTS
        widgets: ClassVar[dict[str, Any]] = {"request": forms.Textarea(attrs={"rows": 6})}


class ConcernsForm(StepForm):
    """Whom and what it concerns."""

    topics = NamedMultipleChoiceField(
        label=LABELS["topics"], help_text=HELP_TEXTS["topics"], queryset=Topic.objects.none(), required=False
    )
    district = NamedChoiceField(
        label=LABELS["district"], help_text=HELP_TEXTS["district"], queryset=District.objects.none(), required=False,
        empty_label=_("The whole city"),
    )  # fmt: skip
    needed = frozenset({"concerns"})

    class Meta(StepForm.Meta):
        fields: ClassVar[list[str]] = ["concerns", "district"]
        labels = LABELS
        help_texts = HELP_TEXTS

    field_order = ["concerns", "topics", "district"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["topics"].queryset = Topic.objects.facts()  # type: ignore[attr-defined]
        self.fields["district"].queryset = District.objects.facts()  # type: ignore[attr-defined]
        self.initial["topics"] = [topic.pk for topic in self.instance.topics.all()]

    def parts(self) -> dict[str, Any]:
        return {"text": self.text(), "topics": self.cleaned_data["topics"]}


class QuestionsForm(StepForm):
    """What the chosen topics ask beside the text; one field for each question."""

    def __init__(self, *args: Any, is_partial: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, is_partial=is_partial, **kwargs)
        answered = {row.topic_id: row.answer for row in self.instance.topic_answers.all()}
        self.questions = extra_questions(_topic_ids(self.instance))
        for pk, question in self.questions.items():
            self.fields[f"topic_{pk}"] = forms.CharField(
                label=format_html('<span lang="{}">{}</span>', question.language, question.text),
                max_length=LONGEST_ANSWER,
                required=not is_partial,
                initial=answered.get(pk, ""),
                widget=forms.Textarea(attrs={"rows": 3}),
            )

    def parts(self) -> dict[str, Any]:
        answers = {pk: self.cleaned_data[f"topic_{pk}"] for pk in self.questions}
        return {"text": {}, "answers": answers}


class ContactForm(StepForm):
    """Whom the city may ask, whether the name is shown, and what people were told about their data."""

    needed = frozenset({"contact_name"})

    class Meta(StepForm.Meta):
        fields: ClassVar[list[str]] = ["contact_name", "contact_phone", "show_name"]
        labels = LABELS
        help_texts = HELP_TEXTS
        widgets: ClassVar[dict[str, Any]] = {
            "contact_name": forms.TextInput(attrs={"autocomplete": "name"}),
            "contact_phone": forms.TextInput(attrs={"autocomplete": "tel", "inputmode": "tel"}),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.instance.contact_name:
            self.initial["contact_name"] = self.user.get_full_name()

    def parts(self) -> dict[str, Any]:
        """Return the answers with the version of the information that stood beside them."""
        clause = clause_in_force()
        return {"text": self.text() | {"clause_version": clause.version if clause else None}}


@dataclass(frozen=True, slots=True)
class Step:
    """One page of the way. ``form`` is None where the page has its own ways to act."""

    name: str
    heading: Promise
    form: type[StepForm] | None
    is_done: Callable[[Postulate], bool]
    is_text: bool = False


def _topic_ids(postulate: Postulate) -> list[int]:
    return [topic.pk for topic in postulate.topics.all()]


def _is_past_signers(postulate: Postulate) -> bool:
    return bool(postulate.contact_name) or bool(postulate.co_signatures.all())


def _are_questions_answered(postulate: Postulate) -> bool:
    answered = {row.topic_id for row in postulate.topic_answers.all() if row.answer.strip()}
    return answered >= extra_questions(_topic_ids(postulate)).keys()


STEPS: tuple[Step, ...] = (
    Step("filer", _("Who files it, and in which language"), FilerForm, lambda postulate: bool(postulate.language)),
    Step("title", _("What it is about"), TitleForm, lambda postulate: bool(postulate.title.strip()), is_text=True),
    Step("problem", _("The problem"), ProblemForm, lambda postulate: bool(postulate.problem.strip()), is_text=True),
    Step(
        "request", _("Request to the city"), RequestForm, lambda postulate: bool(postulate.request.strip()),
        is_text=True,
    ),
    Step("concerns", _("Whom and what it concerns"), ConcernsForm, lambda postulate: bool(postulate.concerns.strip())),
    Step("questions", _("What your topics ask"), QuestionsForm, _are_questions_answered),
    Step(
        "files", _("Attachments"), None,
        lambda postulate: _is_past_signers(postulate) or bool(postulate.attachments.all()),
    ),
    Step("signers", _("Co-signers"), None, _is_past_signers),
    Step("contact", _("Contact and your name"), ContactForm, lambda postulate: bool(postulate.contact_name)),
)  # fmt: skip


def steps_of(postulate: Postulate | None) -> list[Step]:
    """Return the steps of a postulate, or of one to come: questions of topics only where a chosen topic asks."""
    asks = postulate is not None and bool(extra_questions(_topic_ids(postulate)))
    return [step for step in STEPS if step.name != "questions" or asks]


def first_unfinished(postulate: Postulate) -> Step | None:
    """Return where to go on writing; None where only the check of the answers is left."""
    return next((step for step in steps_of(postulate) if not step.is_done(postulate)), None)
