from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from .overview import Wanted
from .states import State
from .subjects import PAGES, section_names, unit_names


class TranslationFileForm(forms.Form):
    """A file of translations to take in."""

    file = forms.FileField(
        label=_("File with translations"),
        help_text=_("XLIFF 1.2 (.xlf), PO, or a ZIP file of them, as you downloaded it here and filled it in."),
        widget=forms.FileInput(attrs={"accept": ".xlf,.xliff,.po,.zip"}),
    )


class TableForm(forms.Form):
    """What to show of the table of translations."""

    kind = forms.CharField(required=False, widget=forms.HiddenInput)
    q = forms.CharField(label=_("Title"), required=False)
    section = forms.ChoiceField(label=_("Section"), required=False)
    unit = forms.ChoiceField(label=_("Responsible unit"), required=False)
    page_type = forms.ChoiceField(label=_("Page type"), required=False)
    language = forms.ChoiceField(label=_("Language"), required=False)
    state = forms.ChoiceField(label=_("State"), required=False, choices=[("", _("all")), *State.choices])
    age = forms.TypedChoiceField(
        label=_("Waiting for"),
        required=False,
        coerce=int,
        choices=[
            ("", _("any time")),
            ("7", _("more than a week")),
            ("30", _("more than a month")),
            ("90", _("more than three months")),
        ],
    )

    def __init__(self, data: Mapping[str, Any], *, kind: str, page_types: Iterable[str], languages: list[str]) -> None:
        super().__init__(data)
        self._offer("language", languages, names=dict(settings.LANGUAGES))
        if kind == PAGES:
            self._offer("section", section_names())
            self._offer("unit", unit_names())
            self._offer("page_type", page_types)
        else:
            for name in ("section", "unit", "page_type"):
                del self.fields[name]

    def _offer(self, name: str, values: Iterable[str], names: Mapping[str, str] | None = None) -> None:
        offered = ((value, (names or {}).get(value, value)) for value in values)
        label = self.fields[name].label
        self.fields[name] = forms.ChoiceField(label=label, required=False, choices=[("", _("all")), *offered])

    def wanted(self) -> Wanted:
        """Return what was asked for; what makes no sense is left out."""
        self.is_valid()
        chosen = self.cleaned_data
        return Wanted(
            text=chosen.get("q", ""),
            section=chosen.get("section", ""),
            unit=chosen.get("unit", ""),
            page_type=chosen.get("page_type", ""),
            state=chosen.get("state", ""),
            older_than=chosen.get("age") or 0,
        )
