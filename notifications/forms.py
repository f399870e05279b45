from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from .models import Rhythm

_ADDRESS = {
    "required": _("Enter your e-mail address."),
    "invalid": _("Enter an e-mail address like name@example.org."),
}


class HowForm(forms.Form):
    """How often and in which language somebody is told; who says nothing is told at once, in the page's language."""

    rhythm = forms.ChoiceField(label=_("How often we write"), choices=Rhythm.choices, required=False)
    language = forms.ChoiceField(label=_("Language of our messages"), choices=settings.LANGUAGES, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["initial"] = {"language": get_language()} | (kwargs.get("initial") or {})
        super().__init__(*args, **kwargs)

    def clean_rhythm(self) -> str:
        """Return the chosen rhythm."""
        return self.cleaned_data["rhythm"] or str(Rhythm.AT_ONCE)

    def clean_language(self) -> str:
        """Return the chosen language."""
        return self.cleaned_data["language"] or get_language() or settings.LANGUAGE_CODE


class ThingForm(HowForm):
    """Names what is to be followed: all that somebody has to send whose address is known and confirmed."""

    kind = forms.CharField(widget=forms.HiddenInput)
    object_id = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=2**63 - 1)


class AddressForm(forms.Form):
    """Asks for an address; the last field is for machines that fill in everything."""

    email = forms.EmailField(
        label=_("E-mail address"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages=_ADDRESS,
    )
    website = forms.CharField(
        label=_("Leave this field empty"),
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"}),
    )

    @property
    def is_from_a_machine(self) -> bool:
        """Say whether the field that no person sees was filled in."""
        return bool(self.cleaned_data["website"])


class FollowForm(AddressForm, ThingForm):
    """Asks for the address that wants to be told of a thing, and how."""

    field_order = ("kind", "object_id", "email", "rhythm", "language", "website")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].help_text = _("We send one message to confirm it. You can stop at any time.")


class RowForm(HowForm):
    """What the owner of an address changes about one thing they follow."""

    subscription = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=2**63 - 1)
