import io
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from argparse import ArgumentParser
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from types import FrameType

from django.conf import settings
from django.core.management import call_command, get_commands
from django.core.management.base import BaseCommand, CommandError
from django.core.servers.basehttp import ThreadedWSGIServer, WSGIRequestHandler, get_internal_wsgi_application
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from cms.catalogues import compile_stale, forget_loaded_catalogues

MANAGE = Path(__file__).resolve().parents[3] / "manage.py"
PAUSE_BEFORE_RESTART = 2.0


class Progress(io.TextIOBase):
    """Stands for the output of `migrate`: one line for every fifty steps."""

    def __init__(self, say: Callable[[str], None], total: int) -> None:
        self.say, self.total, self.done = say, total, 0

    def write(self, text: str) -> int:
        """Count a step that begins."""
        self.done += text.count("Applying ")
        if "Applying " in text and self.done % 50 == 0:
            self.say(f"  {self.done} of {self.total} steps")
        return len(text)


class QuietHandler(WSGIRequestHandler):
    """Answers without a line per request, so that address and logins stay in sight."""

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


class Command(BaseCommand):
    """Prepare what is missing, then serve the product with demo content; `make demo` runs it."""

    help = "Prepare the database, the demo content and the worker, and serve the product on this machine."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument("--port", type=int, default=8000)

    def handle(self, *args: object, host: str, port: int, **options: object) -> None:
        signal.signal(signal.SIGTERM, _leave)
        started = float(os.environ.get("DEMO_STARTED", time.time()))
        with suppress(KeyboardInterrupt), self._server(host, port) as server:
            self._prepare()
            with self._worker():
                server.set_app(get_internal_wsgi_application())
                server.server_activate()
                self._announce(time.time() - started)
                server.serve_forever()

    @contextmanager
    def _server(self, host: str, port: int) -> Iterator[ThreadedWSGIServer]:
        """Take the port first: nobody should wait a minute to hear that it is not free."""
        try:
            family, *_ = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
            server = ThreadedWSGIServer(
                (host, port), QuietHandler, ipv6=family == socket.AF_INET6, bind_and_activate=False
            )
            server.server_bind()
        except OverflowError as error:
            raise CommandError("PORT must be a number from 1 to 65535.") from error
        except socket.gaierror as error:
            raise CommandError(f"{host} is no address of this machine. Try: make demo HOST=127.0.0.1") from error
        except OSError as error:
            raise CommandError(
                f"Cannot listen on {host}, port {port}: {error.strerror}. "
                f"Another address or port helps: make demo PORT={port + 1 if port < 65535 else 8001}"
            ) from error
        with server:
            yield server

    def _prepare(self) -> None:
        Path(settings.STATIC_ROOT).mkdir(parents=True, exist_ok=True)  # whitenoise warns when it is missing
        self._migrate()
        for catalogue in compile_stale():
            self._step(f"Compiled the catalogue of {catalogue.language}.")
            forget_loaded_catalogues()
        known = get_commands()
        if "load_demo" in known:
            self._step("Demo content…")
            call_command("load_demo", stdout=self.stdout)
        index = settings.SEARCH_ENGINE["OPTIONS"].get("path")
        if index and not Path(index).exists() and "rebuild_search_index" in known:
            self._step("Search index…")
            call_command("rebuild_search_index", stdout=self.stdout)

    def _migrate(self) -> None:
        executor = MigrationExecutor(connection)
        if plan := executor.migration_plan(executor.loader.graph.leaf_nodes()):
            self._step("Database…")
            call_command("migrate", interactive=False, stdout=Progress(self._step, len(plan)))

    def _announce(self, seconds: float) -> None:
        if "demo_logins" in get_commands():
            call_command("demo_logins", stdout=self.stdout)
        self.stdout.write("")
        self._step(f"Ready in {seconds:.0f} s: {settings.WAGTAILADMIN_BASE_URL}/   (Ctrl+C stops it)")
        self.stdout.flush()

    def _step(self, text: str) -> None:
        self.stdout.write(self.style.SUCCESS(f"[demo] {text}"))
        self.stdout.flush()

    @contextmanager
    def _worker(self) -> Iterator[None]:
        """Keep a worker running beside the server; it leaves with the server."""
        leaving = threading.Event()
        keeper = threading.Thread(target=self._keep_worker, args=(leaving,))
        keeper.start()
        try:
            yield
        finally:
            self._step("Stopping.")
            leaving.set()
            keeper.join()

    def _keep_worker(self, leaving: threading.Event) -> None:
        while not leaving.is_set():
            worker = subprocess.Popen([sys.executable, MANAGE, "worker"], stdout=subprocess.DEVNULL)  # noqa: S603
            while worker.poll() is None and not leaving.wait(0.2):
                pass
            if leaving.is_set():
                worker.terminate()
                worker.wait()
                return
            self._step(f"The worker ended with {worker.returncode}; starting it again.")
            leaving.wait(PAUSE_BEFORE_RESTART)


def _leave(number: int, frame: FrameType | None) -> None:
    raise KeyboardInterrupt
