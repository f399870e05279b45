from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import User

from .queries import office, people_arranged_by


class _DateInput(forms.DateInput):
    """A date a browser may help with; without help it is typed as 2026-12-31."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class _PersonField(forms.ModelChoiceField[User]):
    """A choice of colleagues; the address tells two of the same name apart."""

    def label_from_instance(self, obj: User) -> str:
        name = obj.get_full_name()
        return f"{name} ({obj.email})" if name else obj.email


class AbsenceForm(forms.Form):
    """Who will be away, when, and who stands in. Somebody who plans only for themselves is not asked who."""

    person = _PersonField(label=_("Who will be away"), queryset=User.objects.none())
    starts_on = forms.DateField(label=_("First day"), widget=_DateInput())
    ends_on = forms.DateField(label=_("Last day"), widget=_DateInput())
    deputy = _PersonField(
        label=_("Who stands in"),
        queryset=User.objects.none(),
        help_text=_("On these days this person may do in your posts what you may do, in their own name."),
    )
    note = forms.CharField(
        label=_("Note for the deputy"),
        required=False,
        max_length=300,
        help_text=_("What must not wait. Do not write why somebody is away."),
    )

    def __init__(self, *args: Any, planner: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = people_arranged_by(planner)
        self._only = None if people.exclude(pk=planner.pk).exists() else planner
        if self._only:
            del self.fields["person"]
        else:
            self._offer("person", people)
            self.initial.setdefault("person", planner.pk)
        self._offer("deputy", office().exclude(pk=self._only.pk) if self._only else office())

    def _offer(self, name: str, people: Any) -> None:
        self.fields[name].queryset = people  # type: ignore[attr-defined]

    def plan(self) -> dict[str, Any]:
        """Return what was filled in as the arguments of ``plan_absence``."""
        data = dict(self.cleaned_data)
        person, deputy = data.pop("person", self._only), data.pop("deputy")
        return {"person_id": person.pk, "deputy_id": deputy.pk, **data}
