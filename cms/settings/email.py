"""Mail leaves through the outbox; here is only how one message is handed over, and how long its traces are kept."""

from . import env
from .database import VAR_DIR

DEFAULT_FROM_EMAIL = env.text("DEFAULT_FROM_EMAIL", "Wspólna Sprawa <no-reply@example.org>")
SERVER_EMAIL = DEFAULT_FROM_EMAIL
EMAIL_BACKEND = "notifications.mailbox.FolderBackend"
MAILBOX_DIR = VAR_DIR / "mail"
EMAIL_TIMEOUT = 20
MAIL_LEASE_SECONDS = 180  # a slow talk of several answers, each within EMAIL_TIMEOUT, must not look like a dead worker

SUBSCRIPTION_ASKS_PER_HOUR = 5  # confirmation mails to one address: a stranger may type it
SUBSCRIPTION_ASKS_PER_HOUR_AND_MACHINE = 30  # a library or an office is many people behind one address
SUBSCRIPTION_CONFIRM_DAYS = 7  # afterwards an unconfirmed address is erased
DELIVERIES_KEPT_DAYS = 90
FOLLOWERS_AT_ONCE = 1000  # are told in one transaction; those behind them in the next

APPROVAL_LINK_DAYS = 14  # how long a head may decide on an answer by the link of a mail
