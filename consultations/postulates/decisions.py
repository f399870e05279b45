"""What a moderator should know before deciding: kinds in law with their dates, and reasons for rejection."""

from dataclasses import dataclass, replace
from datetime import date

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext_lazy as _

from city.deadlines import explain
from city.models import DeadlineRule
from city.queries import rule_on

from .models import Postulate, RejectionReason
from .queries import received_on
from .workflow import LegalKind

# The content decides, not the form (act on petitions, art. 3; KPA, art. 222).
KINDS: dict[LegalKind, Promise] = {
    LegalKind.POSTULATE: _("Asks the city to do something, without being a motion, petition or complaint in law."),
    LegalKind.WNIOSEK: _("Asks for better work of offices, for less waste or better service to people."),
    LegalKind.PETITION: _(
        "Asks for a change of law or for a decision, in the interest of the public or of somebody who agreed."
    ),
    LegalKind.COMPLAINT: _("Says that an office or its staff neglected a task, broke the law or acted too slowly."),
    LegalKind.PUBLIC_INFORMATION: _("Asks to be shown documents or facts that the city has."),
    LegalKind.REMARK: _("Comments on a draft in a consultation that runs or has just ended."),
}


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind in law, and what choosing it would mean; ``due_on`` is None where the city has set no term."""

    code: str
    label: str
    sentence: str
    term: str = ""
    basis: str = ""
    due_on: date | None = None


@dataclass(frozen=True, slots=True)
class Reason:
    """A reason for rejection in words, and whether the rejected text would stay public."""

    name: str
    explanation: str
    language: str
    is_public: bool


def kinds(postulate: Postulate) -> list[Kind]:
    """Return every kind with the last day that it would give, counted from the day the text was received."""
    return [_kind(LegalKind(code), postulate) for code in LegalKind.values]


def _kind(kind: LegalKind, postulate: Postulate) -> Kind:
    received = received_on(postulate)
    words = Kind(code=kind.value, label=str(kind.label), sentence=str(KINDS[kind]))
    try:
        rule = rule_on(kind, received)
    except DeadlineRule.DoesNotExist:
        return words
    return replace(words, term=_term(rule), basis=rule.legal_basis, due_on=explain(received, rule).last_day)


def _term(rule: DeadlineRule) -> str:
    texts = {
        DeadlineRule.Measure.DAY: ngettext("%(length)s day", "%(length)s days", rule.length),
        DeadlineRule.Measure.WORKING_DAY: ngettext("%(length)s working day", "%(length)s working days", rule.length),
        DeadlineRule.Measure.MONTH: ngettext("%(length)s month", "%(length)s months", rule.length),
    }
    return texts[DeadlineRule.Measure(rule.measure)] % {"length": rule.length}


def reasons() -> list[Reason]:
    """Return the catalogue of reasons in the reader's language, else in the source language. One query."""
    return [_reason(row) for row in _in_words().values()]


def reason_in_words(reason: RejectionReason) -> Reason:
    """Return one reason in the reader's language, else in the source language. One query."""
    return _reason(_in_words(translation_key=reason.translation_key)[reason.translation_key])


def _in_words(**which: object) -> dict[object, RejectionReason]:
    languages = [settings.LANGUAGE_CODE, get_language() or settings.LANGUAGE_CODE]
    rows = RejectionReason.objects.filter(locale__language_code__in=languages, **which).select_related("locale")
    # The source language comes first, so that the reader's own takes its place.
    ordered = sorted(rows, key=lambda row: languages.index(row.locale.language_code))
    found = {row.translation_key: row for row in ordered if row.locale.language_code == settings.LANGUAGE_CODE}
    found |= {row.translation_key: row for row in ordered}
    return dict(sorted(found.items(), key=lambda item: item[1].name))


def _reason(row: RejectionReason) -> Reason:
    return Reason(row.name, row.explanation, row.locale.language_code, row.is_public)
