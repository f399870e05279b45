"""The words that may be sent in a calendar year. One locked row counts them, so that two people cannot overspend."""

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from .failures import BudgetExceeded
from .models import MachineWords


def words_left() -> int:
    """Return how many words may still be sent this year."""
    row = MachineWords.objects.filter(year=_this_year()).first()
    return max(settings.MACHINE_TRANSLATION_WORDS_PER_YEAR - (row.words if row else 0), 0)


def reserve(words: int) -> int:
    """Count words before they are sent and return the year they count in. Raises ``BudgetExceeded``.

    Durable: whoever asks from inside a transaction, and would so hold it open over the network, gets an error.
    """
    with transaction.atomic(durable=True):
        MachineWords.objects.get_or_create(year=_this_year())
        row = MachineWords.objects.select_for_update().get(year=_this_year())
        left = settings.MACHINE_TRANSLATION_WORDS_PER_YEAR - row.words
        if words > left:
            raise BudgetExceeded(asked=words, left=max(left, 0))
        row.words += words
        row.save(update_fields=["words"])
    return row.year


def give_back(words: int, *, year: int) -> None:
    """Take back what was reserved for a request that the service turned down."""
    MachineWords.objects.filter(year=year).update(words=F("words") - words)


def _this_year() -> int:
    return timezone.localdate().year
