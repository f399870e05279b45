"""Mail leaves through the outbox; here is only how one message is handed over, and how long its traces are kept."""

from . import env
from .database import VAR_DIR

DEFAULT_FROM_EMAIL = env.text("DEFAULT_FROM_EMAIL", "Wspólna Sprawa <no-reply@example.org>")
SERVER_EMAIL = DEFAULT_FROM_EMAIL
EMAIL_BACKEND = "notifications.mailbox.FolderBackend"
MAILBOX_DIR = VAR_DIR / "mail"
EMAIL_TIMEOUT = 20
MAIL_LEASE_SECONDS = 180  # a slow talk of several answers, each within EMAIL_TIMEOUT, must not look like a dead worker

# What comes back: to a mailbox that the worker reads (a folder in Maildir format, or IMAP), or by calls of a provider.
BOUNCE_ADDRESS = env.text("BOUNCE_ADDRESS", "")
BOUNCE_MAILDIR = env.text("BOUNCE_MAILDIR", "")
BOUNCE_IMAP_HOST = env.text("BOUNCE_IMAP_HOST", "")
BOUNCE_IMAP_PORT = env.number("BOUNCE_IMAP_PORT", 993)
BOUNCE_IMAP_USER = env.text("BOUNCE_IMAP_USER", "")
BOUNCE_IMAP_PASSWORD = env.text("BOUNCE_IMAP_PASSWORD", "")
BOUNCE_IMAP_FOLDER = env.text("BOUNCE_IMAP_FOLDER", "INBOX")
_secret = env.text("ANYMAIL_WEBHOOK_SECRET", "")
ANYMAIL: dict[str, str | list[str]] = {"WEBHOOK_SECRET": [_secret] if _secret else []}

SUBSCRIPTION_ASKS_PER_HOUR = 5  # confirmation mails to one address: a stranger may type it
SUBSCRIPTION_ASKS_PER_DAY = 15
SUBSCRIPTION_ASKS_PER_HOUR_AND_MACHINE = 30  # a library or an office is many people behind one address
SUBSCRIPTION_CONFIRM_DAYS = 7  # afterwards an unconfirmed address is erased
DELIVERIES_KEPT_DAYS = 90
FOLLOWERS_AT_ONCE = 1000  # are told in one transaction; those behind them in the next
MAIL_PAUSE_SECONDS = 30  # all mails wait so long when the mail server is away, then twice as long, up to ten minutes

# An address is written to no more when its last mails all came back for now, over so many days.
SOFT_BOUNCES_IN_A_ROW = 3
SOFT_BOUNCES_OVER_DAYS = 2
SUPPRESSIONS_KEPT_DAYS = 730

APPROVAL_LINK_DAYS = 14  # how long a head may decide on an answer by the link of a mail
