"""Forms derived from the table of the workflow: what a move needs and takes becomes its fields."""

import uuid
from datetime import timedelta
from typing import Any, ClassVar

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db.models import Model
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from city.models import Topic, Unit
from city.queries import names
from consultations.organisations.models import Organisation
from consultations.organisations.queries import organisations_of

from .models import Postulate, RejectionReason
from .workflow import LegalKind, Move, Outcome, ResponseStatus

LONG = 5000
DAYS_TO_CORRECT = 14


class DateInput(forms.DateInput):
    """A date a browser may help with; without help it is typed as 2026-12-31."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class NamedChoiceField(forms.ModelChoiceField[Any]):
    """A choice of rows shown by their name in the reader's language."""

    def label_from_instance(self, obj: Model) -> str:
        labels: dict[Any, str] = self.__dict__.setdefault("_labels", {})
        if not labels:
            labels.update({key: str(name) for key, name in names(type(obj)).items()})  # type: ignore[arg-type]
        return labels[obj.translation_key]  # type: ignore[attr-defined]


class NamedMultipleChoiceField(forms.ModelMultipleChoiceField[Any]):
    """Any number of rows shown by their name in the reader's language."""

    widget = forms.CheckboxSelectMultiple
    label_from_instance = NamedChoiceField.label_from_instance


class ReferenceField(forms.CharField):
    """A case named by its reference, such as POST/2026/0042."""

    def clean(self, value: str) -> Postulate | None:
        text = super().clean(value)
        if not text:
            return None
        year, _slash, number = text.upper().removeprefix("POST/").partition("/")
        found = None
        if year.isdigit() and number.isdigit():
            found = Postulate.objects.filter(year=int(year), number=int(number)).first()
        if found is None:
            raise ValidationError(_("There is no such case. Write its reference as POST/2026/0042."))
        return found


def _area(label: Any, help_text: Any = "") -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=help_text,
        max_length=LONG,
        widget=forms.Textarea(attrs={"rows": 6}),
    )


def _units() -> Any:
    return Unit.objects.facts().filter(is_active=True)


def _reasons() -> Any:
    return RejectionReason.objects.filter(locale__language_code=settings.LANGUAGE_CODE)


def _field(name: str) -> forms.Field:
    """Return a fresh field for a detail of a move; a name the table uses and this function does not raises KeyError."""
    makers: dict[str, Any] = {
        "reason": lambda: _area(_("Reason")),
        "note": lambda: _area(_("Note to the author"), _("Say kindly what is wrong and what the author can do.")),
        "question": lambda: _area(_("Question")),
        "reply": lambda: _area(_("Your reply")),
        "part": lambda: _area(_("Our part of the answer")),
        "due_on": lambda: forms.DateField(label=_("By which day"), widget=DateInput()),
        "legal_kind": lambda: forms.ChoiceField(
            label=_("What is it in law?"), choices=LegalKind.choices, widget=forms.RadioSelect,
            help_text=_("The content decides, not the form. It sets the time to answer."),
        ),
        "rejection_reason": lambda: NamedChoiceField(label=_("Reason for rejection"), queryset=_reasons()),
        "duplicate_of": lambda: ReferenceField(
            label=_("Reference of the leading case"), help_text=_("For example POST/2026/0042.")
        ),
        "organisation": lambda: forms.ModelChoiceField(
            label=_("Organisation"), queryset=Organisation.objects.filter(status=Organisation.Status.VERIFIED)
        ),
        "show_name": lambda: forms.BooleanField(label=_("The name of our organisation may be shown")),
        "lead_unit": lambda: NamedChoiceField(label=_("Leading unit"), queryset=_units()),
        "contributing_units": lambda: NamedMultipleChoiceField(label=_("Contributing units"), queryset=_units()),
        "body": lambda: forms.CharField(label=_("Competent body"), max_length=200),
        "outcome": lambda: forms.ChoiceField(
            label=_("Outcome"), choices=Outcome.choices, widget=forms.RadioSelect
        ),
        "response": lambda: _area(_("Answer"), _("It is published as you write it, after approval.")),
        "commitment": lambda: forms.CharField(
            label=_("What the city promises"), max_length=500, help_text=_("One sentence, if the answer is a promise.")
        ),
        "commitment_condition": lambda: forms.CharField(label=_("On what the promise depends"), max_length=500),
        "commitment_due_on": lambda: forms.DateField(label=_("By when"), widget=DateInput()),
    }  # fmt: skip
    field: forms.Field = makers[name]()
    return field


