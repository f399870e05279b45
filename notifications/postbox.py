"""The way to the mail server: one connection for many mails, and a pause for all of them while nobody answers."""

import logging
import smtplib
from contextlib import suppress
from datetime import datetime, timedelta

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.utils import timezone

from .mail_errors import CAUGHT, MailError

logger = logging.getLogger(__name__)

MAILS_PER_CONNECTION = 100  # servers commonly end a talk that lasts longer
LONGEST_PAUSE = timedelta(minutes=10)


class NotReached(Exception):
    """Nobody took up the talk; the cause is the error of the attempt."""

    def __init__(self, error: MailError) -> None:
        super().__init__(str(error))
        self.error = error


class Postbox:
    """Hands mails over one by one; each either was taken, with the server's word for it, or raises."""

    def __init__(self) -> None:
        self._connection: BaseEmailBackend | None = None
        self._taken = 0
        self._pauses = 0
        self._closed_until: datetime | None = None

    @property
    def closed_until(self) -> datetime | None:
        """Return until when nothing is handed over because the server is away; None when it is tried."""
        return self._closed_until if self._closed_until and self._closed_until > timezone.now() else None

    def pause(self) -> datetime:
        """Let all mails wait, twice as long as the last time when nothing was taken since; return until when."""
        seconds = settings.MAIL_PAUSE_SECONDS * 2**self._pauses
        self._pauses += 1
        wait = min(timedelta(seconds=seconds), LONGEST_PAUSE)
        logger.warning("Mail: all mails wait %d seconds for the mail server", wait.total_seconds())
        self._closed_until = timezone.now() + wait
        return self._closed_until

    def reopen(self) -> None:
        """Try again at once."""
        self._pauses, self._closed_until = 0, None

    def hand_over(self, message: EmailMessage) -> None:
        """Return once the server took the mail. Raises NotReached, or the error that came while it was handed over."""
        is_used = self._is_usable()
        try:
            self._send(message)
        except smtplib.SMTPSenderRefused as error:
            if error.smtp_code != 421 or not is_used:
                raise
            # "Enough for one talk": not about this mail, which has not been spoken of yet.
            self._drop()
            self._send(message)
        self.reopen()

    def hang_up(self) -> None:
        """End the talk politely."""
        connection, self._connection = self._connection, None
        if connection:
            # Every mail was answered for already; how the talk ends says nothing about them.
            with suppress(*CAUGHT):
                connection.close()

    def _send(self, message: EmailMessage) -> None:
        connection = self._connection or self._dial()
        is_in_step = False
        try:
            taken = connection.send_messages([message])
            is_in_step = True
        except (smtplib.SMTPResponseException, smtplib.SMTPRecipientsRefused):
            is_in_step = True  # a whole answer: the next mail may follow on the same connection
            raise
        finally:
            if not is_in_step:
                self._drop()
        self._taken += 1
        if not taken:
            raise smtplib.SMTPServerDisconnected("The mail backend took nothing and gave no reason.")

    def _dial(self) -> BaseEmailBackend:
        connection = get_connection()
        try:
            connection.open()
        except CAUGHT as error:
            raise NotReached(error) from error
        self._connection, self._taken = connection, 0
        return connection

    def _is_usable(self) -> bool:
        """Say whether the connection of the last mail still stands; a server may have ended it after its last word."""
        if self._connection is None:
            return False
        smtp = getattr(self._connection, "connection", None)
        if self._taken >= MAILS_PER_CONNECTION:
            self.hang_up()
        elif isinstance(smtp, smtplib.SMTP) and not _answers(smtp):
            self._drop()
        return self._connection is not None

    def _drop(self) -> None:
        """Forget a connection that is out of step, without waiting for its answer to a farewell."""
        connection, self._connection = self._connection, None
        smtp = getattr(connection, "connection", None)
        if isinstance(smtp, smtplib.SMTP):
            smtp.close()


def _answers(smtp: smtplib.SMTP) -> bool:
    try:
        return smtp.noop()[0] == 250
    except CAUGHT:
        return False


postbox = Postbox()
