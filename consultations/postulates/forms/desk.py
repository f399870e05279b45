"""What narrows a work list, kept in its address."""

from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from consultations.postulates.models import PostulateQuerySet
from consultations.postulates.workflow import LegalKind

from .details import units
from .fields import NamedChoiceField


class DeskFilter(forms.Form):
    """Words, legal kind and unit; what makes no sense is passed over, so that an old address still works."""

    q = forms.CharField(label=_("Reference or words of the title"), required=False, max_length=150)
    kind = forms.ChoiceField(label=_("Legal kind"), required=False, choices=[("", _("All")), *LegalKind.choices])
    unit = NamedChoiceField(label=_("Unit"), required=False, queryset=None, to_field_name="code", empty_label=_("All"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["auto_id"] = "filter_%s"
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = units()  # type: ignore[attr-defined]
        self.full_clean()

    def chosen(self) -> dict[str, str]:
        """Return what was chosen as it stands in an address."""
        cleaned = self.cleaned_data
        unit = cleaned.get("unit")
        return {"q": cleaned.get("q", ""), "kind": cleaned.get("kind", ""), "unit": unit.code if unit else ""}

    def narrow(self, cases: PostulateQuerySet) -> PostulateQuerySet:
        """Keep the cases that fit."""
        chosen = self.cleaned_data
        if unit := chosen.get("unit"):
            cases = cases.filter(assignments__unit=unit, assignments__is_current=True)
        if kind := chosen.get("kind"):
            cases = cases.filter(legal_kind=kind)
        for word in chosen.get("q", "").split():
            cases = cases.filter(Q(title__icontains=word) | _numbered(word))
        return cases


def _numbered(word: str) -> Q:
    """Find a case by its reference or by its bare number."""
    year, _slash, number = word.upper().removeprefix("POST/").partition("/")
    if year.isdecimal() and number.isdecimal():
        return Q(year=int(year[:6]), number=int(number[:9]))
    return Q(number=int(word[:9])) if word.isdecimal() else Q()
