from datetime import timedelta

from django import forms
from django.conf import settings
from django.core import signing
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from home.limits import FEEDBACK_COMMENT

SALT = "home.upkeep.feedback"
FASTEST, LONGEST = timedelta(seconds=2), timedelta(days=1)
YES, NO = "yes", "no"
ANSWERS = ((YES, pgettext_lazy("was this page helpful", "Yes")), (NO, pgettext_lazy("was this page helpful", "No")))


def now_signed() -> str:
    """Return the moment at which a form was shown, so that one sent back at once is known for a machine's."""
    return signing.TimestampSigner(salt=SALT).sign("")


class FeedbackForm(forms.Form):
    """One question and room for a comment; the last two fields are for machines."""

    answer = forms.ChoiceField(
        label=_("Was this page helpful?"),
        choices=ANSWERS,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose yes or no."), "invalid_choice": _("Choose yes or no.")},
    )
    comment = forms.CharField(
        label=_("What could be better?"),
        required=False,
        max_length=FEEDBACK_COMMENT,
        help_text=_(
            "Do not write your name, address or number: we do not know who you are and cannot write back. "
            "At most 500 characters."
        ),
        widget=forms.Textarea(attrs={"rows": 4, "autocomplete": "off"}),
    )
    begun = forms.CharField(required=False, widget=forms.HiddenInput)
    website = forms.CharField(
        label=_("Leave this field empty"),
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"}),
    )

    def clean(self) -> dict[str, object]:
        """Ask once more whoever answers faster than anybody reads, or with a form of another day."""
        if not self._was_begun_by_a_person():
            raise forms.ValidationError(_("We did not quite get that. Please send it once more."))
        return self.cleaned_data

    def _was_begun_by_a_person(self) -> bool:
        signer = signing.TimestampSigner(salt=SALT)
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


class FeedbackFilter(forms.Form):
    """Which answers of readers to show."""

    state = forms.ChoiceField(
        label=_("State"),
        required=False,
        choices=[
            ("", _("not archived")), ("new", pgettext_lazy("answers of readers", "new")), ("handled", _("dealt with")),
            ("archived", pgettext_lazy("answers of readers", "archived")), ("all", _("all")),
        ],
    )  # fmt: skip
    answer = forms.ChoiceField(
        label=_("Answer"),
        required=False,
        choices=[("", _("all")), (YES, _("helpful")), (NO, _("not helpful"))],
    )
    language = forms.ChoiceField(label=_("Language wanted"), required=False)
    title = forms.CharField(label=_("Title of the page"), required=False, max_length=200)

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["language"].choices = [("", _("all")), *settings.LANGUAGES]  # type: ignore[attr-defined]
