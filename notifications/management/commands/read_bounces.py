import imaplib
import mailbox

from django.core.management.base import BaseCommand, CommandError

from notifications.bounce_mailbox import is_configured, read_bounces


class Command(BaseCommand):
    """Read the mailbox to which mail comes back."""

    help = "Write down what came back to the mailbox named by BOUNCE_MAILDIR or BOUNCE_IMAP_HOST, and delete it there."

    def handle(self, *args: object, **options: object) -> None:
        if not is_configured():
            raise CommandError("Set BOUNCE_MAILDIR or BOUNCE_IMAP_HOST: there is no mailbox to read.")
        try:
            done = read_bounces()
        except (OSError, mailbox.Error, imaplib.IMAP4.error) as error:
            raise CommandError(f"The mailbox does not answer: {error}") from error
        self.stdout.write(f"{done.reports} reports written down, {done.others} other messages left")
