"""Where a promise stands, and the steps towards it."""

import uuid
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from consultations.postulates.models import Commitment
from consultations.postulates.workflow import CommitmentStatus

from .fields import LONG, DateInput


class SentOnceForm(forms.Form):
    """A form whose second sending changes nothing."""

    submission_key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {}).update(submission_key=uuid.uuid4())
        super().__init__(*args, **kwargs)


class ReportForm(SentOnceForm):
    """A report on a promise: its state, how far it is, by when it will be kept, and proof."""

    status = forms.ChoiceField(label=_("State"), choices=CommitmentStatus.choices, widget=forms.RadioSelect)
    progress = forms.IntegerField(
        label=_("Progress in per cent"),
        required=False,
        min_value=0,
        max_value=100,
        help_text=_("From 0 to 100. Leave it as it is when you cannot tell; “done” means 100."),
    )
    due_on = forms.DateField(
        label=_("By when"),
        widget=DateInput(),
        required=False,
        help_text=_("A delayed promise needs a later date. The old date stays visible."),
    )
    reason = forms.CharField(
        label=_("What was done, or why it takes longer"),
        required=False,
        max_length=LONG,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("Everybody can read it. It is needed when the date changes or the promise is delayed or dropped."),
    )
    evidence_url = forms.URLField(
        label=_("Evidence on the web"),
        required=False,
        assume_scheme="https",
        help_text=_("Address of a page that shows what was done, for example a resolution or photographs."),
    )

    def __init__(self, *args: Any, commitment: Commitment, **kwargs: Any) -> None:
        kwargs["initial"] = {
            "status": commitment.status,
            "progress": commitment.progress,
            "due_on": commitment.due_on,
        }
        super().__init__(*args, **kwargs)
        self.commitment = commitment

    def clean_due_on(self) -> date | None:
        due: date | None = self.cleaned_data["due_on"]
        if due is None and self.commitment.due_on is not None:
            raise ValidationError(_("A promise keeps its date. Leave the old one, or choose a later one."))
        return due


class MilestoneForm(SentOnceForm):
    """A step towards keeping a promise."""

    text = forms.CharField(label=_("What will be done"), max_length=300)
    due_on = forms.DateField(label=_("By when"), widget=DateInput(), required=False)


class MilestoneDoneForm(SentOnceForm):
    """The day on which a step was taken."""

    done_on = forms.DateField(label=_("Done on"), widget=DateInput())

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["done_on"] = timezone.localdate()
