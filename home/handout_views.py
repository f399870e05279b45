"""What one takes along from a page: its short address, the QR code of it, and the page as a PDF."""

from io import BytesIO
from typing import Any

import segno
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.text import slugify
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe
from wagtail import hooks
from wagtail.models import Page

from cms.fallback import Version, address_of, best_version, readers_language

from .models import CallPage, GuidePage
from .pdf import PdfUnavailable, pdf_of
from .short_addresses import key_of, short_address

A_DAY = 24 * 60 * 60
KINDS = {"svg": "image/svg+xml", "png": "image/png"}


def _version(code: str) -> Version:
    """Return the page with the code for the reader; 404 when it is no page anybody may read."""
    key = key_of(code)
    page = key and Page.objects.filter(translation_key=key).first()
    version = best_version(page, readers_language()) if page else None
    if version is None:
        raise Http404
    return version


@require_safe
def short_link(request: HttpRequest, code: str) -> HttpResponse:
    """Lead to the page in the reader's language, or to the marked source text."""
    address = address_of(_version(code).page, readers_language(), request)
    if address is None:
        raise Http404
    response = redirect(address)
    patch_vary_headers(response, ["Accept-Language", "Cookie"])
    return response


@require_safe
@cache_control(public=True, max_age=A_DAY)
def qr_code(request: HttpRequest, code: str, kind: str) -> HttpResponse:
    """Draw the short address as a QR code that half a torn sheet does not spoil."""
    if kind not in KINDS:
        raise Http404
    drawing, picture = segno.make(short_address(_version(code).page), error="m", micro=False), BytesIO()
    if kind == "svg":
        drawing.save(picture, kind="svg", scale=6, border=4, light="#fff", xmldecl=False, svgclass=None, lineclass=None)
    else:
        drawing.save(picture, kind="png", scale=8, border=4)
    return HttpResponse(picture.getvalue(), content_type=KINDS[kind])


@require_safe
def page_pdf(request: HttpRequest, address: str) -> HttpResponse:
    """Return a guide or a call as a PDF, under the rules of the page itself: language, fallback, privacy."""
    found = Page.route_for_request(request, address)
    if found is None:
        raise Http404
    page, args, kwargs = found
    if kwargs.get("moved"):
        return redirect(f"{address_of(page, readers_language(), request)}pdf")
    return _served_by_the_rules(page, request, args, kwargs)


def _served_by_the_rules(page: Page, request: HttpRequest, args: Any, kwargs: Any) -> HttpResponse:
    """Serve the PDF as Wagtail serves the page: whoever may hold back the page may hold back the PDF."""
    for before in hooks.get_hooks("before_serve_page"):
        refused = before(page, request, args, kwargs)
        if isinstance(refused, HttpResponse):
            return refused
    serve = _pdf
    for around in reversed(hooks.get_hooks("on_serve_page")):
        serve = around(serve)
    return serve(page, request, args, kwargs)


def _pdf(page: Page, request: HttpRequest, args: Any, kwargs: Any) -> HttpResponse:
    if not isinstance(page, GuidePage | CallPage):
        raise Http404
    try:
        document = pdf_of(page, request)
    except PdfUnavailable:
        context = {"page": page, "back": address_of(page, readers_language(), request)}
        response = render(request, "home/guide/no_pdf.html", context, status=503)
        response["Retry-After"] = "3600"
        return response
    response = HttpResponse(document.content, content_type="application/pdf")
    name = slugify(page.slug) or "guide"
    response["Content-Disposition"] = f'inline; filename="{name}-{page.language}.pdf"'
    response["ETag"] = document.etag
    response["X-Robots-Tag"] = "noindex"
    return get_conditional_response(request, etag=document.etag, response=response) or response
