"""Which answers of a mail server are final, and how to speak of them without the address in them."""

import smtplib

_NOT_ABOUT_THE_MESSAGE = {530, 535, 538}  # sign-in at the server: ours to mend, then try again


def is_final(error: smtplib.SMTPException | OSError) -> bool:
    """Say whether the server refused this message for good; what is temporary or about our set-up is not final."""
    codes = reply_codes(error)
    return bool(codes) and all(code >= 500 and code not in _NOT_ABOUT_THE_MESSAGE for code in codes)


def reply_codes(error: smtplib.SMTPException | OSError) -> list[int]:
    """Return the SMTP reply codes about sender, recipient or content; none when the talk broke off before that."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return [code for code, _text in error.recipients.values()]
    if isinstance(error, smtplib.SMTPDataError | smtplib.SMTPSenderRefused):
        return [error.smtp_code]
    return []


def summary(error: smtplib.SMTPException | OSError) -> str:
    """Return the kind of error and its codes, without the text of the server, which may hold an address."""
    codes = ", ".join(str(code) for code in reply_codes(error))
    return f"{type(error).__name__} {codes}".strip()
