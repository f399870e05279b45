"""Elasticsearch stopped, slow, silent, red, full, or wrong: readers are answered, and nothing is lost."""

import secrets
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction
from django.test import Client
from django.utils import timezone
from elasticsearch import Elasticsearch
from pytest_django import Settings

from cms.outbox.models import OutboxEntry, State
from cms.outbox.worker import drain
from search import sources
from search.engines import engine
from search.engines.resilient import ResilientEngine
from search.models import IndexCheck
from search.queries import Found, find
from search.services import reconcile, refresh_later
from tests.elasticsearch import forget
from tests.proxy import Proxy
from tests.search.texts import Library, document

pytestmark = [pytest.mark.faults, pytest.mark.django_db(transaction=True, serialized_rollback=True)]

_PAUSE = 1.0
_SEARCH_SECONDS = 0.25
# What the limits allow, which readers and operators were promised.
_ANSWERED_WITHIN, _CAUGHT_UP_WITHIN, _FINDABLE_WITHIN = 1.0, 60.0, 2.0
_SLOW = 5.0


@dataclass
class Site:
    """A site with one source, whose search goes to a real server through a proxy."""

    library: Library
    proxy: Proxy
    server: Elasticsearch
    engine: ResilientEngine

    def publish(self, pk: int, title: str) -> None:
        """Save a document and have the index follow, as an editor does."""
        self.library.add(document(pk, title))
        with transaction.atomic():
            refresh_later("library", pk)

    def index_is_the_site(self) -> bool:
        """Return whether the server holds exactly what is public, in its present wording."""
        return self.engine.primary.digests() == {each.id: each.digest for each in self.library.shelf.values()}

    def live_index(self) -> str:
        """Return the name of the index of documents."""
        return self.engine.primary.describe()["index"]


@pytest.fixture(scope="module")
def way(elasticsearch_url: str) -> Iterator[Proxy]:
    with Proxy(elasticsearch_url).running() as proxy:
        yield proxy


@pytest.fixture(scope="module")
def prefix(elasticsearch_url: str) -> Iterator[str]:
    name = f"faults-{secrets.token_hex(4)}"
    yield name
    forget(elasticsearch_url, name)


@pytest.fixture
def site(
    way: Proxy, prefix: str, elasticsearch_url: str, tmp_path: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Site]:
    settings.SEARCH_ENGINE = _resilient(way.url, prefix, tmp_path / "search.sqlite3")
    engine.cache_clear()
    library = Library()
    monkeypatch.setattr(sources, "_sources", {library.name: library})
    known = engine()
    assert isinstance(known, ResilientEngine)
    known.mend()
    with Elasticsearch(elasticsearch_url) as server:
        it = Site(library, way, server, known)
        it.publish(1, "Karta pobytu")
        drain()
        _eventually(lambda: _search().findings and not _search().is_reserve, "an answer of the server", 20)
        yield it
    way.delay, way.silent = 0.0, False
    if held := known.primary.digests():
        known.primary.remove(held)
    engine.cache_clear()


def _resilient(url: str, prefix: str, path: Path) -> dict[str, Any]:
    options = {"hosts": [url], "prefix": prefix, "search_seconds": _SEARCH_SECONDS}
    return {
        "CLASS": "search.engines.resilient.ResilientEngine",
        "OPTIONS": {
            "primary": {"CLASS": "search.engines.elasticsearch.ElasticsearchEngine", "OPTIONS": options},
            "reserve": {"CLASS": "search.engines.embedded.EmbeddedEngine", "OPTIONS": {"path": path}},
            "seconds": _PAUSE,
        },
    }


def _search(text: str = "karty pobytu") -> Found:
    return find(text, user_language="pl")


def _titles(text: str) -> list[str]:
    return [finding.document.title for finding in _search(text).findings]


def _timed(text: str = "karty pobytu") -> tuple[Found, float]:
    started = time.perf_counter()
    return _search(text), time.perf_counter() - started


def _in_another_thread(act: Callable[[], tuple[Found, float]]) -> tuple[Found, float]:
    """Do something as the next request does, which another thread may serve."""
    results: list[tuple[Found, float]] = []
    thread = threading.Thread(target=lambda: results.append(act()))
    thread.start()
    thread.join()
    return results[0]


def _eventually(condition: Callable[[], object], what: str, seconds: float) -> None:
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, f"not within {seconds} s: {what}"
        time.sleep(0.1)


def _drained_until(condition: Callable[[], bool], what: str, seconds: float) -> None:
    def happened() -> bool:
        drain()
        return condition()

    _eventually(happened, what, seconds)


def test_publish_is_findable_within_two_seconds_of_the_worker_running(site: Site) -> None:
    site.publish(2, "Dotacja dla stowarzyszeń")
    started = time.monotonic()
    drain()
    assert _titles("dotacji") == ["Dotacja dla stowarzyszeń"]
    assert time.monotonic() - started < _FINDABLE_WITHIN


