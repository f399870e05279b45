"""What a person may tell about themselves when they create an account. Knows nothing of django-allauth."""

from django import forms
from django.contrib.auth.models import AbstractBaseUser
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _


class NameForm(forms.Form):
    """The optional part of the sign-up form; the adapter stores the names."""

    field_order = ("email", "password1", "password2", "first_name", "last_name")

    first_name = forms.CharField(
        label=_("First name"),
        max_length=150,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "given-name"}),
    )
    last_name = forms.CharField(
        label=_("Last name"),
        max_length=150,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "family-name"}),
    )

    def signup(self, request: HttpRequest, user: AbstractBaseUser) -> None:
        """Do nothing more: the hook that django-allauth asks for."""
