"""Register numbers of Polish organisations: how people write them, and which of them cannot be.

Check digits of NIP and REGON are those of python-stdnum. Rows of one digit (0000000000) pass them but are nobody's
number. A KRS number has no check digit: ten digits, often written without the zeros in front.
"""

import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from stdnum.pl import nip, regon
from stdnum.util import clean

KRS_LENGTH = 10
_ADE = re.compile(r"AE:PL-[0-9]{5}-[0-9]{5}-[A-Z]{5}-[0-9]{2}")


def compact_nip(value: str) -> str:
    """Return a NIP as it is stored: without spaces, dashes and "PL" in front."""
    return nip.compact(value)


def compact_regon(value: str) -> str:
    """Return a REGON as it is stored: without spaces and dashes."""
    return regon.compact(value)


def compact_krs(value: str) -> str:
    """Return a KRS number as it is stored: without separators and the letters KRS, with its zeros in front."""
    digits = clean(value, " -.").upper().removeprefix("KRS").lstrip(":")
    return digits.zfill(KRS_LENGTH) if digits else ""


def compact_ade(value: str) -> str:
    """Return an address for e-Delivery as it is stored: capital letters, no spaces."""
    return clean(value, " ").upper()


def is_valid_nip(value: str) -> bool:
    """Say whether ten digits form a NIP; repeated single digits, such as all zeros, never do."""
    return _is_plausible(value) and nip.is_valid(value)


def is_valid_regon(value: str) -> bool:
    """Say whether 9 or 14 digits form a REGON; repeated single digits never do."""
    return _is_plausible(value) and regon.is_valid(value)


def validate_nip(value: str) -> None:
    """Refuse what cannot be a NIP."""
    if not is_valid_nip(value):
        raise ValidationError(_("This is not a valid NIP. It has ten digits: compare each with your document."))


def validate_regon(value: str) -> None:
    """Refuse what cannot be a REGON."""
    if not is_valid_regon(value):
        raise ValidationError(_("This is not a valid REGON. It has 9 or 14 digits: compare each with your document."))


def validate_krs(value: str) -> None:
    """Refuse what cannot be a KRS number."""
    if not _is_plausible(value) or len(value) != KRS_LENGTH:
        raise ValidationError(_("This is not a valid KRS number. It has ten digits, for example 0000123456."))


def validate_ade(value: str) -> None:
    """Refuse what cannot be an address for e-Delivery."""
    if not _ADE.fullmatch(value):
        raise ValidationError(_("This is not an e-Delivery address. It looks like this: AE:PL-12345-12345-ABCDE-12."))


def _is_plausible(value: str) -> bool:
    return value.isascii() and value.isdigit() and len(set(value)) > 1
