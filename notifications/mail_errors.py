"""What an answer of a mail server means for a mail, and how to speak of it without the address in it."""

import re
import smtplib
import ssl
from enum import Enum, auto
from typing import TypeAlias

from anymail.exceptions import AnymailAPIError, AnymailError, AnymailInvalidAddress, AnymailRecipientsRefused

MailError: TypeAlias = smtplib.SMTPException | OSError | AnymailError
CAUGHT = (smtplib.SMTPException, OSError, AnymailError)

_SIGN_IN = {530, 534, 535, 538}
_TOO_LARGE = 552
_ABOUT_THE_SENDER = {"5.1.7", "5.1.8"}
_ABOUT_THIS_MAIL = {"5.2.3", "5.4.6", "5.4.7"}  # too long for the mailbox, went round in circles, waited too long
_ENHANCED = re.compile(r"^\D{0,5}([245]\.\d{1,3}\.\d{1,3})\b")


class Verdict(Enum):
    """What an answer means."""

    AWAY = auto()  # nobody there: nothing is said about the mail, all mails wait
    OURS = auto()  # the server takes nothing from us (sign-in, certificate, sender): all mails wait, staff mend it
    BROKEN_OFF = auto()  # the talk ended in the middle: perhaps because of this mail, so it counts; the others wait
    LATER = auto()  # not this mail, not now: greylisting, a full queue
    NOT_ALLOWED = auto()  # a policy about this recipient, which may be about us: tried again, staff are told
    NO_RECIPIENT = auto()  # nobody has this address
    MAILBOX_FULL = auto()  # there is somebody, who has no room
    REFUSED = auto()  # the message itself: its size, its content


# What a code about a recipient means that comes without an enhanced status (RFC 5321, 4.2.3).
_WITHOUT_STATUS = {552: Verdict.MAILBOX_FULL, 554: Verdict.NOT_ALLOWED}

FINAL = frozenset({Verdict.NO_RECIPIENT, Verdict.MAILBOX_FULL, Verdict.REFUSED})
CONCERNS_ALL = frozenset({Verdict.AWAY, Verdict.OURS, Verdict.BROKEN_OFF})
STAFF_MUST_MEND = frozenset({Verdict.OURS, Verdict.NOT_ALLOWED})


def on_arrival(error: MailError) -> Verdict:
    """Judge an error before any mail was spoken of: no connection, no greeting, no sign-in."""
    refused = isinstance(error, smtplib.SMTPResponseException) and error.smtp_code >= 500
    is_ours = isinstance(error, smtplib.SMTPNotSupportedError | ssl.SSLCertVerificationError)
    return Verdict.OURS if refused or is_ours else Verdict.AWAY


def on_the_mail(error: MailError) -> Verdict:
    """Judge an error that came while a mail was handed over."""
    if isinstance(error, AnymailError):
        return _of_a_provider(error)
    answer = reply(error)
    if answer is None or answer[0] == 421:
        return Verdict.BROKEN_OFF
    return _of_refusal(error, *answer) if answer[0] >= 500 else Verdict.LATER


def _of_refusal(error: MailError, code: int, text: str) -> Verdict:
    if code in _SIGN_IN:
        return Verdict.OURS
    if isinstance(error, smtplib.SMTPSenderRefused):
        # The sender is the same in every mail; only its announced size is this mail's own.
        return Verdict.REFUSED if code == _TOO_LARGE or status(text).startswith("5.3.4") else Verdict.OURS
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        enhanced = status(text)
        return of_recipient(enhanced) if enhanced else _WITHOUT_STATUS.get(code, Verdict.NO_RECIPIENT)
    return Verdict.REFUSED


def of_recipient(enhanced: str) -> Verdict:
    """Judge a final answer about a recipient by its enhanced status (RFC 3463), such as ``5.1.1``, or by none."""
    if enhanced == "5.2.2":
        return Verdict.MAILBOX_FULL
    if enhanced.startswith("5.7.") or enhanced in _ABOUT_THE_SENDER:
        return Verdict.NOT_ALLOWED
    if enhanced.startswith(("5.3.", "5.5.", "5.6.")) or enhanced in _ABOUT_THIS_MAIL:
        return Verdict.REFUSED
    return Verdict.NO_RECIPIENT


def _of_a_provider(error: AnymailError) -> Verdict:
    if isinstance(error, AnymailRecipientsRefused | AnymailInvalidAddress):
        return Verdict.NO_RECIPIENT
    if not isinstance(error, AnymailAPIError):
        return Verdict.OURS
    code = getattr(error, "status_code", None)
    if code is None or code >= 500 or code == 429:
        return Verdict.AWAY
    return Verdict.OURS if code in {401, 402, 403} else Verdict.REFUSED


def reply(error: MailError) -> tuple[int, str] | None:
    """Return code and text of an SMTP answer; None when the talk broke off before one came."""
    code: int
    text: bytes | str
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        code, text = next(iter(error.recipients.values()))
    elif isinstance(error, smtplib.SMTPResponseException):
        code, text = error.smtp_code, error.smtp_error
    else:
        return None
    return code, text.decode(errors="replace") if isinstance(text, bytes) else text


def status(text: str) -> str:
    """Return the enhanced status at the beginning of a text, such as ``5.1.1``, or nothing."""
    found = _ENHANCED.match(text)
    return found.group(1) if found else ""


def summary(error: MailError) -> str:
    """Return the kind of error and its codes, without the text of the server, which may hold an address."""
    answer = reply(error)
    codes = f" {answer[0]} {status(answer[1])}" if answer else f" {getattr(error, 'status_code', None) or ''}"
    return f"{type(error).__name__}{codes}".strip()
