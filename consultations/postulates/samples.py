"""Examples of the mails about cases for the catalogue of mails: one for each move that somebody is told of."""

from collections.abc import Callable
from types import SimpleNamespace
from uuid import UUID

from django.utils.translation import gettext as _

from notifications.registry import Addressee, Draft, sample
from notifications.sample_data import COLLEAGUE, DAY, LATER_DAY, MOMENT, ORGANISATION, PAGE, TITLE, WORDS

from .handlers import BATCH_MAIL, EXPLAINED, MAIL, SHOWS_ANSWER
from .models import Commitment, Postulate, Reminder, Report, Response
from .reminders.dues import Due
from .reminders.letters import in_words, line_about
from .services.hand_over import HAND_OVER_MAIL
from .services.notes import NOTE_MAIL
from .services.reminders import REMINDER_MAIL
from .services.reports import HANDLED
from .timeline import Entry, Fact
from .workflow import BY_NAME, MOVES, LegalKind, Move, Outcome, State

_KEY = UUID("a3f1c2d4-5b6e-4f70-8a91-b2c3d4e5f607")
_DESK = frozenset({"propose_response", "propose_correction"})


def _case(move: Move | None = None, *, legal_kind: str = LegalKind.COMPLAINT) -> Postulate:
    state = (move.target or min(move.sources)) if move else State.IN_PROGRESS
    return Postulate(year=2026, number=42, title=TITLE, status=state, legal_kind=legal_kind, language="pl", due_on=DAY)


def _answer() -> SimpleNamespace:
    response = Response(outcome=Outcome.ACCEPTED_IN_PART, language="pl", body=WORDS)
    said = SimpleNamespace(
        get_outcome_display=response.get_outcome_display,
        language=response.language,
        commitments=SimpleNamespace(all=[SimpleNamespace(text=WORDS)]),
    )
    return SimpleNamespace(response=said, body=WORDS, is_translation=True)


def _event(move: Move, legal_kind: str) -> Callable[[Addressee], Draft]:
    def write(addressee: Addressee) -> Draft:
        actor = COLLEAGUE if move.name in _DESK else ""
        said = Entry(MOMENT, str(move.did), actor, "", [Fact(_("Reason"), WORDS, "pl")], move.tone.value)
        rejection = {"reason": SimpleNamespace(explanation=WORDS), "may_appeal": True, "was_appealed": False}
        return Draft(
            template="postulates/mail/event",
            context={
                "postulate": _case(move, legal_kind=legal_kind),
                "entry": said,
                "url": PAGE,
                "reader": "staff" if move.name in _DESK else "party",
                "moves": [BY_NAME["approve"]] if move.name in _DESK else [BY_NAME["withdraw"]],
                "answer": _answer() if move.name in SHOWS_ANSWER else None,
                "explains": f"postulates/mail/explains/{move.name}.txt" if move.name in EXPLAINED else "",
                "details": {"reason": WORDS, "body": ORGANISATION, "legal_basis": "art. 243 KPA"},
                "dates": {"old_due_on": DAY, "due_on": LATER_DAY},
                "approval_url": f"{PAGE}?approve=1" if move.name in _DESK else "",
                "rejection": rejection if move.name == "reject" else None,
            },
        )

    return write


for _move in MOVES:
    if _move.tells:
        sample(MAIL, _move.name)(_event(_move, LegalKind.COMPLAINT))
sample(MAIL, "extend wniosek")(_event(BY_NAME["extend"], LegalKind.WNIOSEK))
sample(MAIL, "extend other")(_event(BY_NAME["extend"], ""))


@sample(BATCH_MAIL)
def batch(addressee: Addressee) -> Draft:
    """Tell of two answers that were published together."""
    rows = [(_case(), _answer(), PAGE), (_case(), _answer(), PAGE)]
    return Draft(template="postulates/mail/batch", context={"rows": rows, "count": len(rows)})


@sample(NOTE_MAIL)
def note(addressee: Addressee) -> Draft:
    """Tell of a note."""
    return Draft("postulates/mail/note", {"postulate": _case(), "by": COLLEAGUE, "url": f"{PAGE}#notes"})


@sample(HAND_OVER_MAIL)
def hand_over(addressee: Addressee) -> Draft:
    """Tell of two cases that were handed over."""
    cases = [_case(), _case()]
    context = {"cases": cases, "count": len(cases), "by": COLLEAGUE, "url": PAGE}
    return Draft("postulates/mail/handed_over", context)


@sample(HANDLED)
def report_handled(addressee: Addressee) -> Draft:
    """Tell what came of a report."""
    report = Report(reason=Report.Reason.values[0], resolution=WORDS)
    return Draft("postulates/mail/report_handled", {"postulate": _case(), "report": report, "url": PAGE})


def _kept_case() -> Postulate:
    return Postulate(pk=7, key=_KEY, year=2026, number=7, title=TITLE, problem=WORDS)


@sample(REMINDER_MAIL, "near")
def reminder(addressee: Addressee) -> Draft:
    """Remind of one answer in time."""
    due = Due(Reminder.Kind.ANSWER, 7, case=7, due_on=LATER_DAY, since=DAY)
    return in_words([line_about(due, _kept_case(), DAY)])


@sample(REMINDER_MAIL, "late")
def late_reminder(addressee: Addressee) -> Draft:
    """Remind of everything somebody may have to do, after the day."""
    dues = [Due(kind, 7, case=7, due_on=DAY, since=DAY) for kind in Reminder.Kind]
    promise = Commitment(pk=7, text=TITLE)
    return in_words(
        [
            line_about(due, _kept_case(), LATER_DAY, promise if due.kind is Reminder.Kind.PROMISE else None)
            for due in dues
        ]
    )
