"""Who gives their cases to whom."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import User


class _PersonField(forms.ModelChoiceField[User]):
    """A person, shown by name."""

    def label_from_instance(self, obj: User) -> str:
        return str(obj)


class GiverForm(forms.Form):
    """Whose cases are handed over; only people who have some are offered."""

    giver = _PersonField(label=_("Whose cases?"), queryset=User.objects.none())

    def __init__(self, *args: Any, givers: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["giver"].queryset = givers  # type: ignore[attr-defined]


class HandOverForm(forms.Form):
    """Who takes them over."""

    giver = _PersonField(queryset=User.objects.none(), widget=forms.HiddenInput)
    receiver = _PersonField(label=_("Who takes them over?"), queryset=User.objects.none())

    def __init__(self, *args: Any, givers: Any, receivers: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["giver"].queryset = givers  # type: ignore[attr-defined]
        self.fields["receiver"].queryset = receivers  # type: ignore[attr-defined]
