"""What a reader may choose in the registers. A value that means nothing here is dropped, never an error."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.conf import settings
from django.utils.choices import flatten_choices
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from city.models import District, Topic, Unit
from city.queries import names_by_code
from consultations.postulates.models import ReferenceCounter
from consultations.postulates.promises import PromiseChoice, PromiseOrder
from consultations.postulates.register import SHOWN_STATES, Choice, Group, Order
from consultations.postulates.workflow import CommitmentStatus, LegalKind, Outcome


@dataclass(frozen=True, slots=True)
class Chip:
    """A filter in force, in words, and the query of the same list without it."""

    words: str
    query_without: str


class FilterForm(forms.Form):
    """Fields that a reader may leave empty; what the site does not know counts as empty.

    ``at_hand`` names the fields most readers need; the others stand behind “More filters”.
    """

    at_hand: tuple[str, ...] = ()

    def __init__(self, data: Mapping[str, Any]) -> None:
        super().__init__(data, auto_id="filter-%s")
        self.offer()
        for field in self.fields.values():
            field.required = False
        self.full_clean()
        self.data = self.chosen = {name: value for name, value in self.cleaned_data.items() if value}
        self.full_clean()

    def offer(self) -> None:
        """Fill in the choices that the database knows."""

    def first_fields(self) -> list[forms.BoundField]:
        """Return the fields that are always in view."""
        return [field for field in self if field.name in self.at_hand]

    def further_fields(self) -> list[forms.BoundField]:
        """Return the fields behind “More filters”, without the box that stands alone."""
        return [field for field in self if field.name not in {*self.at_hand, "overdue"}]

    def uses_further_fields(self) -> bool:
        """Say whether a filter is in force that would otherwise be out of view."""
        return any(field.name in self.chosen for field in self.further_fields())

    def query(self, **changed: Any) -> str:
        """Return the choice as the query of an address; ``changed`` values replace its own, empty ones go."""
        values = {name: 1 if value is True else value for name, value in (self.chosen | changed).items() if value}
        return urlencode(values)

    def chips(self) -> list[Chip]:
        """Return the filters in force, each with a way to remove it."""
        return [Chip(self._words(name, value), self.query(**{name: ""})) for name, value in self._filters()]

    def summary(self) -> str:
        """Return the filters in force in one line; empty where nothing is filtered."""
        return ", ".join(self._words(name, value) for name, value in self._filters())

    def _filters(self) -> Iterable[tuple[str, Any]]:
        return [(name, value) for name, value in self.chosen.items() if name != "sort"]

    def _words(self, name: str, value: Any) -> str:
        field = self.fields[name]
        if value is True:
            return str(field.label)
        if isinstance(field, forms.ChoiceField):
            value = dict(flatten_choices(list(field.choices))).get(value, value)  # type: ignore[arg-type]
        return _("%(filter)s: %(value)s") % {"filter": field.label, "value": value}


class RegisterForm(FilterForm):
    """Which postulates a reader wants to see."""

    at_hand = ("q", "state", "topic", "sort")

    q = forms.CharField(
        label=gettext_lazy("Words of the title, or the reference"),
        max_length=100,
        widget=forms.TextInput(attrs={"type": "search"}),
    )
    state = forms.ChoiceField(label=gettext_lazy("State"))
    outcome = forms.ChoiceField(label=gettext_lazy("Outcome"))
    topic = forms.ChoiceField(label=gettext_lazy("Topic"))
    unit = forms.ChoiceField(label=gettext_lazy("Leading unit"))
    organisation = forms.CharField(label=gettext_lazy("Organisation"), max_length=100)
    district = forms.ChoiceField(label=gettext_lazy("District"))
    year = forms.ChoiceField(label=gettext_lazy("Year"))
    kind = forms.ChoiceField(label=gettext_lazy("Legal kind"))
    language = forms.ChoiceField(label=gettext_lazy("Language of the text"))
    overdue = forms.BooleanField(label=gettext_lazy("Only overdue"))
    sort = forms.ChoiceField(label=gettext_lazy("Order"), choices=Order.choices)

    def offer(self) -> None:
        """Fill in the choices. Four queries."""
        _offer(self, "state", _states())
        _offer(self, "outcome", Outcome.choices)
        _offer(self, "topic", _named(Topic))
        _offer(self, "unit", _named(Unit))
        _offer(self, "district", _named(District))
        _offer(self, "year", _years())
        _offer(self, "kind", LegalKind.choices)
        _offer(self, "language", settings.LANGUAGES)

    def choice(self) -> Choice:
        """Return what was chosen, with defaults for the rest."""
        return Choice(**self.chosen)


class PromisesForm(FilterForm):
    """Which promises a reader wants to see."""

    at_hand = ("status", "unit", "sort")

    unit = forms.ChoiceField(label=gettext_lazy("Responsible"))
    status = forms.ChoiceField(label=gettext_lazy("State"))
    topic = forms.ChoiceField(label=gettext_lazy("Topic"))
    year = forms.ChoiceField(label=gettext_lazy("Promised in"))
    overdue = forms.BooleanField(label=gettext_lazy("Only overdue"))
    sort = forms.ChoiceField(label=gettext_lazy("Order"), choices=PromiseOrder.choices)

    def offer(self) -> None:
        """Fill in the choices. Three queries."""
        _offer(self, "unit", _named(Unit))
        _offer(self, "status", CommitmentStatus.choices)
        _offer(self, "topic", _named(Topic))
        _offer(self, "year", _years())

    def choice(self) -> PromiseChoice:
        """Return what was chosen, with defaults for the rest."""
        return PromiseChoice(**self.chosen)


def _offer(form: forms.Form, name: str, choices: Iterable[Any]) -> None:
    form.fields[name].choices = [("", _("All")), *choices]  # type: ignore[attr-defined]


def _states() -> list[Any]:
    return [
        (_("Groups of states"), Group.choices),
        (_("States"), [(state.value, state.label) for state in SHOWN_STATES]),
    ]


def _named(model: Any) -> list[tuple[str, str]]:
    return sorted(((code, name.text) for code, name in names_by_code(model).items()), key=lambda pair: pair[1])


def _years() -> list[tuple[str, str]]:
    years = ReferenceCounter.objects.order_by("-year").values_list("year", flat=True)
    return [(str(year), str(year)) for year in years]
