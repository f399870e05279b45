"""Kinds of fields that the forms of this room share."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Model
from django.utils.translation import gettext_lazy as _

from city.queries import names
from consultations.postulates.models import Postulate

LONG = 5000


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
        if year.isdecimal() and number.isdecimal():
            found = Postulate.objects.filter(year=int(year), number=int(number)).first()
        if found is None:
            raise ValidationError(_("There is no such case. Write its reference as POST/2026/0042."))
        return found


def long_text(label: Any, help_text: Any = "", *, rows: int = 6) -> forms.CharField:
    """Return a field for a few paragraphs."""
    return forms.CharField(
        label=label, help_text=help_text, max_length=LONG, widget=forms.Textarea(attrs={"rows": rows})
    )
