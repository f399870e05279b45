from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from home.upkeep.models import CheckedLink

from .replacing import check_new_address

ANYTHING = ("", _("all"))


class LinkFilter(forms.Form):
    """Which links to show."""

    status = forms.ChoiceField(
        label=_("State"),
        required=False,
        choices=[
            ("", _("need attention")), *CheckedLink.Status.choices, ("moved", _("moved for good")), ("all", _("all")),
        ],
    )  # fmt: skip
    kind = forms.ChoiceField(label=_("Kind"), required=False, choices=[ANYTHING, *CheckedLink.Kind.choices])
    language = forms.ChoiceField(label=_("Language of the page"), required=False)
    words = forms.CharField(label=_("Address or title of the page"), required=False, max_length=200)

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["language"].choices = [ANYTHING, *settings.LANGUAGES]  # type: ignore[attr-defined]


class ReplaceForm(forms.Form):
    """The address to put in the place of one."""

    new = forms.CharField(label=_("New address"), max_length=2000)

    def __init__(self, *args: object, link: CheckedLink, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.link = link

    def clean_new(self) -> str:
        """Refuse what could not stand in the old address's place, saying why."""
        try:
            return check_new_address(self.link, self.cleaned_data["new"])
        except ValidationError as error:
            raise forms.ValidationError(error.messages) from error
