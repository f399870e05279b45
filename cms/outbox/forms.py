from django import forms
from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from .models import OutboxEntry


class _DeadEntries(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]
    def label_from_instance(self, obj: OutboxEntry) -> str:
        return f"{obj}: {obj.last_error[:160]}"


class RequeueForm(forms.Form):
    """Which of the dead rows should run again; all that are offered are ticked at first."""

    template_name = "django/forms/div.html"

    def __init__(self, data: QueryDict | None = None, *, offered: QuerySet[OutboxEntry]) -> None:
        super().__init__(data)
        self.fields["entries"] = _DeadEntries(
            queryset=offered,
            initial=offered,
            label=_("Entries to run again"),
            widget=forms.CheckboxSelectMultiple,
            error_messages={
                "required": _("Choose at least one entry."),
                "invalid_choice": _("One of these entries is no longer dead. Look at the list again."),
            },
        )
