"""A form field for texts of several lines."""

from typing import Any

from django import forms


class LinesField(forms.CharField):
    """A text whose length is counted as its writer sees it: a browser sends the end of a line as two characters."""

    widget = forms.Textarea

    def to_python(self, value: Any) -> str:
        return str(super().to_python(value.replace("\r\n", "\n") if isinstance(value, str) else value))
