"""A database of its own for each test, and real worker processes on it."""

import json
import os
import secrets
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg
import pytest

from tests.engines import require

ROOT = Path(__file__).resolve().parents[2]
DEADLINE = 40.0


class Ground:
    """The database under test and the processes that work on it."""

    def __init__(self, folder: Path, url: str) -> None:
        self.folder = folder
        self.url = url
        self.environment = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "tests.faults.settings",
            "PYTHONPATH": str(ROOT),
            "VAR_DIR": str(folder),
            "DATABASE_URL": url,
        }
        self.workers: list[subprocess.Popen[bytes]] = []

    def record(self, *rows: tuple[str, Mapping[str, object]]) -> None:
        """Record outbox rows in one transaction."""
        self._run([sys.executable, "-m", "tests.faults.prepare", json.dumps(rows)])

    def sql(self, statement: str) -> list[tuple[object, ...]]:
        """Run one statement beside Django and return its rows."""
        if self.url:
            with psycopg.connect(self.url, autocommit=True) as server:
                cursor = server.execute(statement.encode())
                return cursor.fetchall() if cursor.description else []
        connection = sqlite3.connect(self.folder / "db.sqlite3", timeout=20)
        try:
            with connection:
                return connection.execute(statement).fetchall()
        finally:
            connection.close()

    def count(self, condition: str) -> int:
        """Return how many outbox rows are so."""
        [(number,)] = self.sql(f"SELECT count(*) FROM outbox_outboxentry WHERE {condition}")  # noqa: S608
        assert isinstance(number, int)
        return number

    def effects(self) -> list[int]:
        """Return the numbers of the effects that happened, in order."""
        return sorted(int(str(number)) for (number,) in self.sql("SELECT number FROM effects_effect"))

    def start_worker(self, *arguments: str, **environment: str) -> subprocess.Popen[bytes]:
        """Start ``manage.py worker`` as an operator does."""
        worker = subprocess.Popen(
            [sys.executable, str(ROOT / "manage.py"), "worker", *arguments],
            cwd=ROOT,
            env=self.environment | environment,
            stdout=subprocess.DEVNULL,
            stderr=(self.folder / "worker.log").open("ab"),
        )
        self.workers.append(worker)
        return worker

    def run_once(self, **environment: str) -> None:
        """Run ``manage.py worker --once`` to its end."""
        self._run([sys.executable, str(ROOT / "manage.py"), "worker", "--once"], **environment)

    def wait_until(self, condition: Callable[[], bool], what: str) -> None:
        """Wait for something to become true; fail with its name and the workers' log when it does not."""
        end = time.monotonic() + DEADLINE
        while not condition():
            dead = [worker.args for worker in self.workers if worker.poll() not in {None, 0, -signal.SIGKILL}]
            assert not dead, self._log()
            assert time.monotonic() < end, f"never came: {what}\n{self._log()}"
            time.sleep(0.02)

    def _log(self) -> str:
        log = self.folder / "worker.log"
        return log.read_text()[-4000:] if log.exists() else ""

    def stop(self) -> None:
        """End the processes this ground started."""
        for worker in self.workers:
            if worker.poll() is None:
                worker.send_signal(signal.SIGKILL)
            worker.wait()

    def _run(self, command: list[str], **environment: str) -> None:
        done = subprocess.run(
            command, cwd=ROOT, env=self.environment | environment, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr


@pytest.fixture(params=["sqlite", "postgresql"])
def ground(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Ground]:
    """An empty database with its tables, on each engine that is there."""
    with _database(request.param) as url:
        it = Ground(tmp_path, url)
        it.record()
        try:
            yield it
        finally:
            it.stop()


@contextmanager
def _database(engine: str) -> Iterator[str]:
    """Give the URL of an empty PostgreSQL database, or nothing for SQLite, which is a file in the folder."""
    if engine == "sqlite":
        yield ""
        return
    server = os.environ.get("TEST_DATABASE_URL") or os.environ.get("DATABASE_URL")
    require("PostgreSQL (named by TEST_DATABASE_URL)", bool(server))
    name = f"faults_{secrets.token_hex(6)}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"')
        try:
            yield urlunsplit(urlsplit(server)._replace(path=f"/{name}"))
        finally:
            connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)')
