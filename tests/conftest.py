"""People, places and ways to act that every test may use."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.core.cache import cache
from django.db import connection, transaction
from django.utils import translation
from pytest_django.plugin import DjangoDbBlocker

from accounts.models import User
from accounts.roles import sync_groups
from cms.outbox.models import OutboxEntry
from tests.database import fingerprint, is_reusable
from tests.elasticsearch import elasticsearch_url
from tests.people import PASSWORD, person


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--with-database", action="store_true", help="run only tests that ask a database")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out, when asked to, what another database cannot change."""
    if not config.getoption("with_database"):
        return
    config.hook.pytest_deselected(items=[item for item in items if not _asks_a_database(item)])
    items[:] = [item for item in items if _asks_a_database(item)]


def _asks_a_database(item: pytest.Item) -> bool:
    fixtures = getattr(item, "fixturenames", ())
    return item.get_closest_marker("django_db") is not None or not {"db", "transactional_db"}.isdisjoint(fixtures)


@pytest.fixture(autouse=True)
def _polish_between_tests() -> Iterator[None]:
    """Start every test in the source language, whatever an earlier one activated."""
    translation.activate("pl")
    cache.clear()
    yield
    translation.deactivate()


@pytest.fixture(scope="session")
def django_db_keepdb(request: pytest.FixtureRequest, django_db_modify_db_settings: None) -> bool:
    """Use the last run's database again where that is safe; else make it anew and keep that one."""
    if not request.config.getoption("reuse_db") or request.config.getoption("create_db"):
        return False
    name = connection.settings_dict["TEST"]["NAME"]
    if not name:
        return True
    if not is_reusable(Path(name), Path(f"{name}.stamp")):
        for suffix in ("", "-wal", "-shm", ".stamp"):
            Path(f"{name}{suffix}").unlink(missing_ok=True)
    return True


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Bring the city in once for all tests: it is a thousand queries. In the end note what the database was made from.

    A run that was killed leaves no note: rows of the test it was at may still be there.
    """
    name = connection.settings_dict["TEST"]["NAME"]
    stamp = Path(f"{name}.stamp") if name else None
    if stamp:
        stamp.unlink(missing_ok=True)
    with django_db_blocker.unblock(), transaction.atomic():
        _bring_in_the_city()
    yield
    if stamp:
        stamp.write_text(fingerprint(), encoding="utf-8")


def _bring_in_the_city() -> None:
    from city.services import load_reference_data
    from home.services import ensure_site

    sync_groups()
    ensure_site()
    load_reference_data()
    OutboxEntry.objects.all().delete()  # a test begins with nothing left to do


@pytest.fixture
def city(db: None) -> None:
    """The three languages, the groups, and the city's units, topics and deadline rules."""
    from city.models import Unit

    if not Unit.objects.exists():  # a test that commits emptied the tables
        _bring_in_the_city()


@pytest.fixture
def sign_in(client) -> Callable[[User], object]:
    """Sign a person in to the test client and return the client.

    The session is written by hand: ``force_login`` sends a request without an address, which allauth refuses.
    """

    def act(user: User) -> object:
        session = client.session
        session[SESSION_KEY] = str(user.pk)
        session[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
        session[HASH_SESSION_KEY] = user.get_session_auth_hash()
        session.save()
        return client

    return act


__all__ = ["PASSWORD", "elasticsearch_url", "person"]
