"""What each answer of a mail server means for the mail, and for all others."""

import smtplib
import ssl

import pytest
from anymail.exceptions import AnymailAPIError, AnymailRecipientsRefused, AnymailUnsupportedFeature

from notifications.mail_errors import MailError, Verdict, on_arrival, on_the_mail, summary


def _recipient(code: int, text: str) -> smtplib.SMTPRecipientsRefused:
    return smtplib.SMTPRecipientsRefused({"reader@example.org": (code, text.encode())})


@pytest.mark.parametrize(
    ("error", "verdict"),
    [
        (ConnectionRefusedError(), Verdict.AWAY),
        (TimeoutError(), Verdict.AWAY),
        (smtplib.SMTPServerDisconnected("closed"), Verdict.AWAY),
        (smtplib.SMTPConnectError(421, b"busy"), Verdict.AWAY),
        (smtplib.SMTPConnectError(554, b"5.7.1 go away"), Verdict.OURS),
        (smtplib.SMTPAuthenticationError(454, b"4.7.0 not now"), Verdict.AWAY),
        (smtplib.SMTPAuthenticationError(535, b"5.7.8 wrong password"), Verdict.OURS),
        (smtplib.SMTPNotSupportedError("no AUTH"), Verdict.OURS),
        (ssl.SSLCertVerificationError("expired"), Verdict.OURS),
    ],
)
def test_error_before_any_mail_was_spoken_of_concerns_all_mails(error: MailError, verdict: Verdict) -> None:
    assert on_arrival(error) is verdict


@pytest.mark.parametrize(
    ("error", "verdict"),
    [
        (_recipient(450, "4.2.1 greylisted"), Verdict.LATER),
        (_recipient(451, "try again"), Verdict.LATER),
        (_recipient(421, "closing"), Verdict.BROKEN_OFF),
        (_recipient(550, "no such user"), Verdict.NO_RECIPIENT),
        (_recipient(550, "5.1.1 no such user"), Verdict.NO_RECIPIENT),
        (_recipient(553, "5.1.3 bad address"), Verdict.NO_RECIPIENT),
        (_recipient(550, "5.2.1 mailbox disabled"), Verdict.NO_RECIPIENT),
        (_recipient(552, "5.2.2 mailbox full"), Verdict.MAILBOX_FULL),
        (_recipient(552, "mailbox full"), Verdict.MAILBOX_FULL),
        (_recipient(554, "your network is on a list"), Verdict.NOT_ALLOWED),
        (_recipient(552, "5.2.3 longer than this mailbox takes"), Verdict.REFUSED),
        (_recipient(503, "5.5.1 out of order"), Verdict.REFUSED),
        (_recipient(552, "5.3.4 too big"), Verdict.REFUSED),
        (_recipient(554, "5.7.1 relay access denied"), Verdict.NOT_ALLOWED),
        (_recipient(550, "5.1.8 bad sender"), Verdict.NOT_ALLOWED),
        (_recipient(530, "5.7.0 sign in first"), Verdict.OURS),
        (smtplib.SMTPSenderRefused(550, b"5.7.1 who are you", "a@example.org"), Verdict.OURS),
        (smtplib.SMTPSenderRefused(552, b"too big", "a@example.org"), Verdict.REFUSED),
        (smtplib.SMTPSenderRefused(451, b"later", "a@example.org"), Verdict.LATER),
        (smtplib.SMTPDataError(451, b"later"), Verdict.LATER),
        (smtplib.SMTPDataError(421, b"bye"), Verdict.BROKEN_OFF),
        (smtplib.SMTPDataError(554, b"5.7.1 looks like spam"), Verdict.REFUSED),
        (smtplib.SMTPServerDisconnected("gone"), Verdict.BROKEN_OFF),
        (TimeoutError(), Verdict.BROKEN_OFF),
        (AnymailRecipientsRefused(), Verdict.NO_RECIPIENT),
        (AnymailUnsupportedFeature(), Verdict.OURS),
        (AnymailAPIError(), Verdict.AWAY),
    ],
)
def test_error_about_a_mail_is_judged_by_its_class(error: MailError, verdict: Verdict) -> None:
    assert on_the_mail(error) is verdict


def test_summary_holds_codes_and_no_address() -> None:
    error = _recipient(550, "5.1.1 <reader@example.org> is unknown")
    assert summary(error) == "SMTPRecipientsRefused 550 5.1.1"
