"""Amounts as people write and read them."""

from decimal import Decimal

from django.utils.formats import number_format
from django.utils.translation import gettext as _


def in_zlotys(amount: Decimal) -> str:
    """Return an amount in the active language, without grosze where there are none."""
    places = 0 if amount == amount.to_integral_value() else 2
    return _("%(amount)s zł") % {"amount": number_format(amount, places, force_grouping=True)}
