"""Form fields for files. Their hints are made from the same table and numbers that the checks use."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.functional import lazy
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from .intake import Upload, admit, admit_all
from .kinds import accept, listing
from .limits import MAX_FILE_MB, MAX_FILES, MAX_TOTAL_MB


class MultipleFileInput(forms.FileInput):
    """A choice of several files at once."""

    allow_multiple_selected = True

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[Any]:
        """Return every file chosen."""
        return list(files.getlist(name)) if hasattr(files, "getlist") else list(files.get(name, []))


class UploadField(forms.FileField):
    """One file. Cleans to an ``Upload``, or None when nothing was sent and nothing had to be."""

    widget = forms.FileInput

    def __init__(self, *, help_text: object = "", **options: Any) -> None:
        super().__init__(help_text=_with_hint(help_text, 1), **options)

    def clean(self, data: Any, initial: Any = None) -> Any:
        """Return the checked file; the file already kept when no new one was chosen."""
        file = super().clean(data, initial)
        return admit(file) if isinstance(file, UploadedFile) else file or None

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """Let the file chooser of the browser offer only what we take."""
        return {**super().widget_attrs(widget), "accept": accept()}


class MultipleUploadField(forms.FileField):
    """Several files, at most ``at_most``. Cleans to a list of ``Upload``, empty when nothing was sent."""

    widget = MultipleFileInput

    def __init__(self, *, at_most: int = MAX_FILES, help_text: object = "", **options: Any) -> None:
        self.at_most = at_most
        super().__init__(help_text=_with_hint(help_text, at_most), **options)

    def clean(self, data: Sequence[Any] | None, initial: Any = None) -> list[Upload]:
        """Return the checked files; faults of all of them are told together."""
        if not data:
            super().clean(None, initial)
            return []
        return admit_all(list(data), at_most=self.at_most)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """Let the file chooser of the browser offer only what we take."""
        return {**super().widget_attrs(widget), "accept": accept()}


def _hint(text: object, at_most: int) -> str:
    taken = {"size": MAX_FILE_MB, "kinds": listing(), "total": MAX_TOTAL_MB, "count": at_most}
    if at_most == 1:
        hint = _("At most %(size)s MB. We take: %(kinds)s.") % taken
    else:
        hint = (
            ngettext(
                "At most %(count)s file of %(size)s MB, together %(total)s MB. We take: %(kinds)s.",
                "At most %(count)s files of %(size)s MB each, together %(total)s MB. We take: %(kinds)s.",
                at_most,
            )
            % taken
        )
    return f"{text} {hint}" if text else hint


_with_hint = lazy(_hint, str)
