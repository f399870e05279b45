"""Examples of the mails about calls for the catalogue."""

from datetime import timedelta
from types import SimpleNamespace

from notifications.registry import Addressee, Draft, sample
from notifications.sample_data import MOMENT, PAGE, TITLE, WORDS

from .handlers import ANSWERED, CANCELLED, CORRECTED, EXTENDED, PUBLISHED, RESULTS, RESULTS_CORRECTED
from .mails import to_holders
from .models import CallDeadline
from .preparing.services import REMINDER
from .questions.notices import NEW_QUESTION
from .words import CallWords

LATER = MOMENT + timedelta(days=14)
SAID = {"text": WORDS}


def _one(kind: str, template: str, variant: str = "", **context: object) -> None:
    about = {"words": CallWords(TITLE, "/page/7/"), "url": PAGE, "preparations": []} | context

    @sample(kind, variant)
    def draft(addressee: Addressee) -> Draft:
        return Draft(template, about)


def _both(kind: str, template: str, variant: str = "", **context: object) -> None:
    """Register what followers read, and the same for people whose organisation prepares an offer."""
    _one(kind, template, variant, **context)
    _one(to_holders(kind), template, variant, **context | {"preparations": [{"title": TITLE, "url": PAGE}]})


for _variant, _opens in (("", None), ("not open yet", MOMENT)):
    _one(
        PUBLISHED,
        "calls/mail/published",
        _variant,
        opens=_opens,
        deadlines=[CallDeadline(kind=kind, at=LATER) for kind in CallDeadline.Kind.values],
    )
for _kind in CallDeadline.Kind.values:
    _both(
        EXTENDED,
        "calls/mail/deadline_extended",
        _kind,
        deadline=CallDeadline(kind=_kind, at=LATER),
        old=MOMENT,
        new=LATER,
        reason=SAID,
        decision_number="WS-01.2026",
    )
_both(RESULTS, "calls/mail/results_published")
_both(RESULTS_CORRECTED, "calls/mail/results_corrected", reason=SAID)
_both(CANCELLED, "calls/mail/cancelled", reason=SAID)
_both(ANSWERED, "calls/mail/question_answered", question=SAID, answer=SAID)
_both(CORRECTED, "calls/mail/answer_corrected", question=SAID, answer=SAID, corrected_at=MOMENT)
for _days in (7, 3, 1, 0):
    _both(REMINDER, "calls/mail/reminder", f"{_days} days", at=LATER, days=_days)
for _variant, _moment in (("", MOMENT), ("without an end", None)):
    _one(
        NEW_QUESTION,
        "calls/mail/new_question",
        _variant,
        call=SimpleNamespace(reference="NGO/2026/3"),
        title=TITLE,
        question=SimpleNamespace(text=WORDS),
        taken_until=_moment,
    )