def test_search_and_saving_go_on_while_the_server_is_stopped_and_it_catches_up_when_it_is_back(site: Site) -> None:
    site.proxy.stop()
    found, seconds = _timed()
    assert (found.total, found.is_reserve, found.is_degraded) == (1, True, False)
    assert seconds < _ANSWERED_WITHIN

    for pk in range(2, 8):
        site.publish(pk, "Dotacja")
    del site.library.shelf[1]
    with transaction.atomic():
        refresh_later("library", 1)
    drain()
    assert set(OutboxEntry.objects.exclude(state=State.DONE).values_list("state", "attempts")) == {(State.PENDING, 0)}
    assert len(_titles("dotacji")) == 6, "the reserve is up to date"

    site.proxy.start()
    _drained_until(site.index_is_the_site, "the index is the site", _CAUGHT_UP_WITHIN)
    assert not OutboxEntry.objects.exclude(state=State.DONE).exists()
    _eventually(lambda: not _search("dotacji").is_reserve, "the server answers again", 10)


@pytest.mark.parametrize("fault", [{"delay": _SLOW}, {"silent": True}])
def test_slow_server_costs_a_reader_little_and_is_left_alone_after_three_failures(
    site: Site, fault: dict[str, Any]
) -> None:
    for name, value in fault.items():
        setattr(site.proxy, name, value)
    slow = [_in_another_thread(_timed) for _request in range(3)]
    assert all(found.is_reserve and found.total for found, _seconds in slow)
    assert site.engine.reads.is_open

    asked = site.proxy.asked
    quick = [_in_another_thread(_timed) for _request in range(3)]
    assert site.proxy.asked == asked, "nobody asks while the circuit is open"
    assert all(found.is_reserve for found, _seconds in quick)
    # A busy machine may be slow itself; what matters is that nobody waits for the server. The time-out is a setting.
    assert max(seconds for _found, seconds in slow) < _SLOW / 2

    site.proxy.delay, site.proxy.silent = 0.0, False
    time.sleep(_PAUSE)
    _eventually(lambda: not _search().is_reserve, "the server answers again", 20)


def test_index_that_may_only_be_read_loses_nothing_and_answers_on(site: Site, client: Client) -> None:
    index = site.live_index()
    site.server.indices.put_settings(index=index, settings={"index.blocks.read_only_allow_delete": True})
    try:
        site.publish(2, "Dotacja")
        drain()
        row = OutboxEntry.objects.exclude(state=State.DONE).get()
        assert (row.state, row.attempts) == (State.PENDING, 0)
        assert client.get("/healthz").json()["search"] == "degraded"
        with pytest.raises(CommandError, match="not taken every change"):
            call_command("search_status")
        assert _titles("karta") == ["Karta pobytu"]
    finally:
        site.server.indices.put_settings(index=index, settings={"index.blocks.read_only_allow_delete": None})
    _drained_until(site.index_is_the_site, "the index is the site", _CAUGHT_UP_WITHIN)
    assert client.get("/healthz").json() == {"database": "ok", "search": "ok"}


def test_red_index_is_answered_for_by_the_reserve_and_loses_nothing(site: Site) -> None:
    before = site.live_index()
    alias, _dot, _stamp = before.rpartition(".")
    red = f"{alias}.99999999999999999999"
    nowhere = {"index.routing.allocation.require._name": "nowhere"}
    site.server.indices.create(index=red, settings=nowhere, wait_for_active_shards="0")
    site.server.indices.update_aliases(
        actions=[{"remove": {"index": before, "alias": alias}}, {"add": {"index": red, "alias": alias}}]
    )
    try:
        assert site.server.cluster.health()["status"] == "red"
        found, seconds = _timed()
        assert (found.total, found.is_reserve) == (1, True)
        assert seconds < _ANSWERED_WITHIN
        site.publish(2, "Dotacja")
        drain()
        assert OutboxEntry.objects.exclude(state=State.DONE).get().state == State.PENDING
        with pytest.raises(CommandError, match="primary"):
            call_command("search_status")
    finally:
        site.server.indices.put_settings(index=red, settings=dict.fromkeys(nowhere))
    site.server.cluster.health(index=red, wait_for_status="yellow", timeout="20s")
    site.server.indices.delete(index=before)
    reconcile(repair=True)
    _drained_until(lambda: not OutboxEntry.objects.exclude(state=State.DONE).exists(), "every row", _CAUGHT_UP_WITHIN)
    assert site.index_is_the_site()


def test_ghost_in_the_index_is_never_shown_and_is_taken_out_by_the_check(site: Site) -> None:
    ghost = document(66, "Karta pobytu ducha")
    site.engine.put([ghost])
    assert ghost.id in site.engine.primary.digests()
    assert _titles("karta pobytu ducha") == ["Karta pobytu"]

    drift = reconcile(repair=True)
    assert drift.superfluous == (ghost.id,)
    assert site.index_is_the_site()
    check = IndexCheck.objects.latest("checked_at")
    assert (check.superfluous, check.mended) == (1, True)
    assert check.checked_at <= timezone.now()


def test_server_that_lost_its_index_gets_it_again(site: Site) -> None:
    site.server.indices.delete(index=site.live_index())
    found = _search()
    assert (found.total, found.is_reserve) == (1, True)
    site.publish(2, "Dotacja")
    drain()
    assert reconcile(repair=True)
    assert site.index_is_the_site()
