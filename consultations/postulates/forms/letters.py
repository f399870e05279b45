"""What staff write down when something came by letter, e-mail, phone or at a meeting."""

import uuid
from typing import Any, ClassVar

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from city.models import Topic
from cms.uploads.fields import MultipleUploadField
from consultations.organisations.models import Organisation
from consultations.postulates.models import Postulate

from .fields import DateInput, NamedMultipleChoiceField

CHANNELS = [choice for choice in Postulate.Channel.choices if choice[0] != Postulate.Channel.WEB]


class LetterForm(forms.ModelForm[Postulate]):
    """Who sent what, by which way and when it came, with the scan of it."""

    submission_key = forms.UUIDField(widget=forms.HiddenInput)
    channel = forms.ChoiceField(label=_("How did it come?"), choices=CHANNELS, widget=forms.RadioSelect)
    received_on = forms.DateField(
        label=_("When did it come?"),
        widget=DateInput(),
        help_text=_("The time to answer is counted from this day."),
    )
    topics = NamedMultipleChoiceField(label=_("Topics"), queryset=Topic.objects.none(), required=False)
    scans = MultipleUploadField(
        label=_("Scan of the letter, or notes"),
        required=False,
        help_text=_("Kept for staff; the public sees a file only after a redacted copy was made."),
    )

    class Meta:
        model = Postulate
        fields: ClassVar[list[str]] = [
            "channel", "received_on", "organisation", "sender_name", "sender_address", "show_name",
            "title", "problem", "request", "concerns", "topics", "language",
        ]  # fmt: skip
        labels: ClassVar[dict[str, Any]] = {
            "organisation": _("Organisation, if it has an account here"),
            "sender_name": _("Sender"),
            "sender_address": _("Address of the sender"),
            "show_name": _("The sender agreed that the name may be shown"),
            "title": _("Title"),
            "problem": _("What is the problem?"),
            "request": _("What do they ask the city for?"),
            "concerns": _("Whom does it concern?"),
            "language": _("Language of the letter"),
        }
        help_texts: ClassVar[dict[str, Any]] = {
            "sender_name": _("An organisation without an account, or a person. Never public without consent."),
            "sender_address": _("Where to send the answer: the city has to reply by letter too. Never public."),
            "problem": _("In the words of the letter. Leave out names, health and residence status of private people."),
        }
        widgets: ClassVar[dict[str, Any]] = {
            "sender_address": forms.Textarea(attrs={"rows": 3}),
            "problem": forms.Textarea(attrs={"rows": 8}),
            "request": forms.Textarea(attrs={"rows": 6}),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("submission_key", uuid.uuid4())
        self.fields["language"].choices = settings.LANGUAGES  # type: ignore[attr-defined]
        self.fields["topics"].queryset = Topic.objects.facts()  # type: ignore[attr-defined]
        organisations = Organisation.objects.filter(status=Organisation.Status.VERIFIED)
        self.fields["organisation"].queryset = organisations  # type: ignore[attr-defined]
        for name in ("problem", "request"):
            self.fields[name].required = True

    def clean_received_on(self) -> Any:
        """Refuse a day that is still to come."""
        day = self.cleaned_data["received_on"]
        if day > timezone.localdate():
            raise ValidationError(_("This day is still to come. Write the day on which it was received."))
        return day

    def clean(self) -> dict[str, Any]:
        """Somebody must have sent it."""
        cleaned = super().clean() or {}
        if not cleaned.get("organisation") and not cleaned.get("sender_name"):
            self.add_error("sender_name", _("Write who sent it, or choose the organisation."))
        return cleaned

    def text(self) -> dict[str, Any]:
        """Return what belongs to the text and its sender."""
        names = ("sender_name", "sender_address", "show_name", "title", "problem", "request", "concerns", "language")
        return {name: self.cleaned_data[name] for name in names}

    def _post_clean(self) -> None:
        """Leave the instance as it was: only the services write it."""
