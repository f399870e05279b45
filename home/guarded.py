"""Keeps machines from filling in what anybody may send, without a riddle for people: an unseen field, and a moment."""

from datetime import timedelta
from typing import Any

from django import forms
from django.core import signing
from django.utils.translation import gettext_lazy as _

FASTEST, LONGEST = timedelta(seconds=2), timedelta(days=1)


def now_signed(salt: str) -> str:
    """Return the moment at which a form was shown, so that one sent back at once is known for a machine's."""
    return signing.TimestampSigner(salt=salt).sign("")


class GuardedForm(forms.Form):
    """A form for anybody; two fields are for machines. Its heirs say by their salt which form was shown."""

    salt: str

    begun = forms.CharField(required=False, widget=forms.HiddenInput)
    website = forms.CharField(
        label=_("Leave this field empty"),
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"}),
    )

    def clean(self) -> dict[str, Any]:
        """Ask once more whoever answers faster than anybody reads, or with a form of another day."""
        if not self._was_begun_by_a_person():
            raise forms.ValidationError(_("We did not quite get that. Please send it once more."))
        return self.cleaned_data

    def _was_begun_by_a_person(self) -> bool:
        signer = signing.TimestampSigner(salt=self.salt)
        begun = self.cleaned_data.get("begun", "")
        try:
            signer.unsign(begun, max_age=LONGEST)
        except signing.BadSignature:
            return False
        try:
            signer.unsign(begun, max_age=FASTEST)
        except signing.SignatureExpired:
            return True
        return False

    @property
    def is_from_a_machine(self) -> bool:
        """Say whether the field that no person sees was filled in."""
        return bool(self.cleaned_data.get("website"))
