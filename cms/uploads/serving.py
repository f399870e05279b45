"""Handing files out so that a browser keeps them and never runs or shows them as part of the site."""

import logging
from typing import Any

from django.core.files import File
from django.http import FileResponse, Http404

from .names import clean_name

_log = logging.getLogger(__name__)


def inert_response(file: "File[Any]", name: str, *, content_type: str) -> FileResponse:
    """Return a stored file as a download under a cleaned name. Ask for permission before calling this.

    The whole file always: parts (Range) are not served and no ETag or date is given, so that nothing can be learnt
    about a file one may not read. No cache keeps it. 404 when the file is gone from the disk.
    """
    try:
        file.open("rb")
    except FileNotFoundError as error:
        _log.exception("A stored file is missing: %s", file.name)
        raise Http404 from error
    response = FileResponse(file, as_attachment=True, filename=clean_name(name), content_type=content_type)
    for header, value in {
        "X-Content-Type-Options": "nosniff",
        "Content-Security-Policy": "sandbox; default-src 'none'; frame-ancestors 'none'",
        "X-Frame-Options": "DENY",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Cache-Control": "private, no-store",
        "Accept-Ranges": "none",
    }.items():
        response.headers[header] = value
    response._csp_exempt = True  # type: ignore[attr-defined]  # its own policy is stricter than every page's
    return response
