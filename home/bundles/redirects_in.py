"""Old addresses that a bundle leads to pages: none may hide a page, lead in a circle or replace one silently."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page
from wagtail.whitelist import check_url

from . import form
from .decoding import refuse_other_encodings, table_rows
from .opening import Opened
from .problems import BundleRefused, Notes, Problem, Refused
from .records import unknown_name
from .resolving import Resolver

_LONGEST = 255


@dataclass
class _Row:
    """A redirect of the bundle."""

    old: str
    notes: Notes
    page: int | None = None
    route: str = ""
    address: str = ""
    is_permanent: bool = True
    is_automatic: bool = False

    @property
    def target(self) -> tuple[Any, ...]:
        return self.page, self.route, self.address, self.is_permanent, self.is_automatic


def bring_redirects(bundle: Opened, resolver: Resolver, *, overwrite: bool) -> list[Problem]:
    """Write the redirects of the bundle and return what is wrong with the others."""
    path = bundle.path(form.REDIRECTS)
    if path is None:
        return []
    try:
        rows = list(_rows(path, resolver))
    except BundleRefused as error:
        return list(error.problems)
    good = [row for row in rows if not row.notes.has_errors]
    present = {row.old_path: row for row in Redirect.objects.filter(site=None)}
    _refuse_twins(good)
    _refuse_circles(good, present)
    _refuse_hiding(good, resolver)
    with transaction.atomic():
        for row in good:
            if not row.notes.has_errors:
                _store(row, present.get(row.old), overwrite)
    return [problem for row in rows for problem in row.notes.found]


def _rows(path: Any, resolver: Resolver) -> Iterator[_Row]:
    refuse_other_encodings(path, form.REDIRECTS)
    for line, cells in table_rows(path, form.REDIRECTS):
        if unknown := [column for column in cells if column not in form.REDIRECT_COLUMNS]:
            text = unknown_name(unknown[0], form.REDIRECT_COLUMNS)
            raise BundleRefused(Problem(form.REDIRECTS, 1, "unknown_column", text))
        old = Redirect.normalise_path(cells.get("from", ""))
        row = _Row(old, Notes(form.REDIRECTS, line, key=cells.get("from", "")[:120]))
        try:
            _read(row, cells, resolver)
        except Refused as error:
            row.notes.error(error.code, error)
        yield row


def _read(row: _Row, cells: dict[str, str], resolver: Resolver) -> None:
    if row.old in ("", "/") or not cells["from"].startswith(("/", "http://", "https://")) or len(row.old) > _LONGEST:
        raise Refused("old_address", _("“from” is the old address, such as /stara/strona, up to 255 characters."))
    page, row.address = cells.get("page", ""), cells.get("address", "")
    if bool(page) == bool(row.address):
        raise Refused("target", _("Say where it leads: either the key of a page or an address."))
    if page:
        row.page, row.route = resolver.page(page), cells.get("route", "")
        if row.page is None:
            text = _(
                "The page “%(page)s” is neither in the bundle nor on the site. Correct the key or take the row out."
            )
            raise Refused("missing_page", text % {"page": page[:120]})
    elif not _is_address(row.address):
        raise Refused("address", _("The new address begins with https://, http:// or one slash."))
    row.is_permanent = _is_yes(cells, "permanent", default=True)
    row.is_automatic = _is_yes(cells, "automatic", default=False)


def _is_yes(cells: dict[str, str], name: str, *, default: bool) -> bool:
    value = cells.get(name, "").lower()
    if value and value not in form.YES | form.NO:
        raise Refused("yes_or_no", _("%(name)s: write yes or no, not “%(cell)s”.") % {"name": name, "cell": value[:40]})
    return default if not value else value in form.YES


def _is_address(address: str) -> bool:
    is_local = address.startswith("/") and not address.startswith(("//", "/\\"))
    is_far = address.startswith(("http://", "https://")) and bool(urlsplit(address).hostname)
    return len(address) <= _LONGEST and (is_local or is_far) and check_url(address) is not None


def _refuse_twins(rows: list[_Row]) -> None:
    first: dict[str, _Row] = {}
    for row in rows:
        twin = first.setdefault(row.old, row)
        if twin is not row and twin.target != row.target:
            text = _("Line %(line)s leads this address elsewhere. Keep one of them.")
            row.notes.error("twice", text % {"line": twin.notes.line})


def _refuse_circles(rows: list[_Row], present: dict[str, Redirect]) -> None:
    leads = {old: _local_path(row.redirect_link) for old, row in present.items() if row.redirect_link}
    leads |= {row.old: _local_path(row.address) for row in rows if not row.notes.has_errors}
    for row in rows:
        passed, at = {row.old}, leads.get(row.old, "")
        while at and at not in passed:
            passed.add(at)
            at = leads.get(at, "")
        if at and row.address:
            row.notes.error("loop", _("This redirect leads back to itself. Let it lead to the page itself."))


def _local_path(address: str) -> str:
    return Redirect.normalise_path(address) if address.startswith("/") else ""


def _refuse_hiding(rows: list[_Row], resolver: Resolver) -> None:
    """Refuse a redirect from the address of a page that readers have: it would never be followed."""
    fronts = {
        page.locale.language_code: page.url_path for page in Page.objects.filter(depth=2).select_related("locale")
    }
    wanted = {row.old: _url_path(row.old, fronts) for row in rows}
    taken = set(
        Page.objects.filter(live=True, url_path__in=[path for path in wanted.values() if path]).values_list(
            "url_path", flat=True
        )
    )
    for row in rows:
        if wanted[row.old] in taken:
            row.notes.error(
                "hidden", _("A page stands at this address, so the redirect would never be used. Take it out.")
            )


def _url_path(old: str, fronts: dict[str, str]) -> str:
    language, _slash, tail = old.lstrip("/").partition("/")
    return f"{fronts[language]}{tail}/".replace("//", "/") if language in fronts else ""


def _store(row: _Row, present: Redirect | None, overwrite: bool) -> None:
    if present is not None:
        same = (
            present.redirect_page_id, present.redirect_page_route_path, present.redirect_link, present.is_permanent,
            present.automatically_created,
        )  # fmt: skip
        if same == row.target:
            return
        if not overwrite and not present.automatically_created:
            row.notes.error(
                "conflict", _("The site leads this address elsewhere already. Import with --overwrite to change it.")
            )
            return
    redirect = present or Redirect(old_path=row.old)
    redirect.redirect_page_id, redirect.redirect_page_route_path = row.page, row.route
    redirect.redirect_link, redirect.is_permanent = row.address, row.is_permanent
    redirect.automatically_created = row.is_automatic
    redirect.save()
