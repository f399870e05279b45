"""Two databases of different size on the engine of the settings, and the pages that are measured in each."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.core.management import call_command
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Count
from django.db.utils import load_backend
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

from accounts.models import User
from consultations.postulates.models import Postulate
from consultations.postulates.synthetic.plan import key_of
from consultations.postulates.synthetic.society import address

SEED, SEED_OF_LONG_CASES = 1, 2
LONG_CASES, LONG = 12, 200
USUAL_CASES, USUAL = 200, 20
# A person's own list is not full at the small size: it is shown, but more cards are no fault of a query.
FULLER = frozenset({"my cases"})
MODEL_BACKEND = "django.contrib.auth.backends.ModelBackend"


@dataclass(frozen=True)
class Address:
    """What is asked, and who asks: the login of a synthetic person, or nobody."""

    address: str
    login: str = ""


@dataclass
class Sized:
    """One database; while it is in use, every query of this process goes there."""

    connection: BaseDatabaseWrapper
    pages: dict[str, Address] = field(default_factory=dict)
    clients: dict[str, Client] = field(default_factory=dict)

    @contextmanager
    def in_use(self) -> Iterator[None]:
        """Put this database in the place of the default one."""
        before = connections["default"]
        connections["default"] = self.connection
        try:
            yield
        finally:
            connections["default"] = before

    def queries(self, page: str, warm_up: int) -> int:
        """Return how many queries a warm request of the page makes."""
        with self.in_use():
            for _round in range(warm_up):
                self.clients[page].get(self.pages[page].address)
            with CaptureQueriesContext(self.connection) as captured:
                self.clients[page].get(self.pages[page].address)
        return len(captured)

    def server_cpu(self) -> float:
        """Return the CPU milliseconds the database server spent for us so far; an embedded one spends ours."""
        if not self._server.exists():
            return 0.0
        return int(self._server.read_text(encoding="ascii").split()[0]) / 1_000_000

    @cached_property
    def _server(self) -> Path:
        """The kernel's account of our session's server process, where it runs on this machine."""
        if self.connection.vendor != "postgresql":
            return Path("/none")
        self.connection.ensure_connection()
        return Path(f"/proc/{self.connection.connection.info.backend_pid}/schedstat")


def prepare(name: str, cases: int) -> Sized:
    """Return the database of that name with so many cases; quick when it is there already."""
    database = Sized(_connection(name))
    with database.in_use():
        call_command("migrate", verbosity=0, interactive=False)
        call_command("compile_catalogues", verbosity=0)
        call_command("load_synthetic", cases=cases, seed=SEED)
        call_command("load_synthetic", cases=LONG_CASES, seed=SEED_OF_LONG_CASES, events_per_case=LONG, verbosity=0)
        if database.connection.vendor == "postgresql":
            with database.connection.cursor() as cursor:
                cursor.execute("ANALYZE")  # what autovacuum does in time
        with translation.override("pl"):
            database.pages = _pages()
        database.clients = {page: _client(asked.login) for page, asked in database.pages.items()}
    return database


def _connection(name: str) -> BaseDatabaseWrapper:
    described: dict[str, Any] = dict(connections["default"].settings_dict)
    backend = load_backend(described["ENGINE"])
    if described["ENGINE"].endswith("sqlite3"):
        described["NAME"] = Path(settings.VAR_DIR) / f"scale-{name}.sqlite3"
    else:
        described["NAME"] = f"bench_scale_{name}"
        # Helpers of the server would spend time that is not in our session's account.
        described["OPTIONS"] = {"options": "-c max_parallel_workers_per_gather=0"}
        _create(described["NAME"])
    connection: BaseDatabaseWrapper = backend.DatabaseWrapper(described, alias="default")
    return connection


def _create(name: str) -> None:
    with connections["default"].cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name])
        if cursor.fetchone() is None:
            cursor.execute(f'CREATE DATABASE "{name}"')


def _pages() -> dict[str, Address]:
    register = reverse("postulates:register")
    usual = _case_with(USUAL, seed=SEED, among=USUAL_CASES)
    long = _case_with(LONG, seed=SEED_OF_LONG_CASES, among=LONG_CASES)
    return {
        "register": Address(register),
        "register, open cases": Address(f"{register}?state=open"),
        "register, one topic": Address(f"{register}?topic=calls"),
        "register, for a member": Address(register, "owner1"),
        "queue": Address(reverse("postulates:queue"), "moderator0"),
        "desk of a coordinator": Address(reverse("postulates:desk"), "coordinator0"),
        "desk of an official": Address(reverse("postulates:desk"), "official.ngo-policy0"),
        "my cases": Address(reverse("postulates:mine"), "owner1"),
        "case of about 20 events": Address(usual),
        "the same for a member": Address(usual, "owner1"),
        "the same for an official": Address(usual, "official.ngo-policy0"),
        "the same for a moderator": Address(usual, "moderator0"),
        "case of about 200 events": Address(long),
        "the same for a moderator, 200": Address(long, "moderator0"),
        "commitments": Address(reverse("postulates:commitments")),
        "front page": Address("/pl/"),
        "statistics": Address(reverse("postulates:statistics")),
    }


def _case_with(events: int, *, seed: int, among: int) -> str:
    """Return the address of the public case with hardly more events, among the first of a seed: in every size."""
    keys = [key_of(seed, index) for index in range(among)]
    counted = Postulate.objects.public().filter(key__in=keys).annotate(count=Count("events"))
    rows = counted.filter(count__gte=events).order_by("count", "key")
    return rows[0].get_absolute_url()


def _client(login: str) -> Client:
    """Return a client in which the person is signed in; the session is written by hand, as no password exists."""
    client = Client()
    if login:
        user = User.objects.get(email=address(SEED, login))
        session = client.session
        session[SESSION_KEY] = str(user.pk)
        session[BACKEND_SESSION_KEY] = MODEL_BACKEND
        session[HASH_SESSION_KEY] = user.get_session_auth_hash()
        session.save()
        client.cookies[settings.SESSION_COOKIE_NAME] = session.session_key or ""
    return client
