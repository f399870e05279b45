"""What the search knows of a call beside the words of its page."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone
from django.utils.functional import Promise

from home.calls.fields import in_words
from home.calls.models import State
from home.calls.notice_period import last_day_before
from home.calls.questions import text_of_questions

from .facts import Facts, facts_of

KIND = "call"
STATES: Mapping[str, str | Promise] = {f"call-{state.value}": state.label for state in State}


@dataclass(frozen=True, slots=True)
class Searched:
    """The facts of a call as a document has them: the last day one can act on it makes open ones stand first."""

    opens: date
    closes: date | None
    state: str
    unit: str
    _facts: Facts
    _questions: Mapping[tuple[int, str], str]

    def texts(self, language: str) -> list[str]:
        """Return what the page says out of the call, in the language where it is there."""
        call, acts = self._facts.call, self._facts.acts
        reasons = [act.reason for act in acts] + [call.cancellation_reason] * self._facts.is_cancelled
        said = [str(words) for reason in reasons if (words := in_words(reason, language))]
        numbers = (act.decision_number for act in acts)
        asked = self._questions.get((call.pk, language), "")
        return list(filter(None, [call.reference, call.legal_basis, *said, *numbers, asked]))


def searched(calls: Iterable[int], now: datetime | None = None) -> Mapping[int, Searched]:
    """Return what is known of each call; a constant number of queries, none for no calls."""
    calls = set(calls)
    known = facts_of(calls, now or timezone.now()) if calls else {}
    questions = text_of_questions(calls) if calls else {}
    return {pk: _searched(facts, questions) for pk, facts in known.items()}


def _searched(facts: Facts, questions: Mapping[tuple[int, str], str]) -> Searched:
    call = facts.call
    last = facts.closes.at if facts.closes else None
    closes = timezone.localdate(call.cancelled_at) if facts.is_cancelled else last and last_day_before(last)
    return Searched(
        opens=timezone.localdate(call.opens_at),
        closes=closes,
        state=f"call-{facts.state.value}",
        unit=call.unit.code,
        _facts=facts,
        _questions=questions,
    )
