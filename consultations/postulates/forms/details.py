"""What each detail of the table looks like in a form."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from city.models import Unit
from cms.uploads.fields import UploadField
from consultations.organisations.models import Organisation
from consultations.postulates.models import (
    Addendum,
    Attachment,
    CaseEvent,
    CoSignature,
    Postulate,
    Redaction,
    RejectionReason,
)
from consultations.postulates.workflow import LegalKind, Outcome

from .fields import DateInput, NamedChoiceField, ReferenceField, long_text

Maker = Callable[[Postulate], forms.Field]


def detail_field(name: str, postulate: Postulate) -> forms.Field:
    """Return a fresh field for a detail of a move; a name that the table uses and this file does not is a KeyError."""
    return MAKERS[name](postulate)


def units() -> Any:
    """Return the units that may be given a case."""
    return Unit.objects.facts().filter(is_active=True)


def _day(label: Any) -> Maker:
    return lambda _postulate: forms.DateField(label=label, widget=DateInput())


def _text(label: Any, help_text: Any = "") -> Maker:
    return lambda _postulate: long_text(label, help_text)


def _line(label: Any, help_text: Any = "", *, max_length: int = 500) -> Maker:
    return lambda _postulate: forms.CharField(label=label, help_text=help_text, max_length=max_length)


def _choice(label: Any, choices: Any, help_text: Any = "") -> Maker:
    return lambda _postulate: forms.ChoiceField(
        label=label, choices=choices, help_text=help_text, widget=forms.RadioSelect
    )


def _rows(label: Any, rows: Callable[[Postulate], Any], help_text: Any = "") -> Maker:
    return lambda postulate: forms.ModelChoiceField(label=label, queryset=rows(postulate), help_text=help_text)


def _named(label: Any, rows: Callable[[], Any]) -> Maker:
    return lambda _postulate: NamedChoiceField(label=label, queryset=rows())


def _reasons() -> Any:
    return RejectionReason.objects.filter(locale__language_code=settings.LANGUAGE_CODE)


def _people_of_the_lead(postulate: Postulate) -> Any:
    units = [postulate.lead.unit_id] if postulate.lead else []
    return User.objects.filter(posts__unit_id__in=units, is_active=True).distinct()


def _other_languages(postulate: Postulate) -> list[tuple[str, str]]:
    written_in = postulate.published_response.language if postulate.published_response else postulate.language
    return [(code, name) for code, name in settings.LANGUAGES if code != written_in]


def _public_entries(postulate: Postulate) -> Any:
    return CaseEvent.objects.filter(postulate=postulate, is_public=True).exclude(redactions__is_current=True)


# fmt: off
MAKERS: dict[str, Maker] = {
    "reason": _text(_("Reason")),
    "note": _text(_("Note to the author"), _("Say kindly what is wrong and what the author can do.")),
    "question": _text(_("Question")),
    "opinion": _text(_("Your opinion"), _("Only moderators see it.")),
    "reply": _text(_("Your reply")),
    "part": _text(_("Our part of the answer")),
    "addendum": _text(
        _("What do you want to add?"),
        _("The unit that has your case sees it at once; the public after a moderator has checked it."),
    ),
    "due_on": _day(_("By which day")),
    "legal_kind": _choice(
        _("What is it in law?"), LegalKind.choices,
        _("The content decides, not the form. It sets the time to answer."),
    ),
    "rejection_reason": _named(_("Reason for rejection"), _reasons),
    "duplicate_of": lambda _postulate: ReferenceField(
        label=_("Reference of the leading case"), help_text=_("For example POST/2026/0042.")
    ),
    "organisation": _rows(
        _("Organisation"), lambda _postulate: Organisation.objects.filter(status=Organisation.Status.VERIFIED)
    ),
    "invitation": _rows(
        _("Invitation"),
        lambda postulate: CoSignature.objects.filter(postulate=postulate, state=CoSignature.State.INVITED),
    ),
    "show_name": lambda _postulate: forms.BooleanField(label=_("The name of our organisation may be shown")),
    "lead_unit": _named(_("Leading unit"), units),
    "unit": _named(_("Unit"), units),
    "officer": _rows(_("Official in charge"), _people_of_the_lead),
    "body": _line(_("Competent body"), max_length=200),
    "legal_basis": _line(
        _("Legal basis"), _("As the deadline rule names it; change it where another law holds."), max_length=200
    ),
    "target": _choice(_("Where are the words?"), [
        (target.value, target.label) for target in Redaction.Target
        if target not in {Redaction.Target.FILE, Redaction.Target.EVENT}
    ]),
    "passage": _text(
        _("Words to hide"), _("Copy them exactly. A marker with the reason takes their place wherever they stand.")
    ),
    "redaction_reason": _choice(_("Why must this be hidden?"), Redaction.Reason.choices, _("The reason is public.")),
    "attachment": _rows(_("File"), lambda postulate: Attachment.objects.filter(postulate=postulate)),
    "hides": _choice(_("What do you hide?"), [("file", _("the file")), ("name", _("only the name of the file"))]),
    "public_name": _line(_("Name that everybody may see"), max_length=120),
    "public_copy": lambda _postulate: UploadField(label=_("Redacted copy")),
    "entry": _rows(_("Entry of the history"), _public_entries),
    "redaction": _rows(
        _("What do you want to show again?"),
        lambda postulate: Redaction.objects.filter(postulate=postulate, is_current=True),
    ),
    "released": _rows(
        _("Addendum"), lambda postulate: Addendum.objects.filter(postulate=postulate, is_public=False)
    ),
    "language": lambda postulate: forms.ChoiceField(label=_("Language"), choices=_other_languages(postulate)),
    "translated_title": _line(_("Title"), max_length=150),
    "translated_problem": _text(_("What is the problem?")),
    "translated_request": _text(_("What do you ask the city for?")),
    "outcome": _choice(_("Outcome"), Outcome.choices),
    "response": _text(_("Answer"), _("It is published as you write it, after approval.")),
    "commitment": _line(_("What the city promises"), _("One sentence, if the answer is a promise.")),
    "commitment_condition": _line(_("On what the promise depends")),
    "commitment_due_on": _day(_("By when")),
}
# fmt: on
