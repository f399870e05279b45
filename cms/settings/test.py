"""Tests: fast hashing, mail in memory, everything else as in production."""

import atexit
import shutil
import tempfile
from pathlib import Path

from .base import *

DEBUG = False
SECRET_KEY = "test-only-not-a-secret"  # noqa: S105
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
ANYMAIL = ANYMAIL | {"WEBHOOK_SECRET": ["provider:password-of-the-tests"]}
DEVELOPMENT_PAGES = True
UPLOADS_WITHOUT_SCANNER = "accept"

_folder = Path(tempfile.mkdtemp(prefix="tests-"))
atexit.register(shutil.rmtree, _folder, ignore_errors=True)
STATIC_ROOT = _folder / "static"
STATIC_ROOT.mkdir()
MEDIA_ROOT = _folder / "media"
PRIVATE_ROOT = _folder / "private"
MAILBOX_DIR = _folder / "mail"
CLAMD_ADDRESS = ""
STORAGES = STORAGES | {
    "private": {
        "BACKEND": "cms.uploads.storage.WholeFileStorage",
        "OPTIONS": {"location": PRIVATE_ROOT},
    },
}
SEARCH_ENGINE = EMBEDDED_ENGINE | {"OPTIONS": {"path": _folder / "search.sqlite3"}}
SEARCH_QUESTIONS_WRITTEN_AFTER_SECONDS = 0
# A few concepts instead of a thousand, which tests of the whole site would load for nothing.
SEARCH_CONCEPTS_SHIPPED = ROOT / "tests" / "search" / "concepts" / "samples"
SEARCH_CONCEPTS_LOOKED_AT_AFTER_SECONDS = 0
SEARCH_CONCEPT_USES_WRITTEN_AFTER_SECONDS = 0
LOGGING = LOGGING | {"root": {"handlers": ["console"], "level": "ERROR"}}
# The administration's own search is asked in a few tests only, which turn this on: it costs a tenth of every write.
WAGTAILSEARCH_BACKENDS = {name: options | {"AUTO_UPDATE": False} for name, options in WAGTAILSEARCH_BACKENDS.items()}
