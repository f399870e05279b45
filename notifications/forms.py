from django import forms
from django.utils.translation import gettext_lazy as _


class FollowForm(forms.Form):
    """Asks for the address that wants to be told; the last field is for machines that fill in everything."""

    kind = forms.CharField(widget=forms.HiddenInput)
    object_id = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=2**63 - 1)
    email = forms.EmailField(
        label=_("E-mail address"),
        max_length=254,
        help_text=_("We send one message to confirm it. You can stop at any time."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={
            "required": _("Enter your e-mail address."),
            "invalid": _("Enter an e-mail address like name@example.org."),
        },
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
