"""The table of results: typed row by row, or read from a file and looked at before it is published."""

import csv
from collections.abc import Iterable, Mapping
from decimal import Decimal, InvalidOperation
from typing import Any, cast

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext, override
from django.utils.translation import gettext_lazy as _
from wagtail.documents import get_document_model
from wagtail.documents.widgets import AdminDocumentChooser

from cms.spreadsheets import without_guard
from home.calls.fields import label_of
from home.calls.limits import LARGEST_RESULTS_KB, MOST_RESULTS
from home.calls.models import CallResult

from .forms import ActForm, ReasonForm

COLUMNS = ("position", "organisation", "title", "outcome", "points", "amount")
_MAY_BE_MISSING = {"points", "amount"}
_NUMBERS = {"position", "points", "amount"}
PREFIX = "row"
ROWS_AT_FIRST = 5
ROWS_MORE = 10


class NumberField(forms.DecimalField):
    """A number as people write it in any language of the site: ``12 500,50 zł`` too."""

    widget = forms.TextInput

    def to_python(self, value: Any) -> Any:
        return super().to_python(_number(value) if isinstance(value, str) else value)


class ResultForm(forms.ModelForm):  # type: ignore[type-arg]
    """One row; a row left empty is none."""

    class Meta:
        model = CallResult
        fields = COLUMNS
        field_classes = {"points": NumberField, "amount": NumberField}
        widgets = {name: forms.TextInput({"inputmode": "decimal"}) for name in ("points", "amount")}

    def clean(self) -> dict[str, Any]:
        """Refuse an amount without a grant, and a grant without one."""
        cleaned: dict[str, Any] = super().clean() or {}
        outcome, amount = cleaned.get("outcome"), cleaned.get("amount")
        if outcome == CallResult.Outcome.AWARDED and amount is None and "amount" not in self.errors:
            self.add_error("amount", _("A grant was awarded: give its amount."))
        if outcome and outcome != CallResult.Outcome.AWARDED and amount:
            self.add_error("amount", _("No grant was awarded: leave the amount empty."))
        return cleaned


class _ResultTable(forms.BaseFormSet):  # type: ignore[type-arg]
    def clean(self) -> None:
        """Refuse a place on the list that is given twice, beside the second row that has it."""
        seen = dict[int, int]()
        for number, form in enumerate(self.forms, start=1):
            place = getattr(form, "cleaned_data", {}).get("position")
            if place is None:
                continue
            if place in seen:
                text = gettext("Place %(place)s is taken by row %(row)d.") % {"place": place, "row": seen[place]}
                form.add_error("position", text)
            seen.setdefault(place, number)

    def results(self) -> list[CallResult]:
        """Return what was typed, unsaved, in its order."""
        return [form.save(commit=False) for form in self.forms if form.has_changed()]


ResultTable = cast(
    "type[_ResultTable]",
    forms.formset_factory(
        ResultForm,
        formset=_ResultTable,
        extra=ROWS_AT_FIRST,
        max_num=MOST_RESULTS,
        absolute_max=MOST_RESULTS,
        validate_max=True,
    ),
)


class ResultsFilesForm(ActForm):
    """A table to be read into the rows, and the signed document that goes with them."""

    table = forms.FileField(
        label=_("Table as a CSV file"),
        required=False,
        widget=forms.FileInput(attrs={"accept": ".csv,text/csv"}),
        help_text=_("It is read into the rows below, in their place. Nothing is published by that."),
    )
    document = forms.ModelChoiceField(
        label=_("File with the results"),
        queryset=get_document_model().objects.all(),
        required=False,
        widget=AdminDocumentChooser,
        help_text=_("Such as the signed order. Readers may download it."),
    )

    def clean_table(self) -> list[dict[str, str]] | None:
        """Return the rows of the file, None when no file was chosen."""
        file = self.cleaned_data["table"]
        if not file:
            return None
        if file.size > LARGEST_RESULTS_KB * 1024:
            raise ValidationError(_("The file is larger than %(most)d kB.") % {"most": LARGEST_RESULTS_KB})
        try:
            return read_table(file.read().decode("utf-8-sig"))
        except UnicodeDecodeError as error:
            raise ValidationError(_("The file is not in UTF-8. Save the table as “CSV UTF-8”.")) from error


