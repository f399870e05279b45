"""Recognises, in what people type where nobody needs it, what could tell who somebody is."""

import re

_MAIL = re.compile(r"[\w.+-]+\s?@\s?[\w-]+(?:\.[\w-]+)+")
# Nine digits are a telephone number, eleven a PESEL, more an account; a year, an amount or a postal code is shorter.
_NUMBER = re.compile(r"(?<!\d)\+?\d(?:[\s().-]{0,2}\d){8,}")
_IDENTITY = re.compile(r"(?<!\w)[a-zа-яіїєґ]{2,3}\s?\d{6,7}(?!\d)", re.IGNORECASE)


def looks_personal(text: str) -> bool:
    """Say whether a text holds what looks like an e-mail address, a telephone number, a PESEL or a document number."""
    return any(pattern.search(text) for pattern in (_MAIL, _NUMBER, _IDENTITY))