class MoveForm(forms.Form):
    """What one move needs and takes, with the version the person saw and a key against double sending."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    submission_key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, move: Move, postulate: Postulate, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {}).update(version=postulate.version, submission_key=uuid.uuid4())
        super().__init__(*args, **kwargs)
        for name in (*move.needs, *move.takes):
            self.fields[name] = _field(name)
            self.fields[name].required = name in move.needs
        self._suggest(move, postulate)

    def details(self) -> dict[str, Any]:
        """Return what was filled in, by the names of the table."""
        own = self.cleaned_data.items()
        details = {name: value for name, value in own if name not in {"version", "submission_key"}}
        if "contributing_units" in details:
            details["contributing_units"] = list(details["contributing_units"])
        return details

    def _suggest(self, move: Move, postulate: Postulate) -> None:
        if move.name == "return":
            self.initial["due_on"] = timezone.localdate() + timedelta(days=DAYS_TO_CORRECT)
        if move.name in {"route", "reroute"}:
            topics = [topic.pk for topic in postulate.topics.all()]
            proposed = Unit.objects.filter(competences__topic_id__in=topics, is_active=True).first()
            self.initial["lead_unit"] = proposed
        response = postulate.current_response
        if move.name == "propose_response" and response and response.status == ResponseStatus.CHANGES_REQUESTED:
            commitment = next(iter(response.commitments.all()), None)
            self.initial.update(outcome=response.outcome, response=response.body)
            if commitment:
                self.initial.update(
                    commitment=commitment.text,
                    commitment_condition=commitment.condition,
                    commitment_due_on=commitment.due_on,
                )


class TextForm(forms.ModelForm[Postulate]):
    """The text of a postulate. A draft may be incomplete; only its title is needed to save it."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    submission_key = forms.UUIDField(widget=forms.HiddenInput)
    topics = NamedMultipleChoiceField(label=_("Topics"), queryset=Topic.objects.none(), required=False)

    class Meta:
        model = Postulate
        fields: ClassVar[list[str]] = [
            "organisation", "title", "problem", "request", "topics", "language", "show_name",
        ]  # fmt: skip
        labels: ClassVar[dict[str, Any]] = {
            "organisation": _("On whose behalf?"),
            "title": _("Title"),
            "problem": _("What is the problem?"),
            "request": _("What do you ask the city for?"),
            "language": _("Language you write in"),
            "show_name": _("The name of the organisation, or mine, may be shown in public"),
        }
        help_texts: ClassVar[dict[str, Any]] = {
            "title": _("One line that says what it is about, for example: Bring back the own-contribution fund."),
            "problem": _(
                "Describe the situation. Leave out names, health and residence status of private people: the text "
                "becomes public."
            ),
            "request": _("Say what the city should do."),
            "language": _("Your text is binding in this language."),
        }
        widgets: ClassVar[dict[str, Any]] = {
            "problem": forms.Textarea(attrs={"rows": 8}),
            "request": forms.Textarea(attrs={"rows": 6}),
        }

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("version", self.instance.version)
        self.initial.setdefault("submission_key", uuid.uuid4())
        for name in ("problem", "request"):
            self.fields[name].is_needed_later = True  # type: ignore[attr-defined]
        self.fields["language"].choices = settings.LANGUAGES  # type: ignore[attr-defined]
        self.fields["topics"].queryset = Topic.objects.facts()  # type: ignore[attr-defined]
        if self.instance.pk:
            del self.fields["organisation"]
            self.initial["topics"] = [topic.pk for topic in self.instance.topics.all()]
        else:
            organisation = self.fields["organisation"]
            organisation.queryset = organisations_of(user)  # type: ignore[attr-defined]
            organisation.empty_label = _("In my own name")  # type: ignore[attr-defined]

    def text(self) -> dict[str, Any]:
        """Return the text without organisation and topics."""
        return {name: self.cleaned_data[name] for name in ("title", "problem", "request", "language", "show_name")}

    def _post_clean(self) -> None:
        """Leave the instance as it was: only the services write it."""


class CommitmentForm(forms.Form):
    """Where a promise stands."""

    status = forms.ChoiceField(label=_("State"), widget=forms.RadioSelect)
    due_on = forms.DateField(label=_("By when"), widget=DateInput(), required=False)
    reason = forms.CharField(
        label=_("Reason"),
        required=False,
        max_length=LONG,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Needed when the date changes or the promise is delayed or dropped. It is public."),
    )