def read_table(text: str) -> list[dict[str, str]]:
    """Return the rows of a CSV as they are typed into the form, empty ones left out.

    Columns are known by their names in any language of the site, or by ours. Raises ``ValidationError``.
    """
    lines = [line for line in text.splitlines() if line.strip()]
    if not lines:
        raise ValidationError(_("The file is empty."))
    delimiter = max(";,\t", key=lines[0].count)
    header, *rows = csv.reader(lines, delimiter=delimiter)
    places = _columns(header)
    if not rows:
        raise ValidationError(_("The file has its first line only: give a row for each offer."))
    if len(rows) > MOST_RESULTS:
        raise ValidationError(_("The file has more than %(most)d rows.") % {"most": MOST_RESULTS})
    outcomes = _known(dict(CallResult.Outcome.choices))
    return [_typed(row, places, outcomes) for row in rows if any(cell.strip() for cell in row)]


class CorrectionForm(ReasonForm):
    """Why the results are corrected, and which correction was the last one when the page was shown."""

    seen = forms.IntegerField(widget=forms.HiddenInput)


def as_typed(results: Iterable[CallResult]) -> list[dict[str, str]]:
    """Return published rows as they are typed into the form."""
    return [{name: _bare(getattr(row, name)) for name in COLUMNS} for row in results]


def _bare(value: Any) -> str:
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    return "" if value is None else str(value)


def table_data(rows: list[dict[str, str]]) -> dict[str, str]:
    """Return the rows as a form would send them."""
    data = {f"{PREFIX}-TOTAL_FORMS": str(len(rows)), f"{PREFIX}-INITIAL_FORMS": "0"}
    for number, row in enumerate(rows):
        data |= {f"{PREFIX}-{number}-{name}": text for name, text in row.items()}
    return data


def _columns(header: Iterable[str]) -> dict[str, int]:
    labels = {name: label_of(CallResult, name) for name in COLUMNS}
    names = _known(labels)
    places = {names[cell]: number for number, text in enumerate(header) if (cell := _plain(text)) in names}
    if missing := [name for name in COLUMNS if name not in places and name not in _MAY_BE_MISSING]:
        text = _("These columns are missing from the first line of the file: %(names)s.")
        raise ValidationError(text % {"names": ", ".join(str(labels[name]) for name in missing)})
    return places


def _known(labels: Mapping[str, Any]) -> dict[str, str]:
    """Return our codes by what people call them in each language, and by themselves."""
    found = {_plain(code): code for code in labels}
    for language, _name in settings.LANGUAGES:
        with override(language):
            found |= {_plain(str(label)): code for code, label in labels.items()}
    return found


def _plain(text: str) -> str:
    return " ".join(text.replace("\ufeff", "").split()).casefold()


def _typed(row: list[str], places: Mapping[str, int], outcomes: Mapping[str, str]) -> dict[str, str]:
    cells = {name: without_guard(row[place].strip()) if place < len(row) else "" for name, place in places.items()}
    cells |= {name: _number(text) for name, text in cells.items() if name in _NUMBERS}
    cells["outcome"] = outcomes.get(_plain(cells["outcome"]), cells["outcome"])
    return cells


def _number(text: str) -> str:
    """Return a number as the form reads it: ``12 500,50 zł`` is how a Polish table writes 12500.50."""
    bare = "".join(text.replace("zł", "").split()).replace(",", ".")
    try:
        return f"{Decimal(bare):f}"
    except InvalidOperation:
        return text
