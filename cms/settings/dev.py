"""Embedded defaults for `make demo` and for developers: nothing to install, nothing leaves the machine."""

from . import env
from .base import *

DEBUG = env.flag("DEBUG", default=True)
SECRET_KEY = "development-only-not-a-secret"  # noqa: S105
ALLOWED_HOSTS = ["*"]
DEVELOPMENT_PAGES = True
WHITENOISE_USE_FINDERS = True
if EMAIL_HOST := env.text("EMAIL_HOST", ""):  # a mail server instead of the folder
    EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    EMAIL_PORT = env.number("EMAIL_PORT", 25)
UPLOADS_WITHOUT_SCANNER = env.text("UPLOADS_WITHOUT_SCANNER", "accept")  # production holds them back
