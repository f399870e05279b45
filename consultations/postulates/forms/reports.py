"""What a reader says about a text that should not stand, and what a moderator answers."""

import uuid
from datetime import timedelta
from typing import Any

from django import forms
from django.core import signing
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from consultations.postulates.models import Report

FASTEST = timedelta(seconds=3)
LONGEST = 1000
SALT = "postulates.report"


class ReportForm(forms.Form):
    """A report; the field that no person sees and the time it took tell a machine from a person."""

    reason = forms.ChoiceField(
        label=_("What is wrong?"),
        choices=Report.Reason.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what is wrong.")},
    )
    text = forms.CharField(
        label=_("Where is it, and what do you ask for?"),
        help_text=_("Do not repeat personal data of others here. Only moderators read it."),
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    submission_key = forms.UUIDField(widget=forms.HiddenInput)
    opened = forms.CharField(widget=forms.HiddenInput, required=False)
    website = forms.CharField(
        label=_("Leave this field empty"),
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {}).update(
            submission_key=uuid.uuid4(), opened=signing.dumps(timezone.now().timestamp(), salt=SALT)
        )
        super().__init__(*args, **kwargs)

    @property
    def is_from_a_machine(self) -> bool:
        """Say whether the unseen field was filled in, or the form was sent faster than anybody reads it."""
        if self.cleaned_data["website"]:
            return True
        try:
            opened = signing.loads(self.cleaned_data["opened"], salt=SALT)
        except signing.BadSignature:
            return True
        return timezone.now().timestamp() - opened < FASTEST.total_seconds()


class HandleReportForm(forms.Form):
    """What was done about a report."""

    resolution = forms.CharField(
        label=_("What was done?"),
        help_text=_("Whoever reported it reads this, if they have an account."),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Write what was done, or why nothing was.")},
    )
