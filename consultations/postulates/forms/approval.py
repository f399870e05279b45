"""A decision about an answer, made by a link."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from .fields import long_text


class ApprovalForm(forms.Form):
    """Which button was pressed; asking for changes needs words."""

    decision = forms.ChoiceField(choices=[("approve", "approve"), ("changes", "changes")], widget=forms.HiddenInput)
    reason = long_text(
        _("What should be changed?"), _("Needed only when you ask for changes. The author does not see it.")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].required = False

    def clean(self) -> dict[str, Any]:
        """Refuse a wish for changes that does not say which."""
        cleaned = super().clean() or {}
        if cleaned.get("decision") == "changes" and not cleaned.get("reason", "").strip():
            self.add_error("reason", _("Say what should be changed."))
        return cleaned
