"""Amounts as they are written in the reader's language."""

from decimal import Decimal

from django.utils.formats import number_format
from django.utils.translation import gettext as _


def money_words(amount: Decimal) -> str:
    """Return an amount in złoty; without groszy where there are none."""
    places = 0 if amount == amount.to_integral_value() else 2
    return _("%(amount)s PLN") % {"amount": number_format(amount, places, force_grouping=True)}
