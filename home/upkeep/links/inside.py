"""Checks what leads to our own pages, documents and places; as many queries as there are kinds, not links."""

import re
from collections.abc import Iterable, Mapping
from html import unescape
from http import HTTPStatus
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.http import Http404
from django.test import RequestFactory
from django.urls import Resolver404, resolve
from django.utils import timezone
from django.utils.translation import get_language_from_path, override
from wagtail.contrib.redirects.models import Redirect
from wagtail.documents import get_document_model
from wagtail.models import CollectionViewRestriction, Page, Site

from cms.fallback import is_own_text
from home.upkeep.models import CheckedLink

from .addresses import DOCUMENT, PAGE, Internal, host_of, internal

Problem = CheckedLink.Problem
_IDENTIFIER = re.compile(r'\s(?:id|name)="([^"]*)"')


def own_hosts() -> frozenset[str]:
    """Return the names under which this site answers, with their ports."""
    names = set()
    for hostname, port in Site.objects.values_list("hostname", "port"):
        names |= {f"{hostname}:{port}".lower()} | ({hostname.lower()} if port in {80, 443} else set())
    return frozenset(names)


def faults_of_pages(addresses: Iterable[str]) -> dict[str, str]:
    """Return the problem of each ``page:`` address, empty where readers get to the page in some language."""
    wanted = {address: internal(address) for address in addresses}
    pages = Page.objects.in_bulk({target.pk for target in wanted.values()})
    readable = _readable_keys(pages.values())
    return {address: _fault_of_page(target, pages, readable) for address, target in wanted.items()}


def _readable_keys(pages: Iterable[Page]) -> frozenset[object]:
    keys = {page.translation_key for page in pages}
    found = Page.objects.live().public().filter(is_own_text(), translation_key__in=keys)
    return frozenset(found.values_list("translation_key", flat=True))


def _fault_of_page(target: Internal, pages: Mapping[int, Page], readable: frozenset[object]) -> str:
    page = pages.get(target.pk)
    if page is None:
        return Problem.GONE
    if page.expired or (page.live and page.expire_at and page.expire_at < timezone.now()):
        return Problem.EXPIRED
    if page.translation_key not in readable:
        return Problem.PRIVATE if page.live else Problem.UNPUBLISHED
    return _fault_of_anchor(page, target.anchor) if target.anchor else ""


def _fault_of_anchor(page: Page, anchor: str) -> str:
    """Look for the place on the page as it is drawn; a page that cannot be drawn is told of elsewhere."""
    response = page.specific.make_preview_request()
    if response.status_code != HTTPStatus.OK:
        return ""
    identifiers = {unescape(name) for name in _IDENTIFIER.findall(response.content.decode())}
    return "" if anchor in identifiers else Problem.NO_ANCHOR


def faults_of_documents(addresses: Iterable[str]) -> dict[str, str]:
    """Return the problem of each ``document:`` address."""
    wanted = {address: internal(address).pk for address in addresses}
    documents = get_document_model().objects.select_related("collection").in_bulk(set(wanted.values()))
    private = list(CollectionViewRestriction.objects.select_related("collection"))
    return {address: _fault_of_document(documents.get(pk), private) for address, pk in wanted.items()}


def _fault_of_document(document: object, private: Iterable[CollectionViewRestriction]) -> str:
    if document is None:
        return Problem.GONE
    if not document.file.storage.exists(document.file.name):  # type: ignore[attr-defined]
        return Problem.NO_FILE
    path = document.collection.path  # type: ignore[attr-defined]
    return Problem.PRIVATE if any(path.startswith(rule.collection.path) for rule in private) else ""


def fault_of_place(address: str) -> str:
    """Return the problem of a written-out address of this site, empty where a reader gets an answer."""
    parts = urlsplit(address)
    path = unquote(parts.path) or "/"
    with override(get_language_from_path(path) or settings.LANGUAGE_CODE):
        try:
            match = resolve(path)
        except Resolver404:
            return _fault_unless_redirected(path)
        if match.view_name == "wagtaildocs_serve":
            document = f"{DOCUMENT}{match.kwargs['document_id']}"
            return faults_of_documents([document])[document]
        return _fault_of_path(path, unquote(parts.fragment)) if match.view_name == "wagtail_serve" else ""


def _fault_of_path(path: str, anchor: str) -> str:
    site = Site.objects.filter(is_default_site=True).select_related("root_page").get()
    request = RequestFactory().get(path, HTTP_HOST=host_of(site.root_url))
    try:
        found = site.root_page.specific.route(request, [part for part in path.split("/")[2:] if part])
    except Http404:
        return _fault_unless_redirected(path)
    page = f"{PAGE}{found.page.pk}" + (f"#{anchor}" if anchor else "")
    return faults_of_pages([page])[page]


def _fault_unless_redirected(path: str) -> str:
    is_redirected = Redirect.objects.filter(old_path=Redirect.normalise_path(path)).exists()
    return "" if is_redirected else Problem.GONE
