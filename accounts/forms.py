"""The forms of sign-in. A label says what a field is for, so the placeholders of django-allauth are left out."""

from typing import Any

from allauth.account import forms as account
from allauth.mfa.base import forms as mfa
from django import forms
from django.utils.translation import gettext_lazy as _

from .models import User


class _WithoutPlaceholders:
    fields: dict[str, forms.Field]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.widget.attrs.pop("placeholder", None)


class LoginForm(_WithoutPlaceholders, account.LoginForm):
    """Signs in by e-mail address; failed tries are counted per address of account and of machine."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].label = _("E-mail address")
        self.fields["remember"].label = _("Keep me signed in on this device")

    def user_credentials(self) -> dict[str, str]:
        """Return the credentials, with the name under which django-axes counts failures."""
        credentials: dict[str, str] = super().user_credentials()
        return credentials | {"login": credentials["email"].lower()}


class SignupForm(_WithoutPlaceholders, account.SignupForm):
    """Creates an account."""


class AddEmailForm(_WithoutPlaceholders, account.AddEmailForm):
    """Asks for a new e-mail address."""


class ChangePasswordForm(_WithoutPlaceholders, account.ChangePasswordForm):
    """Changes the password of a person who knows the old one."""


class SetPasswordForm(_WithoutPlaceholders, account.SetPasswordForm):
    """Gives a password to a person who has none."""


class ResetPasswordForm(_WithoutPlaceholders, account.ResetPasswordForm):
    """Asks where to send the link for a new password."""


class ResetPasswordKeyForm(_WithoutPlaceholders, account.ResetPasswordKeyForm):
    """Sets a new password after the link was followed."""


class ReauthenticateForm(_WithoutPlaceholders, account.ReauthenticateForm):
    """Asks for the password once more before something sensitive."""


class AuthenticateForm(_WithoutPlaceholders, mfa.AuthenticateForm):
    """Asks for the code of the second step."""


class ReauthenticateCodeForm(_WithoutPlaceholders, mfa.ReauthenticateForm):
    """Asks for a code once more before something sensitive."""


class RequestCodeForm(_WithoutPlaceholders, account.RequestLoginCodeForm):
    """Asks for the address to which a code goes; the same for a known, an unknown and a staff address."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].label = _("E-mail address")
        self.fields["email"].help_text = _("We send a code to this address. The city uses it only to write to you.")


class ConfirmCodeForm(_WithoutPlaceholders, account.ConfirmLoginCodeForm):
    """Asks for the code from the mail."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].label = _("Code from the message")
        self.fields["code"].help_text = _("Capital and small letters are the same.")
        self.fields["code"].error_messages["required"] = _("Type the code from our message.")
        self.fields["code"].widget.attrs["autocapitalize"] = "characters"


class ProfileForm(forms.ModelForm[User]):
    """What a person says about themselves, and the language of our messages to them."""

    class Meta:
        model = User
        fields = ("first_name", "last_name", "language")
        widgets = {
            "first_name": forms.TextInput(attrs={"autocomplete": "given-name"}),
            "last_name": forms.TextInput(attrs={"autocomplete": "family-name"}),
        }
