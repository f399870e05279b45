"""Where a promise stands."""

from django import forms
from django.utils.translation import gettext_lazy as _

from .fields import LONG, DateInput


class CommitmentForm(forms.Form):
    """Where a promise stands."""

    status = forms.ChoiceField(label=_("State"), widget=forms.RadioSelect)
    due_on = forms.DateField(label=_("By when"), widget=DateInput(), required=False)
    reason = forms.CharField(
        label=_("Reason"),
        required=False,
        max_length=LONG,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Needed when the date changes or the promise is delayed or dropped. It is public."),
    )
