from django import forms
from django.utils.translation import gettext_lazy as _

REASON_ROWS = 4


class SendForm(forms.Form):
    """What somebody says to the reviewers when they send a page."""

    note = forms.CharField(
        label=_("Word to the reviewers"),
        help_text=_("What did you change, and what should they look at? It may stay empty."),
        required=False,
        max_length=2000,
        widget=forms.Textarea({"rows": REASON_ROWS}),
    )


class ApproveForm(forms.Form):
    """A word that goes with the approval."""

    comment = forms.CharField(
        label=_("Word to the author"),
        help_text=_("It may stay empty."),
        required=False,
        max_length=2000,
        widget=forms.Textarea({"rows": 2}),
    )


class RejectForm(forms.Form):
    """Why a page goes back; its author has nothing else to go by."""

    comment = forms.CharField(
        label=_("What has to change"),
        help_text=_("The author gets these words by e-mail."),
        max_length=2000,
        error_messages={"required": _("Say what has to change: without it the author cannot mend the page.")},
        widget=forms.Textarea({"rows": REASON_ROWS}),
    )
