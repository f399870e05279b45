"""The text of a postulate on one page."""

import uuid
from typing import Any, ClassVar

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from city.models import Topic
from consultations.organisations.queries import organisations_of
from consultations.postulates.models import Postulate

from .fields import NamedMultipleChoiceField


class TextForm(forms.ModelForm[Postulate]):
    """The text of a postulate. A draft may be incomplete; only its title is needed to save it."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    submission_key = forms.UUIDField(widget=forms.HiddenInput)
    topics = NamedMultipleChoiceField(label=_("Topics"), queryset=Topic.objects.none(), required=False)

    class Meta:
        model = Postulate
        fields: ClassVar[list[str]] = [
            "organisation", "title", "problem", "request", "topics", "language", "show_name",
        ]  # fmt: skip
        labels: ClassVar[dict[str, Any]] = {
            "organisation": _("On whose behalf?"),
            "title": _("Title"),
            "problem": _("What is the problem?"),
            "request": _("What do you ask the city for?"),
            "language": _("Language you write in"),
            "show_name": _("The name of the organisation, or mine, may be shown in public"),
        }
        help_texts: ClassVar[dict[str, Any]] = {
            "title": _("One line that says what it is about, for example: Bring back the own-contribution fund."),
            "problem": _(
                "Describe the situation. Leave out names, health and residence status of private people: the text "
                "becomes public."
            ),
            "request": _("Say what the city should do."),
            "language": _("Your text is binding in this language."),
        }
        widgets: ClassVar[dict[str, Any]] = {
            "problem": forms.Textarea(attrs={"rows": 8}),
            "request": forms.Textarea(attrs={"rows": 6}),
        }

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("version", self.instance.version)
        self.initial.setdefault("submission_key", uuid.uuid4())
        for name in ("problem", "request"):
            self.fields[name].is_needed_later = True  # type: ignore[attr-defined]
        self.fields["language"].choices = settings.LANGUAGES  # type: ignore[attr-defined]
        self.fields["topics"].queryset = Topic.objects.facts()  # type: ignore[attr-defined]
        if self.instance.pk:
            del self.fields["organisation"]
            self.initial["topics"] = [topic.pk for topic in self.instance.topics.all()]
        else:
            organisation = self.fields["organisation"]
            organisation.queryset = organisations_of(user)  # type: ignore[attr-defined]
            organisation.empty_label = _("In my own name")  # type: ignore[attr-defined]

    def text(self) -> dict[str, Any]:
        """Return the text without organisation and topics."""
        return {name: self.cleaned_data[name] for name in ("title", "problem", "request", "language", "show_name")}

    def _post_clean(self) -> None:
        """Leave the instance as it was: only the services write it."""
