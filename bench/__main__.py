"""Times the main pages beside a trivial answer in one process and prints a table: ``make bench``."""

import statistics
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from bench.own_data import use_own_data

if TYPE_CHECKING:
    from django.test import Client

ROUNDS = 40
WARM_UP = 3
TRIVIAL = "/bench/trivial/"
PAGES = {
    "trivial answer": TRIVIAL,
    "home": "/pl/",
    "section, news": "/pl/aktualnosci/",
    "section, guides": "/pl/poradnik/",
    "section, events": "/pl/wydarzenia/",
    "events, past": "/pl/wydarzenia/?when=past",
    "news": "/pl/aktualnosci/dziesiec-tematow-na-spotkaniu-27-lutego/",
    "event": "/pl/wydarzenia/kawiarenka-integracyjna/",
    "calendar": "/pl/calendar/all.ics",
    "register": "/pl/postulates/",
    "search": "/pl/search/?q=dotacja",
    "search, no hit": "/pl/search/?q=qzxv",
}


@dataclass
class Measured:
    """What one address cost: CPU milliseconds of each round, SQL queries and bytes of one answer."""

    cpu: list[float] = field(default_factory=list)
    queries: int = 0
    size: int = 0


def main() -> None:
    """Prepare the bench's own data, measure in turns, print."""
    use_own_data("bench")
    import django

    django.setup()
    from django.test import Client
    from django.test.utils import override_settings

    prepare()
    with override_settings(ROOT_URLCONF="bench.urls"):
        show(measure(Client()))


def prepare() -> None:
    """Load the demo content into the bench's folder; quick when it is there."""
    from django.conf import settings
    from django.core.management import call_command

    for folder in (settings.STATIC_ROOT, settings.MEDIA_ROOT):
        Path(folder).mkdir(parents=True, exist_ok=True)
    print("Preparing the demo content in var/bench…", file=sys.stderr)
    call_command("migrate", verbosity=0, interactive=False)
    call_command("compile_catalogues", verbosity=0)
    call_command("load_demo", verbosity=0, stdout=sys.stderr)
    call_command("rebuild_search_index", verbosity=0, stdout=sys.stderr)


def measure(client: "Client") -> dict[str, Measured]:
    """Ask every address once per round, in turns, so that a slow moment of the machine meets all of them."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    results = {name: Measured() for name in PAGES}
    for name, address in PAGES.items():
        for _ in range(WARM_UP):
            fetch(client, address)
        with CaptureQueriesContext(connection) as queries:
            results[name].size = fetch(client, address)
        results[name].queries = len(queries)
    for _ in range(ROUNDS):
        for name, address in PAGES.items():
            results[name].cpu.append(cost(lambda address=address: fetch(client, address)))  # type: ignore[misc]
    return results


def fetch(client: "Client", address: str) -> int:
    """Return the size of the answer; anything but a page ends the benchmark."""
    response = client.get(address)
    if response.status_code != 200:
        sys.exit(f"{address} answered {response.status_code}: nothing to measure.")
    return len(response.content)


def cost(act: Callable[[], object]) -> float:
    """Return the CPU milliseconds an act takes; unlike the clock on the wall it does not see other processes."""
    before = time.process_time()
    act()
    return (time.process_time() - before) * 1000


def show(results: dict[str, Measured]) -> None:
    """Print one line per address, with its ratio to the trivial answer of the same run."""
    base = statistics.median(results["trivial answer"].cpu)
    print(f"{'page':<16}{'CPU ms':>9}{'p95':>9}{'ratio':>8}{'queries':>9}{'KiB':>7}")
    for name, it in results.items():
        median = statistics.median(it.cpu)
        high = statistics.quantiles(it.cpu, n=20)[-1]
        print(f"{name:<16}{median:>9.2f}{high:>9.2f}{median / base:>8.1f}{it.queries:>9}{it.size / 1024:>7.0f}")


if __name__ == "__main__":
    main()
