"""Searches that people have kept, to be told later what is new in them.

This app keeps none itself. An app that does stores ``SavedSearch.key``, registers itself as a ``Keeper``, and is told
by ``tell_keepers``; whom it tells further, and how, is its own affair.
"""

import json
import unicodedata
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol, Self

from django.conf import settings
from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from .documents import FACETS
from .engines.protocol import RANKED
from .labels import Labels
from .queries import Finding, find
from .wanted import Wanted, wanted


class BrokenKey(ValueError):
    """The text is not the key of a saved search."""


@dataclass(frozen=True)
class SavedSearch:
    """What somebody looks for and the language they read; equal searches are equal, however they were typed."""

    text: str
    language: str
    filters: tuple[tuple[str, tuple[str, ...]], ...] = ()

    @classmethod
    def of(cls, search: Wanted, language: str) -> Self:
        """Return a search of the page of results as it is kept; its order and page are not part of it."""
        filters = tuple((name, tuple(sorted(set(search.chosen(name))))) for name in FACETS if search.chosen(name))
        return cls(unicodedata.normalize("NFC", " ".join(search.text.split())).lower(), language, filters)

    @classmethod
    def from_key(cls, key: str) -> Self:
        """Return the search of a key; what the site no longer knows is left out. Raises BrokenKey."""
        try:
            language, address = json.loads(key)
        except (ValueError, TypeError):
            raise BrokenKey(key) from None
        if not isinstance(address, str) or language not in [code for code, _name in settings.LANGUAGES]:
            raise BrokenKey(key)
        return cls.of(wanted(QueryDict(address), Labels()), language)

    @property
    def key(self) -> str:
        """Return a text from which the search can be made again: the same for equal searches, for ever."""
        return json.dumps([self.language, self.wanted.parameters.urlencode()])

    @property
    def wanted(self) -> Wanted:
        """Return it as the page of results understands it."""
        return Wanted(text=self.text, filters=dict(self.filters))

    @property
    def address(self) -> str:
        """Return the address of its results in the language of who keeps it."""
        with override(self.language):
            return f"{reverse('search:results')}{self.wanted.address}"


class SearchIsDown(Exception):
    """The search cannot be carried out now; ask again later."""


def new_since(saved: SavedSearch, moment: datetime, told: Collection[str] = ()) -> tuple[Finding, ...]:
    """Return what anybody may read and is dated on the day of the moment or later, the newest first.

    ``told`` are ids of documents to leave out, such as those of the same day that were told of already. At most a
    hundred findings, one query for each source. Raises SearchIsDown.
    """
    first_day = timezone.localtime(moment).date()
    years = _years_since(saved, first_day.year)
    if not years:
        return ()
    with override(saved.language):
        found = find(
            saved.text, user_language=saved.language, newest_first=True, per_page=RANKED,
            filters={**dict(saved.filters), "year": years},
        )  # fmt: skip
    if found.is_degraded:
        raise SearchIsDown
    return tuple(
        finding
        for finding in found.findings
        if (day := finding.document.date) and day >= first_day and finding.document.id not in told
    )


def _years_since(saved: SavedSearch, first: int) -> tuple[str, ...]:
    """Return the years that may have something new: without those before, the hundred best are of these."""
    years = tuple(str(year) for year in range(first, timezone.localdate().year + 1))
    chosen = dict(saved.filters).get("year", years)
    return tuple(year for year in years if year in chosen)


@dataclass(frozen=True)
class Kept:
    """A saved search of a keeper: by which id it knows it, until when and of what it has told."""

    id: str
    search: SavedSearch
    since: datetime
    told: frozenset[str] = frozenset()


class Keeper(Protocol):
    """An app that keeps searches for people."""

    def kept(self) -> Iterable[Kept]:
        """Return every search of which somebody is to be told now."""

    def tell(self, kept: Kept, findings: tuple[Finding, ...], moment: datetime) -> None:
        """Note that these are the news of a search at a moment, and tell who waits for them."""


_keepers: list[Keeper] = []


def register_keeper(keeper: Keeper) -> None:
    """Have a keeper told of what is new, from now on."""
    _keepers.append(keeper)


def tell_keepers() -> int:
    """Tell each keeper what is new in each search that has news; return in how many. Raises SearchIsDown."""
    count = 0
    for keeper in _keepers:
        for kept in keeper.kept():
            moment = timezone.now()
            if findings := new_since(kept.search, kept.since, kept.told):
                keeper.tell(kept, findings, moment)
                count += 1
    return count
