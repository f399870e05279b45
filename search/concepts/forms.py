"""What editors type about concepts, and what is wrong with it."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.forms.choosers import BaseFilterForm

from search.queries import LONGEST_QUERY

from .book import Kind, Label
from .files import Entry, faults_of, tidy
from .importing import Present
from .limits import LARGEST_FILE_KB, LONGEST_LABEL, MOST_ROWS
from .models import ConceptQuerySet
from .queries import topics


class TopicInput(forms.TextInput):
    """A field of life: typed freely, with those in use offered."""

    template_name = "concepts/topic_input.html"

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        context["widget"]["attrs"]["list"] = f"{name}-known"
        return context | {"known": topics()}


class ChooserSearch(BaseFilterForm):
    """What is looked for where a concept is chosen."""

    q = forms.CharField(label=_("Search term"), required=False)

    def filter(self, objects: ConceptQuerySet) -> ConceptQuerySet:
        """Keep concepts named so."""
        words = self.cleaned_data["q"]
        self.is_searching, self.search_query = bool(words), words
        return objects.named(words) if words else objects


class ConceptForm(WagtailAdminModelForm):
    """A concept with its labels and links. ``question`` is only tried in the preview, and never kept."""

    question = forms.CharField(
        label=_("Try it with a question"),
        max_length=LONGEST_QUERY,
        required=False,
        help_text=_("The preview shows what people who type this find now, and with your changes. Not saved."),
    )

    def clean(self) -> dict[str, Any]:
        """Check the labels together, as an import does."""
        cleaned: dict[str, Any] = super().clean()
        self.instance.question = cleaned.get("question", "")
        if not self.is_deferred_validation:  # a preview is shown of what is not finished, too
            for text in (*faults_of(Entry("any", tuple(self._labels()))), *self._faults_of_links()):
                self.add_error(None, text)
        return cleaned

    def _labels(self) -> Iterator[Label]:
        for data in _rows(self.formsets["labels"]):
            if data.get("text") and data.get("language") and data.get("kind"):
                yield Label(data["language"], tidy(data["text"]), Kind(data["kind"]))

    def _faults_of_links(self) -> Iterator[str]:
        seen: set[tuple[str, int]] = set()
        for data in _rows(self.formsets["links"]):
            other = data.get("other")
            if other is None:
                continue
            if other.pk == self.instance.pk:
                yield gettext("A concept cannot be linked to itself. Choose another one, or remove the link.")
            if (data["kind"], other.pk) in seen:
                yield gettext("“%(key)s” is linked twice in the same way. Keep one of the links.") % {"key": other.key}
            seen.add((data["kind"], other.pk))


def _rows(formset: Any) -> Iterator[dict[str, Any]]:
    """Yield what was typed into each row that stays."""
    formset.is_valid()
    for form in formset.forms:
        data = getattr(form, "cleaned_data", {})
        if data and not data.get("DELETE"):
            yield data


class ImportForm(forms.Form):
    """A file of concepts, or the text of one that was looked at already and perhaps mended."""

    file = forms.FileField(
        label=_("CSV file"),
        required=False,
        widget=forms.FileInput(attrs={"accept": ".csv,text/csv"}),
        help_text=_("A table saved as CSV in UTF-8. An export of the dictionary shows its columns."),
    )
    present = forms.ChoiceField(
        label=_("When a concept of the file is in the dictionary already and differs"),
        choices=[(each.value, each.label) for each in (Present.KEEP, Present.OVERWRITE)],
        widget=forms.RadioSelect,
        initial=Present.KEEP,
    )
    content = forms.CharField(
        label=_("Text of the file"),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 12, "spellcheck": "false"}),
        help_text=_("You may mend it here. A file chosen above takes its place."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.is_bound and not self.initial.get("content"):
            del self.fields["content"]

    def clean_file(self) -> str:
        """Return the text of the file; empty when none was chosen."""
        file = self.cleaned_data["file"]
        if not file:
            return ""
        if file.size > LARGEST_FILE_KB * 1024:
            text = _("The file is larger than %(most)d kB. Import it in parts.")
            raise ValidationError(text % {"most": LARGEST_FILE_KB})
        try:
            return str(file.read().decode("utf-8-sig"))
        except UnicodeDecodeError as error:
            raise ValidationError(_("The file is not in UTF-8. Save the table as “CSV UTF-8”.")) from error

    def clean(self) -> dict[str, Any]:
        """Return the text to import as ``content``."""
        cleaned: dict[str, Any] = super().clean() or {}
        content = cleaned.get("file") or cleaned.get("content", "")
        if not content.strip() and not self.errors:
            raise ValidationError({"file": _("Choose a CSV file.")})
        if content.count("\n") > MOST_ROWS:
            text = _("The file has more than %(most)d lines. Import it in parts.")
            raise ValidationError({"file": text % {"most": MOST_ROWS}})
        return cleaned | {"content": content}


class QuestionForm(forms.Form):
    """Words of a reader and their language."""

    text = forms.CharField(label=_("Words"), max_length=LONGEST_LABEL)
    language = forms.ChoiceField(label=_("Language"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["language"].choices = settings.LANGUAGES  # type: ignore[attr-defined]

    def clean_text(self) -> str:
        """Return it tidied."""
        return tidy(self.cleaned_data["text"])
