"""Recognises, in what people type where nobody needs it, what could tell who somebody is."""

import re

_MAIL = re.compile(r"[\w.+-]+\s?@\s?[\w-]+(?:\.[\w-]+)+")
# Nine digits are a telephone number, eleven a PESEL, more an account; a year, an amount or a postal code is shorter.
_NUMBER = re.compile(r"(?<!\d)\+?\d(?:[\s().-]{0,2}\d){8,}")
_MONEY = r"zł|pln|eur|euro|usd|uah|грн|€|\$"
_IDENTITY = re.compile(rf"(?<!\w)[a-zа-яіїєґ]{{2,3}}\s?\d{{6,7}}(?!\d|\s*(?:{_MONEY}))", re.IGNORECASE)
# A day is often followed by an hour or by another day: together they have as many digits as a telephone number.
_DAY = re.compile(
    r"(?<![\d.-])(?:(?:0?[1-9]|[12]\d|3[01])\.(?:0?[1-9]|1[0-2])\.(?:19|20)\d\d"
    r"|(?:19|20)\d\d-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01]))(?!\d)"
)


def looks_personal(text: str) -> bool:
    """Say whether a text holds what looks like an e-mail address, a telephone number, a PESEL or a document number."""
    text = _DAY.sub(";", text)
    return any(pattern.search(text) for pattern in (_MAIL, _NUMBER, _IDENTITY))
