"""The answers that were looked at in a preview, each with the version it had there."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _


class SeenCasesField(forms.Field):
    """Any number of values such as ``17:4``: the key of a case and the version somebody saw."""

    widget = forms.MultipleHiddenInput

    def to_python(self, value: Any) -> list[tuple[int, int]]:
        pairs = [str(item).partition(":") for item in value or []]
        if not all(pk.isdecimal() and version.isdecimal() for pk, _colon, version in pairs):
            raise ValidationError(_("Choose the answers again."))
        return [(int(pk), int(version)) for pk, _colon, version in pairs]


class BatchForm(forms.Form):
    """What is to be published, and a key against double sending."""

    submission_key = forms.UUIDField(widget=forms.HiddenInput)
    chosen = SeenCasesField()
