from django import forms
from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from home.upkeep.models.reviews import LONGEST_NOTE

from .dates import Standing
from .queries import Review


class Urgency(TextChoices):
    """What the report can be narrowed to."""

    OVERDUE = Standing.OVERDUE.value, pgettext_lazy("review of a page", "late")
    DUE = Standing.DUE.value, pgettext_lazy("review of a page", "due soon")
    LATER = Standing.LATER.value, pgettext_lazy("review of a page", "later")
    NEVER = "never", pgettext_lazy("review of a page", "never")
    NOBODY = "nobody", _("nobody is responsible")


class ReviewFilter(forms.Form):
    """Which pages to show; units and people offered are those that have pages."""

    urgency = forms.ChoiceField(label=_("Review"), required=False)
    unit = forms.TypedChoiceField(label=_("Unit"), required=False, coerce=int, empty_value=None)
    person = forms.TypedChoiceField(label=_("Person"), required=False, coerce=int, empty_value=None)

    def __init__(self, data: object = None, *, offered: list[Review]) -> None:
        super().__init__(data)  # type: ignore[arg-type]
        anything = ("", _("all"))
        units = {review.unit_id: review.unit for review in offered if review.unit_id}
        people = {person.pk: str(person) for review in offered for person in review.keepers}
        self.fields["urgency"].choices = [anything, *Urgency.choices]  # type: ignore[attr-defined]
        self.fields["unit"].choices = [anything, *sorted(units.items(), key=_by_name)]  # type: ignore[attr-defined]
        self.fields["person"].choices = [anything, *sorted(people.items(), key=_by_name)]  # type: ignore[attr-defined]


def _by_name(item: tuple[object, str]) -> str:
    return item[1]


class ConfirmForm(forms.Form):
    """What somebody may add when they confirm a page."""

    note = forms.CharField(
        label=_("Note"),
        required=False,
        max_length=LONGEST_NOTE,
        help_text=_("For colleagues: what you checked and where."),
    )
