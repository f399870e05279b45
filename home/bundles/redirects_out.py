"""Old addresses that lead to pages, as the rows of ``redirects.csv``."""

from collections.abc import Iterator
from typing import Any

from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page

from .references import Names


def redirect_rows(names: Names, section: Page | None) -> Iterator[tuple[Any, ...]]:
    """Yield the redirects of the site by address; of a section those that lead into it."""
    rows = Redirect.objects.order_by("old_path", "pk")
    if section is not None:
        keys = section.get_descendants(inclusive=True).values("translation_key")
        rows = rows.filter(redirect_page__translation_key__in=keys)
    for row in rows:
        page = (row.redirect_page_id and names.page(row.redirect_page_id)) or ""
        if page or row.redirect_link:
            yield (
                row.old_path, page, row.redirect_page_route_path, "" if page else row.redirect_link,
                _word(row.is_permanent), _word(row.automatically_created),
            )  # fmt: skip


def _word(is_so: bool) -> str:
    return "yes" if is_so else "no"
