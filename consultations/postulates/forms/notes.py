"""A note among staff."""

import uuid
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from consultations.postulates.colleagues import colleagues_on
from consultations.postulates.models import InternalNote, Postulate

LONGEST = InternalNote._meta.get_field("body").max_length


class PeopleField(forms.ModelMultipleChoiceField[User]):
    """Colleagues, each by name."""

    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, obj: User) -> str:
        return str(obj)


class NoteForm(forms.Form):
    """Plain text, and who should read it now."""

    submission_key = forms.UUIDField(widget=forms.HiddenInput)
    body = forms.CharField(
        label=_("Internal note"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_(
            "Only staff who have this case read it. To tell a colleague, write @ and the name, or choose below."
        ),
    )
    mentions = PeopleField(label=_("Whom to tell"), queryset=User.objects.none(), required=False)

    def __init__(self, *args: Any, postulate: Postulate, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {}).setdefault("submission_key", uuid.uuid4())
        kwargs["auto_id"] = "note_%s"
        super().__init__(*args, **kwargs)
        self.fields["mentions"].queryset = colleagues_on(postulate)  # type: ignore[attr-defined]
