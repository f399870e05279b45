"""Mail leaves through the outbox; here is only how one message is handed over."""

from . import env
from .database import VAR_DIR

DEFAULT_FROM_EMAIL = env.text("DEFAULT_FROM_EMAIL", "Wspólna Sprawa <no-reply@example.org>")
SERVER_EMAIL = DEFAULT_FROM_EMAIL
EMAIL_BACKEND = "notifications.mailbox.FolderBackend"
MAILBOX_DIR = VAR_DIR / "mail"
EMAIL_TIMEOUT = 20
