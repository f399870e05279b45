"""Files people send: who looks for viruses in them, and what becomes of them when nobody does."""

import re

from django.core.exceptions import ImproperlyConfigured

from . import env

CLAMD_ADDRESS = env.text("CLAMD_ADDRESS", "")
if not re.fullmatch(r"|unix:/.+|tcp:.+:\d{1,5}", CLAMD_ADDRESS):
    raise ImproperlyConfigured(
        f"CLAMD_ADDRESS must be empty, unix:/path/to/clamd.ctl or tcp:host:3310, not {CLAMD_ADDRESS!r}."
    )
UPLOADS_WITHOUT_SCANNER = env.text("UPLOADS_WITHOUT_SCANNER", "hold")
if UPLOADS_WITHOUT_SCANNER not in {"accept", "hold"}:
    raise ImproperlyConfigured(f"UPLOADS_WITHOUT_SCANNER must be accept or hold, not {UPLOADS_WITHOUT_SCANNER!r}.")

FILE_UPLOAD_HANDLERS = [
    "cms.uploads.receiving.BodyLimit",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
