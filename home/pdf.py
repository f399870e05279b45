"""Guides and calls as PDF. The engine reads our own static and media files, nothing else; all is drawn once."""

import logging
from mimetypes import guess_type
from threading import Lock
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import unquote, urlsplit

import segno
from django.conf import settings
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.cache import cache
from django.core.files.storage import default_storage
from django.http import HttpRequest
from django.template.loader import render_to_string

from cms.addresses import absolute
from cms.fingerprints import fingerprint

from .short_addresses import short_address

if TYPE_CHECKING:
    from .models import CallPage, GuidePage

logger = logging.getLogger(__name__)

KEPT = 7 * 24 * 60 * 60
WAITS_SECONDS = 2
_DRAWING = Lock()
VARIANT = "pdf/ua-1"


class PdfUnavailable(RuntimeError):
    """The library that draws letters (Pango) is not installed on this machine, or it is busy with another PDF."""


class ForeignAddress(ValueError):
    """A page wanted something from outside of our own files."""


class Document(NamedTuple):
    """A PDF and its entity tag."""

    content: bytes
    etag: str


def pdf_of(page: "GuidePage | CallPage", request: HttpRequest) -> Document:
    """Return the page for the reader of the active language; drawn once for each content.

    All is read from the database before the engine starts; the engine itself touches no database.
    """
    html = _html(page, request)
    etag = fingerprint("guide-pdf", html, _own_text(settings.STATIC_URL + "home/guide-pdf.css"))
    key = f"guide-pdf:{etag.strip(chr(34))}"
    content = cache.get(key)
    if content is None:
        content = _drawn_once(key, html)
    return Document(content, etag)


def _drawn_once(key: str, html: str) -> bytes:
    """Draw and keep a PDF; one at a time, so that drawing never holds every thread that answers readers."""
    if not _DRAWING.acquire(timeout=WAITS_SECONDS):
        raise PdfUnavailable
    try:
        content: bytes | None = cache.get(key)  # somebody may have drawn it meanwhile
        if content is None:
            content = draw(html)
            cache.set(key, content, KEPT)
        return content
    finally:
        _DRAWING.release()


def _html(page: "GuidePage | CallPage", request: HttpRequest) -> str:
    """Return what the PDF shows: the same parts as the page, nothing that depends on the moment."""
    context = page.get_context(request)
    context |= {"in_print": True, "short": short_address(page), "qr": qr_data(page)}
    return render_to_string(page.pdf_template, context)


def qr_data(page: "GuidePage | CallPage") -> str:
    """Return the QR code of the short address as a picture that needs no fetching."""
    address: str = segno.make(short_address(page), error="m", micro=False).svg_data_uri(scale=4, border=2)
    return address


def draw(html: str) -> bytes:
    """Return the page as a tagged PDF. Raises ``PdfUnavailable`` where the engine cannot work."""
    try:
        from weasyprint import HTML
    except (ImportError, OSError) as error:
        logger.warning("No PDF can be made here: %s", error)
        raise PdfUnavailable from error
    # The site's own address, so that links lead somewhere from paper; files are never fetched from it.
    document = HTML(string=html, base_url=absolute("/"), url_fetcher=_own_files())
    content: bytes = document.write_pdf(pdf_variant=VARIANT)
    return content


def _own_files() -> Any:
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    class OwnFiles(URLFetcher):
        """Opens our static and media files by their addresses and refuses everything else."""

        def fetch(self, url: str, headers: Any = None) -> Any:
            if url.startswith("data:image/"):
                return super().fetch(url, headers)
            path = unquote(urlsplit(url).path)
            return URLFetcherResponse(url, own_file(url, path), {"Content-Type": guess_type(path)[0] or "text/plain"})

    return OwnFiles(allowed_protocols=("data",), allow_redirects=False)


def own_file(url: str, path: str) -> bytes:
    """Return a file of ours by its address. Raises ``ForeignAddress`` for everything else."""
    if not url.startswith(absolute("/")) or ".." in path.split("/"):
        raise ForeignAddress(url)
    if path.startswith(settings.STATIC_URL):
        return _static(path.removeprefix(settings.STATIC_URL))
    if path.startswith(settings.MEDIA_URL):
        with default_storage.open(path.removeprefix(settings.MEDIA_URL)) as file:
            return bytes(file.read())
    raise ForeignAddress(url)


def _static(name: str) -> bytes:
    if found := finders.find(name):
        with open(found, "rb") as file:
            return file.read()
    with staticfiles_storage.open(name) as file:  # names with a digest, where files were collected
        return bytes(file.read())


def _own_text(path: str) -> str:
    return own_file(absolute("/" + path.lstrip("/")), path).decode()
