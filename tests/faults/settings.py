"""The real worker with only the apps under test: it starts in a second, so it can be killed many times."""

from cms.settings import env
from cms.settings.test import *

INSTALLED_APPS = [
    "tests.faults.effects",
    "notifications",
    "accounts",
    "cms.outbox",
    "allauth",
    "allauth.account",
    "django.contrib.auth",
    "django.contrib.contenttypes",
]
MIDDLEWARE = ["allauth.account.middleware.AccountMiddleware"]  # allauth starts with nothing less
TEMPLATES = [TEMPLATES[0] | {"OPTIONS": {}}]
AUTHENTICATION_BACKENDS = ["django.contrib.auth.backends.ModelBackend"]
ROOT_URLCONF = "tests.faults.urls"
MAILBOX_DIR = VAR_DIR / "mail"
WORKER_LEASE_SECONDS = env.number("WORKER_LEASE_SECONDS", 1)
WORKER_BATCH = 5
MAIL_LEASE_SECONDS = WORKER_LEASE_SECONDS
EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
EMAIL_HOST = "127.0.0.1"
EMAIL_PORT = env.number("EMAIL_PORT", 9)
FOLLOWERS_AT_ONCE = 5
EMAIL_TIMEOUT = env.number("EMAIL_TIMEOUT", 5)
MAIL_PAUSE_SECONDS = env.number("MAIL_PAUSE_SECONDS", 1)
