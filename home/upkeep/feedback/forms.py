from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from home import guarded
from home.limits import FEEDBACK_COMMENT

SALT = "home.upkeep.feedback"
YES, NO = "yes", "no"
ANSWERS = ((YES, pgettext_lazy("was this page helpful", "Yes")), (NO, pgettext_lazy("was this page helpful", "No")))


def now_signed() -> str:
    """Return the moment at which a form was shown, so that one sent back at once is known for a machine's."""
    return guarded.now_signed(SALT)


class FeedbackForm(guarded.GuardedForm):
    """One question and room for a comment."""

    salt = SALT

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
