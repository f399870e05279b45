"""Register numbers of Polish organisations.

NIP: ten digits, the last is a weighted sum of the others modulo 11. KRS: ten digits without a check digit.
"""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

NIP_WEIGHTS = (6, 5, 7, 2, 3, 4, 5, 6, 7)
LENGTH = 10


def _is_plausible(value: str) -> bool:
    return len(value) == LENGTH and value.isascii() and value.isdigit() and len(set(value)) > 1


def is_valid_nip(value: str) -> bool:
    """Say whether the ten digits form a NIP; repeated single digits, such as all zeros, never do."""
    if not _is_plausible(value):
        return False
    remainder = sum(weight * int(digit) for weight, digit in zip(NIP_WEIGHTS, value, strict=False)) % 11
    return remainder == int(value[-1])


def validate_nip(value: str) -> None:
    """Refuse what cannot be a NIP."""
    if not is_valid_nip(value):
        raise ValidationError(_("This is not a valid NIP. Check the ten digits; write them without dashes."))


def validate_krs(value: str) -> None:
    """Refuse what cannot be a KRS number."""
    if not _is_plausible(value):
        raise ValidationError(_("This is not a valid KRS number. It has ten digits, for example 0000123456."))
