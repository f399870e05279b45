"""What kind of thing an address is, and whether it is well formed."""

import re
from hashlib import sha256
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator, validate_email

from home.upkeep.models import CheckedLink

Kind, Problem = CheckedLink.Kind, CheckedLink.Problem

PAGE, DOCUMENT, MAIL, PHONE = "page:", "document:", "mailto:", "tel:"
_SEPARATORS = re.compile(r"[\s().\-/]")
_NUMBER = re.compile(r"\+?\d{3,15}")
_POLAND, _DIGITS_IN_POLAND = "+48", 12
_is_url = URLValidator(schemes=["http", "https"])


class Internal(NamedTuple):
    """A row of our own that an address names, and the place on it."""

    pk: int
    anchor: str


def digest_of(address: str) -> str:
    """Return the fingerprint under which an address is kept."""
    return sha256(address.encode()).hexdigest()


def kind_of(address: str, own_hosts: frozenset[str]) -> str:
    """Return the kind of an address; ``own_hosts`` are the names, with port where there is one, of this site."""
    scheme, separator, _rest = address.partition(":")
    by_scheme = {"page": Kind.PAGE, "document": Kind.DOCUMENT, "mailto": Kind.MAIL, "tel": Kind.PHONE}
    if separator and scheme.lower() in by_scheme:
        return Kind.ANCHOR if scheme == "page" and "#" in address else by_scheme[scheme.lower()]
    if separator and scheme.lower() in {"http", "https"}:
        return Kind.OWN if host_of(address) in own_hosts else Kind.EXTERNAL
    is_path = address.startswith("/") and not address.startswith("//")
    return Kind.OWN if is_path else Kind.OTHER


def host_of(address: str) -> str:
    """Return host and port of an address in small letters; empty when it cannot be read."""
    try:
        return urlsplit(address).netloc.rpartition("@")[2].lower()
    except ValueError:
        return ""


def internal(address: str) -> Internal:
    """Return which page or document a ``page:`` or ``document:`` address names."""
    target, _separator, anchor = address.partition(":")[2].partition("#")
    return Internal(int(target) if target.isdecimal() else 0, unquote(anchor))


def fault_in_mail(address: str) -> str:
    """Return the problem of a ``mailto:`` address; empty when each of its recipients is an address."""
    recipients = unquote(address.removeprefix(MAIL).partition("?")[0]).split(",")
    try:
        for recipient in recipients:
            validate_email(recipient.strip())
    except ValidationError:
        return Problem.BAD_MAIL
    return ""


def fault_in_phone(address: str) -> str:
    """Return the problem of a ``tel:`` address; empty for what a telephone can dial."""
    number = _SEPARATORS.sub("", unquote(address.removeprefix(PHONE)))
    if not _NUMBER.fullmatch(number):
        return Problem.BAD_PHONE
    return Problem.BAD_PHONE if number.startswith(_POLAND) and len(number) != _DIGITS_IN_POLAND else ""


def fault_in_url(address: str) -> str:
    """Return the problem of an address elsewhere that no browser could open."""
    try:
        _is_url(address)
    except ValidationError:
        return Problem.BAD_ADDRESS
    return ""
