from typing import ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from accounts.models import User

from .models import Membership, Organisation


class OrganisationForm(forms.ModelForm[Organisation]):
    """What the city needs to know to tell one organisation from another."""

    website = forms.URLField(label=_("Website"), required=False, assume_scheme="https")

    class Meta:
        model = Organisation
        fields: ClassVar[list[str]] = ["legal_name", "kind", "krs", "nip", "website"]


class MemberForm(forms.Form):
    """A colleague who already has an account here, and what they may do."""

    email = forms.EmailField(
        label=_("E-mail address of your colleague"),
        help_text=_("They need an account on this site first."),
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )
    role = forms.ChoiceField(
        label=_("What they may do"),
        choices=Membership.Role.choices,
        widget=forms.RadioSelect,
    )

    def clean_email(self) -> User:
        person = User.objects.filter(email__iexact=self.cleaned_data["email"], is_active=True).first()
        if person is None:
            raise ValidationError(_("Nobody with this address has an account yet. Ask your colleague to sign up."))
        return person


class VerificationForm(forms.Form):
    """The city's decision about an organisation."""

    status = forms.ChoiceField(
        label=_("Decision"),
        choices=[
            (Organisation.Status.VERIFIED, _("It is who it says it is")),
            (Organisation.Status.REFUSED, _("It could not be verified")),
        ],
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(
        label=_("Reason"),
        max_length=500,
        help_text=_("What you checked, for example the entry in the KRS register."),
    )
