"""A saved search is the same however it was typed, and tells what is new."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime

import pytest
from django.http import QueryDict
from django.utils import timezone
from pytest_django import Settings

from search import saved
from search.labels import Labels
from search.queries import Finding
from search.saved import BrokenKey, Kept, SavedSearch, SearchIsDown, new_since, register_keeper, tell_keepers
from search.services import rebuild
from search.wanted import wanted
from tests.clock import freeze_time

from .texts import Library, document

pytestmark = pytest.mark.django_db
MOMENT = timezone.make_aware(datetime(2026, 11, 20, 7, 0))


@pytest.fixture(autouse=True)
def _today() -> Iterator[None]:
    with freeze_time("2026-11-26 12:00"):
        yield


def kept(address: str, language: str = "pl") -> SavedSearch:
    return SavedSearch.of(wanted(QueryDict(address), Labels()), language)


def shelve(library: Library, **days: date | None) -> None:
    library.add(*(document(pk, f"Dotacja {title}", date=day) for pk, (title, day) in enumerate(days.items(), 1)))
    rebuild()


def titles(findings: Iterable[Finding]) -> list[str]:
    return [finding.document.title.removeprefix("Dotacja ") for finding in findings]


def test_key_is_the_same_for_equal_searches_and_leads_back(library: Library) -> None:
    one = kept("q=Karta++pobytu&kind=map&kind=book&sort=newest&page=3")
    assert one == kept("kind=book&q=karta pobytu&kind=map&utm_source=x&kind=map")
    assert one.key == '["pl", "q=karta+pobytu&kind=book&kind=map"]'
    assert SavedSearch.from_key(one.key) == one
    assert one.address == "/pl/search/?q=karta+pobytu&kind=book&kind=map"
    assert one.key != kept("q=karta pobytu").key != kept("q=karta pobytu", "uk").key


def test_letters_composed_in_two_ways_are_one_search(library: Library) -> None:
    assert kept("q=żłobek") == kept("q=z\u0307łobek")


@pytest.mark.parametrize(
    "key", ["", "nonsense", "[]", '["xx", "q=a"]', "null", '["pl", 4]', '{"pl": 1}', '[["pl"], "q=a"]']
)
def test_broken_key_is_said_to_be_broken(library: Library, key: str) -> None:
    with pytest.raises(BrokenKey):
        SavedSearch.from_key(key)


def test_value_that_the_site_no_longer_has_is_left_out(library: Library) -> None:
    assert SavedSearch.from_key('["pl", "q=a&kind=scroll&kind=book"]').filters == (("kind", ("book",)),)


def test_new_is_what_is_dated_on_the_day_or_later_the_newest_first(library: Library) -> None:
    shelve(
        library, old=date(2026, 11, 19), same_day=date(2026, 11, 20), new=date(2026, 11, 25), undated=None,
        other_year=date(2025, 11, 25),
    )  # fmt: skip
    assert titles(new_since(kept("q=dotacje"), MOMENT)) == ["new", "same_day"]
    assert titles(new_since(kept("q=dotacje"), MOMENT, told={"library:2"})) == ["new"]
    assert titles(new_since(kept("q=dotacje&kind=map"), MOMENT)) == []
    assert titles(new_since(kept("q=dotacje&year=2025"), MOMENT)) == []


def test_years_of_the_turn_of_a_year_are_both_looked_into(library: Library) -> None:
    shelve(library, december=date(2025, 12, 31), january=date(2026, 1, 1))
    assert titles(new_since(kept("q=dotacja"), timezone.make_aware(datetime(2025, 12, 30)))) == ["january", "december"]


def test_new_among_more_than_a_hundred_older_ones_is_found(library: Library) -> None:
    library.add(*(document(pk, "Dotacja dotacja", date=date(2020, 1, 1)) for pk in range(1000, 1150)))
    shelve(library, new=date(2026, 11, 25))
    assert titles(new_since(kept("q=dotacja"), MOMENT)) == ["new"]


def test_what_stopped_being_public_is_no_news(library: Library) -> None:
    shelve(library, new=date(2026, 11, 25))
    library.shelf.clear()
    assert new_since(kept("q=dotacja"), MOMENT) == ()


def test_search_that_is_down_is_no_absence_of_news(library: Library, settings: Settings) -> None:
    from search.engines import engine

    path = settings.SEARCH_ENGINE["OPTIONS"]["path"]
    engine.cache_clear()
    for each in path.parent.glob("search.sqlite3*"):
        each.unlink()
    path.write_bytes(b"broken" * 1000)
    with pytest.raises(SearchIsDown):
        new_since(kept("q=dotacja"), MOMENT)


class Diary:
    """A keeper that writes down what it is told."""

    def __init__(self, *searches: Kept) -> None:
        self.searches = searches
        self.told: list[tuple[str, list[str]]] = []

    def kept(self) -> Iterable[Kept]:
        return self.searches

    def tell(self, kept: Kept, findings: tuple[Finding, ...], moment: datetime) -> None:
        assert moment > kept.since
        self.told.append((kept.id, titles(findings)))


def test_keepers_are_told_of_searches_that_have_news(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(saved, "_keepers", [])
    shelve(library, new=date(2026, 11, 25))
    diary = Diary(Kept("a", kept("q=dotacja"), MOMENT), Kept("b", kept("q=żłobek"), MOMENT))
    register_keeper(diary)
    assert tell_keepers() == 1
    assert diary.told == [("a", ["new"])]
