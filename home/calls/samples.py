"""Examples of the mails about calls, for the catalogue of mails."""

from collections.abc import Callable
from datetime import datetime
from types import SimpleNamespace

from notifications.registry import Addressee, Draft, sample
from notifications.sample_data import MOMENT, PAGE, TITLE, WORDS

from .questions.notices import NEW_QUESTION


def _new_question(taken_until: datetime | None) -> Callable[[Addressee], Draft]:
    def write(addressee: Addressee) -> Draft:
        call, question = SimpleNamespace(reference="NGO/2026/3"), SimpleNamespace(text=WORDS)
        context = {"call": call, "title": TITLE, "question": question, "taken_until": taken_until, "url": PAGE}
        return Draft("calls/mail/new_question", context)

    return write


sample(NEW_QUESTION)(_new_question(MOMENT))
sample(NEW_QUESTION, "without an end")(_new_question(None))
