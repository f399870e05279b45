"""Keeps machines from filling in forms, without a riddle for people: a field nobody sees, and a moment of time."""

from datetime import timedelta
from typing import Any, cast

from django import forms
from django.core import signing
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

SALT = "postulates.opened"
FASTEST_PERSON = timedelta(seconds=2)


def opening_mark() -> str:
    """Return a signed mark that says when the form was opened."""
    return signing.TimestampSigner(salt=SALT).sign("opened")


class GuardedForm(forms.Form):
    """A form that a person needs a moment to fill in. What was typed stays when the guard is mistaken."""

    website = forms.CharField(
        label=_("Leave this field empty"),
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"}),
    )
    opened = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["opened"] = opening_mark()

    def clean(self) -> dict[str, Any]:
        """Refuse kindly what was filled in faster than a person can, or where no person looks."""
        cleaned = super().clean() or {}
        if cleaned.get("website"):
            raise ValidationError(_("One field that you cannot see was filled in. Empty it or load the page again."))
        if not self._took_a_moment(cleaned.get("opened", "")):
            raise ValidationError(_("That was very fast. Nothing is lost: look it over and press the button again."))
        return cleaned

    def _took_a_moment(self, mark: str) -> bool:
        """Say whether the mark is ours and old enough; a spoilt one is replaced, so that a second try works."""
        signer = signing.TimestampSigner(salt=SALT)
        try:
            signer.unsign(mark)
        except signing.BadSignature:
            data = cast(QueryDict, self.data).copy()
            data[self.add_prefix("opened")] = opening_mark()
            self.data = data
            return False
        try:
            signer.unsign(mark, max_age=FASTEST_PERSON)
        except signing.SignatureExpired:
            return True
        return False
