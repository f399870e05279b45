"""By when the city must pass on a case that is another body's, and how that day was found, in words."""

from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from city.deadlines import explain
from city.explanations import Explanation
from city.queries import rule_on
from city.wording import sentences

from .models import Postulate
from .queries import received_on
from .workflow import LegalKind


@dataclass(frozen=True, slots=True)
class TransferTerms:
    """By when a case that is another body's must be passed on, under which law, and how the day was counted."""

    explanation: Explanation

    @property
    def due_on(self) -> date:
        return self.explanation.last_day

    @property
    def legal_basis(self) -> str:
        return self.explanation.rule.legal_basis

    @property
    def is_late(self) -> bool:
        """Say whether that day has passed."""
        return timezone.localdate() > self.due_on

    @property
    def sentences(self) -> list[str]:
        """The way to the day, in the active language."""
        return sentences(self.explanation)


def transfer_terms(postulate: Postulate) -> TransferTerms:
    """Return the term for passing the case on (KPA art. 231 and 243: 7 days; act on petitions, art. 6: 30 days)."""
    code = "petition-transfer" if postulate.legal_kind == LegalKind.PETITION else "transfer"
    received = received_on(postulate)
    return TransferTerms(explain(received, rule_on(code, received)))
