"""What people fill in while they prepare an offer."""

from datetime import date
from decimal import Decimal
from typing import Any, cast
from uuid import uuid4

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.utils import timezone
from django.utils.formats import number_format
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from consultations.organisations.models import Membership, Organisation
from home.calls.lines import LinesField

from .checklist import Item
from .limits import LONGEST_ITEM, LONGEST_NOTES, LONGEST_TITLE, MOST_OWN_ITEMS
from .models import CallPreparation, Outline, OwnItem
from .queries import organisations_preparing

EMPTY_ROWS = 2
_GONE = _("This person no longer belongs to the organisation. Choose somebody else.")
_TITLE_HELP = _("How you call the offer among yourselves. You can change it at any time.")


class AmountField(forms.DecimalField):
    """An amount as people write it: 12 500,50 zł or 12500.50."""

    widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})
    default_error_messages = {"invalid": _("Write an amount in zł, such as 12 500 or 12500,50.")}

    def to_python(self, value: Any) -> Decimal | None:  # type: ignore[override] # the stubs derive it from whole numbers
        text = "".join(str(value or "").split()).lower().removesuffix("zł").removesuffix("pln")
        return super().to_python(text.replace(",", "."))


class TicksField(forms.MultipleChoiceField):
    """Items that are ready; one that the checklist has lost meanwhile, as after an extension, is passed over."""

    widget = forms.CheckboxSelectMultiple

    def clean(self, value: Any) -> list[str]:
        known = {str(code) for code, _label in self.widget.choices}
        return super().clean([code for code in value or [] if code in known])


class DateInput(forms.DateInput):
    """A date a browser may help with; without help it is typed as 2026-12-31."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class OrganisationField(forms.ModelChoiceField[Organisation]):
    """One of the organisations that the person writes for."""

    widget = forms.RadioSelect

    def label_from_instance(self, obj: Organisation) -> str:
        return obj.legal_name


class MemberField(forms.ModelChoiceField[Membership]):
    """Somebody who belongs to the organisation."""

    def label_from_instance(self, obj: Membership) -> str:
        return str(obj.person)


class StartForm(forms.Form):
    """For whom, and how the offer is called. The key lets a second press of the button find what the first began."""

    organisation = OrganisationField(
        label=_("Which organisation prepares the offer?"),
        queryset=Organisation.objects.none(),
        empty_label=None,
        error_messages={"required": _("Choose the organisation."), "invalid_choice": _("Choose from the list.")},
    )
    title = forms.CharField(label=_("Working title"), max_length=LONGEST_TITLE, help_text=_TITLE_HELP)
    submission_key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("submission_key", uuid4())
        own = list(organisations_preparing(user)[:2])
        self.fields["organisation"].queryset = organisations_preparing(user)  # type: ignore[attr-defined]
        if len(own) == 1:
            self.initial.setdefault("organisation", own[0].pk)


class OutlineForm(forms.Form):
    """The outline of an offer; the items that the organisation added itself are forms of their own beside it."""

    title = forms.CharField(label=_("Working title"), max_length=LONGEST_TITLE, help_text=_TITLE_HELP)
    responsible = MemberField(
        label=_("Who is responsible"),
        queryset=Membership.objects.none(),
        required=False,
        empty_label=_("not settled yet"),
        error_messages={
            "invalid_choice": _("This person no longer belongs to the organisation. Choose somebody else.")
        },
    )
    asked_amount = AmountField(
        label=_("Amount you ask for (zł)"),
        max_digits=12,
        decimal_places=2,
        required=False,
        validators=[MinValueValidator(0, _("An amount is not below zero."))],
    )
    ticked = TicksField(label=_("What is ready"), required=False)
    notes = LinesField(
        label=_("Notes"),
        max_length=LONGEST_NOTES,
        required=False,
        widget=forms.Textarea(attrs={"rows": 10}),
        help_text=_("For you and your colleagues: goals, partners, costs, who does what. The city never sees them."),
    )
    is_submitted = forms.BooleanField(label=_("We have submitted the offer in the external system"), required=False)
    submitted_on = forms.DateField(
        label=_("Day of submission"),
        required=False,
        widget=DateInput(),
        help_text=_("Empty: today. From then on nobody reminds you of the deadline."),
        error_messages={"invalid": _("Write the day like this: 2026-12-31.")},
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    about = ["title", "responsible", "asked_amount"]
    outcome = ["is_submitted", "submitted_on"]

    def __init__(self, *args: Any, preparation: CallPreparation, items: list[Item], **kwargs: Any) -> None:
        kwargs["initial"] = _written(preparation) | {"version": preparation.version}
        super().__init__(*args, **kwargs)
        members = Membership.objects.filter(organisation=preparation.organisation_id).select_related("person")
        self.fields["responsible"].queryset = members.order_by("pk")  # type: ignore[attr-defined]
        self.fields["ticked"].choices = [(item.code, item.text) for item in items]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Bring tick and day of the submission together."""
        fields = super().clean() or {}
        day: date | None = fields.get("submitted_on")
        if fields.get("is_submitted"):
            fields["submitted_on"] = day or timezone.localdate()
        elif day:
            self.add_error("is_submitted", ValidationError(_("Tick this too, or empty the day of submission.")))
        return fields

    def outline(self, own_items: tuple[OwnItem, ...]) -> Outline:
        """Return what was written, with the organisation's own items."""
        fields = self.cleaned_data
        responsible: Membership | None = fields["responsible"]
        return Outline(
            title=fields["title"],
            notes=fields["notes"],
            responsible_id=responsible.pk if responsible else None,
            asked_amount=fields["asked_amount"],
            ticked=frozenset(fields["ticked"]),
            own_items=own_items,
            submitted_on=fields["submitted_on"] if fields["is_submitted"] else None,
        )


def _written(preparation: CallPreparation) -> dict[str, Any]:
    return {
        "title": preparation.title,
        "responsible": preparation.responsible_id,
        "asked_amount": _without_needless_noughts(preparation.asked_amount),
        "ticked": preparation.ticked,
        "notes": preparation.notes,
        "is_submitted": preparation.submitted_on is not None,
        "submitted_on": preparation.submitted_on,
    }


def _without_needless_noughts(amount: Decimal | None) -> str:
    if amount is None:
        return ""
    return number_format(amount, 0 if amount == amount.to_integral_value() else 2, force_grouping=False)


class OwnItemForm(forms.Form):
    """One item of the organisation's own; emptied, it goes."""

    text = forms.CharField(label=_("Own item"), max_length=LONGEST_ITEM, required=False)
    is_done = forms.BooleanField(label=_("Ready"), required=False)


class _OwnItems(forms.BaseFormSet[OwnItemForm]):
    def items(self) -> tuple[OwnItem, ...]:
        """Return the items that have a text."""
        rows = [form.cleaned_data for form in self.forms]
        return tuple(OwnItem(row["text"], row["is_done"]) for row in rows if row.get("text"))


OwnItemsFormSet = forms.formset_factory(
    OwnItemForm,
    formset=_OwnItems,
    extra=EMPTY_ROWS,
    max_num=MOST_OWN_ITEMS,
    absolute_max=MOST_OWN_ITEMS,
)


def own_items_formset(preparation: CallPreparation, data: Any = None) -> _OwnItems:
    """Return a form for each own item, and some empty ones."""
    # What was sent stands alone: a colleague may have added an item meanwhile.
    initial = None if data else preparation.own_items
    return cast(_OwnItems, OwnItemsFormSet(data, initial=initial, prefix="own"))
