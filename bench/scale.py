"""Compares the pages of cases at two sizes of the database, in turns in one process: ``make bench-scale``."""

import argparse
import os
import statistics
import subprocess
import sys
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from bench.__main__ import cost, fetch
from bench.own_data import use_own_data

if TYPE_CHECKING:
    from bench.databases import Sized

ROUNDS = 15
WARM_UP = 2
SIZES = {"small": 200, "large": 20_000}
GOAL = 2.0
ENGINE = "BENCH_ENGINE"


@dataclass
class Measured:
    """What one address cost at one size: CPU milliseconds of page and database per round, and SQL queries."""

    cpu: list[float] = field(default_factory=list)
    queries: int = 0

    @property
    def median(self) -> float:
        return statistics.median(self.cpu)


def main() -> int:
    """Run the comparison on SQLite and, where TEST_DATABASE_URL names a server, on PostgreSQL; each in a process."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--small", type=int, default=SIZES["small"])
    parser.add_argument("--large", type=int, default=SIZES["large"])
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    options = parser.parse_args()
    if engine := os.environ.get(ENGINE):
        return run(engine, options)
    engines = {"SQLite": ""}
    if url := os.environ.get("TEST_DATABASE_URL"):
        engines["PostgreSQL"] = url
    codes = [
        subprocess.run(
            [sys.executable, "-m", "bench.scale", *sys.argv[1:]],
            env=os.environ | {ENGINE: name, "DATABASE_URL": url},
            check=False,
        ).returncode
        for name, url in engines.items()
    ]
    return max(codes)


def run(engine: str, options: argparse.Namespace) -> int:
    """Prepare both databases, measure and print; 1 where a page missed the goal."""
    use_own_data("bench", database=os.environ.get("DATABASE_URL", ""))
    import django

    django.setup()
    from bench.databases import prepare

    small, large = (prepare(name, getattr(options, name)) for name in SIZES)
    print(f"\n{engine}: {options.small} and {options.large} cases, {options.rounds} rounds in turns")
    return show(measure([small, large], options.rounds))


def measure(databases: "list[Sized]", rounds: int) -> dict[str, list[Measured]]:
    """Ask every page at every size once per round, so that a slow moment of the machine meets all of them."""
    results = {page: [Measured() for _database in databases] for page in databases[0].pages}
    for page, measured in results.items():
        for database, one in zip(databases, measured, strict=True):
            one.queries = database.queries(page, WARM_UP)
    for _round in range(rounds):
        for page, measured in results.items():
            for database, one in zip(databases, measured, strict=True):
                with database.in_use():
                    before = database.server_cpu()
                    spent = cost(lambda d=database, p=page: fetch(d.clients[p], d.pages[p].address))  # type: ignore[misc]
                    one.cpu.append(spent + database.server_cpu() - before)
    return results


def show(results: dict[str, list[Measured]]) -> int:
    """Print one line per page and say which missed the goal."""
    from bench.databases import FULLER

    print(f"{'page':<34}{'CPU ms small':>13}{'large':>9}{'ratio':>7}{'queries':>12}")
    missed = []
    for page, (small, large) in results.items():
        ratio = large.median / small.median
        queries = f"{small.queries} / {large.queries}"
        print(f"{page:<34}{small.median:>13.1f}{large.median:>9.1f}{ratio:>7.2f}{queries:>12}")
        if (ratio > GOAL and page not in FULLER) or small.queries != large.queries:
            missed.append(page)
    if missed:
        print(f"More than {GOAL} times the cost, or another number of queries: {', '.join(missed)}")
    return bool(missed)


if __name__ == "__main__":
    sys.exit(main())
