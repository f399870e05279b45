from collections.abc import Callable
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from .models import Decision, Membership, Organisation, decisions_open
from .numbers import (
    compact_ade,
    compact_krs,
    compact_nip,
    compact_regon,
    validate_ade,
    validate_krs,
    validate_nip,
    validate_regon,
)
from .working_languages import WORKING_LANGUAGES


class NumberField(forms.CharField):
    """A number that may be typed with spaces, dashes or letters in front; a wrong one gets one message."""

    def __init__(self, *, compact: Callable[[str], str], **kwargs: Any) -> None:
        super().__init__(required=False, **kwargs)
        self.compact = compact

    def to_python(self, value: Any) -> str:
        return self.compact(super().to_python(value) or "")


class OrganisationForm(forms.ModelForm[Organisation]):
    """What the city needs to know to tell one organisation from another, and what the organisation says of itself."""

    krs = NumberField(
        label=_("KRS number"),
        compact=compact_krs,
        validators=[validate_krs],
        help_text=_("The number in the National Court Register. You may leave out the zeros in front."),
    )
    nip = NumberField(
        label=_("NIP number"), compact=compact_nip, validators=[validate_nip], help_text=_("Ten digits, for taxes.")
    )
    regon = NumberField(
        label=_("REGON number"),
        compact=compact_regon,
        validators=[validate_regon],
        help_text=_("9 or 14 digits, for statistics."),
    )
    ade = NumberField(
        label=_("Address for e-Delivery"),
        compact=compact_ade,
        validators=[validate_ade],
        help_text=_("If the organisation has one. It looks like this: AE:PL-12345-12345-ABCDE-12."),
    )
    website = forms.URLField(
        label=_("Website"), required=False, assume_scheme="https", widget=forms.URLInput(attrs={"autocomplete": "url"})
    )
    languages = forms.MultipleChoiceField(
        label=_("Languages it works in"),
        choices=WORKING_LANGUAGES,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("In which languages people can talk with you."),
    )

    class Meta:
        model = Organisation
        fields: ClassVar[list[str]] = [
            "legal_name", "kind", "krs", "nip", "regon", "register_kind", "register_number",
            "description", "languages", "website", "ade",
        ]  # fmt: skip
        labels: ClassVar = {
            "legal_name": _("Full name"),
            "kind": _("Kind of organisation"),
            "register_kind": _("Other register"),
            "register_number": _("Number in the other register"),
            "description": _("What the organisation does"),
        }
        help_texts: ClassVar = {
            "legal_name": _("As it stands in the register or statute."),
            "kind": _("An informal group needs no number; every other kind needs at least one."),
            "register_kind": _("Only when the organisation is not in the KRS."),
            "description": _("A few sentences that everybody may read, at most 600 characters."),
        }
        widgets: ClassVar = {
            "legal_name": forms.TextInput(attrs={"autocomplete": "organization"}),
            "description": forms.Textarea(attrs={"rows": 4}),
        }

    about: ClassVar[list[str]] = ["legal_name", "kind"]
    numbers: ClassVar[list[str]] = ["krs", "nip", "regon", "register_kind", "register_number"]
    public: ClassVar[list[str]] = ["description", "languages", "website", "ade"]

    def groups(self) -> list[tuple[str, list[forms.BoundField]]]:
        """Return the parts of the form, each with its heading."""
        parts = [
            (_("Which organisation it is"), self.about),
            (_("Where it is registered"), self.numbers),
            (_("What others should know"), self.public),
        ]
        return [(str(heading), [self[name] for name in names]) for heading, names in parts]

    def full_clean(self) -> None:
        """Check the form; a number that was typed wrong is not called missing as well."""
        super().full_clean()
        first = self.errors.get("krs")
        if first and (len(first) > 1 or any(name in self.errors for name in self.numbers[1:])):
            kept = [error for error in first.as_data() if error.code != Organisation.NUMBER_MISSING]
            del self.errors["krs"]
            if kept:
                self.add_error("krs", kept)


ROLES = [
    (Membership.Role.EDITOR, _("editor: writes and signs for the organisation")),
    (Membership.Role.VIEWER, _("viewer: reads, writes nothing")),
    (Membership.Role.OWNER, _("owner: writes and signs, invites people, changes the data")),
]


class InvitationForm(forms.Form):
    """Whom to invite, and what they may do. Says nothing about who has an account here."""

    email = forms.EmailField(
        label=_("E-mail address of your colleague"),
        max_length=254,
        help_text=_("We write to this address. Your colleague needs no account yet."),
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )
    role = forms.ChoiceField(
        label=_("What they may do"), choices=ROLES, widget=forms.RadioSelect, initial=Membership.Role.EDITOR
    )


class RoleForm(forms.Form):
    """What a member may do from now on."""

    role = forms.ChoiceField(label=_("Role"), choices=Membership.Role.choices)


DECISIONS = {
    Decision.VERIFIED: _("It is who it says it is"),
    Decision.REFUSED: _("It could not be verified"),
    Decision.SUSPENDED: _("Suspend it: members read on, nobody writes for it"),
    Decision.RESTORED: _("Lift the suspension"),
}


class VerificationForm(forms.Form):
    """The city's decision about an organisation: only what can be decided now."""

    decision = forms.ChoiceField(label=_("Decision"), widget=forms.RadioSelect)
    evidence = forms.CharField(
        label=_("What you checked"),
        max_length=1000,
        required=False,
        help_text=_("For example: entry in the KRS register, with the day on which you looked. The members read it."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    reason = forms.CharField(
        label=_("Reason"),
        max_length=500,
        required=False,
        help_text=_("Why, and what the organisation can do about it. Not needed when all is right."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, organisation: Organisation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(decision.value, DECISIONS[decision]) for decision in decisions_open(organisation)]
        self.fields["decision"].choices = choices  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Ask for what makes the decision one that others can follow."""
        fields: dict[str, Any] = super().clean() or {}
        decision = fields.get("decision")
        if decision == Decision.VERIFIED and not fields.get("evidence"):
            self.add_error("evidence", ValidationError(_("Write what you checked, so that others can follow it.")))
        if decision and decision != Decision.VERIFIED and not fields.get("reason"):
            self.add_error("reason", ValidationError(_("Write the reason: the members are told it.")))
        return fields
