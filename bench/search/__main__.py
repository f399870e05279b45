"""Fills every engine with the same made-up documents, asks it the same questions, and prints both side by side."""

import argparse
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from bench.own_data import ROOT, use_own_data

if TYPE_CHECKING:
    from bench.search.corpus import Corpus
    from bench.search.timing import Times
    from search.documents import SearchDocument

DOCUMENTS, QUESTIONS, AT_ONCE = 100_000, 300, 8
AT_A_TIME = 500
FOLDER = ROOT / "var" / "bench-search"
JUDGED = (ROOT / "tests" / "search" / "judged", ROOT.parent / "shared" / "data" / "search")
EMBEDDED = "search.engines.embedded.EmbeddedEngine"
ELASTICSEARCH = "search.engines.elasticsearch.ElasticsearchEngine"
RESILIENT = "search.engines.resilient.ResilientEngine"


@dataclass(frozen=True)
class Line:
    """What was measured of one engine."""

    name: str
    per_second: float
    single: "Times"
    crowd: "Times | None" = None
    suggestions: "Times | None" = None


class Questions(NamedTuple):
    """Texts with the language of who asks: those that are timed, and as many others that are asked before."""

    asked: list[tuple[str, str]]
    before: list[tuple[str, str]]


def main() -> None:
    """Measure and print; Elasticsearch where ELASTICSEARCH_TEST_URL names a server or the script can start one."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, default=DOCUMENTS)
    parser.add_argument("--questions", type=int, default=QUESTIONS)
    parser.add_argument("--engines", nargs="+", default=["stock", "embedded", "elasticsearch"])
    options = parser.parse_args()
    use_own_data(FOLDER.name)
    import django

    django.setup()
    with server(wanted="elasticsearch" in options.engines):
        show(measured(options), options.documents)
        relevance([name for name in options.engines if name != "stock"])


def measured(options: argparse.Namespace) -> Iterator[Line]:
    """Yield the line of each engine."""
    from bench.search.corpus import Corpus

    corpus = Corpus(options.documents)
    questions = Questions(corpus.questions(options.questions, seed=1), corpus.questions(options.questions, seed=2))
    prepare()
    for name in options.engines:
        say(f"{name}: filling with {corpus.size} documents…")
        yield stock(corpus, questions) if name == "stock" else site(name, corpus, questions)


@contextmanager
def server(*, wanted: bool) -> Iterator[None]:
    """Run a server for tests meanwhile, unless one is named already or none is wanted."""
    if not wanted or os.environ.get("ELASTICSEARCH_TEST_URL"):
        yield
        return
    script = str(ROOT / "scripts" / "elasticsearch.sh")
    with tempfile.TemporaryDirectory(prefix="elasticsearch-") as folder:
        try:
            started = subprocess.run([script, "start", folder], check=True, capture_output=True, text=True)
            os.environ["ELASTICSEARCH_TEST_URL"] = started.stdout.strip()
            yield
        finally:
            subprocess.run([script, "stop", folder], check=True)


def relevance(engines: list[str]) -> None:
    """Print how good the results for the judged sets are, with the shipped dictionary and without one."""
    from django.core.management import call_command

    for folder in (folder for folder in JUDGED if folder.exists()):
        for name in engines:
            for concepts in ((), ("--concepts", "none")):
                print(f"\n{folder.parent.name}/{folder.name}", flush=True)
                files = "--corpus", str(folder / "corpus.jsonl"), "--queries", str(folder / "queries.jsonl")
                call_command("search_eval", *files, "--engine", name, "--out", str(FOLDER / "ranked.jsonl"), *concepts)


def prepare() -> None:
    """Make the database with the shipped concepts; quick when it is there."""
    from django.core.management import call_command

    call_command("migrate", verbosity=0, interactive=False)
    call_command("load_concepts", verbosity=0, stdout=sys.stderr)


def stock(corpus: "Corpus", questions: Questions) -> Line:
    """Measure what a stock installation does with the same texts."""
    from bench.search.baseline import StockIndex
    from bench.search.timing import alone

    index = StockIndex(FOLDER / "stock.sqlite3")
    rate = corpus.size / filled(index.put, corpus)
    return Line("stock full text", rate, alone(lambda text, language: index.search(text), *questions))


def site(name: str, corpus: "Corpus", questions: Questions) -> Line:
    """Measure the whole search of the site on an engine: plan, ranking, facets, re-check, highlights."""
    from bench.search.timing import alone, at_once

    with engine_of(name), only(corpus):
        rate = corpus.size / rebuilt(corpus)
        say(f"{name}: asking…")
        return Line(
            name, rate, alone(ask, *questions), at_once(ask, questions.asked, AT_ONCE, begin_anew),
            alone(suggest, *map(begun, questions)),
        )  # fmt: skip


def begun(questions: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Return the questions when half of them is typed."""
    return [(text[: max(3, len(text) // 2)], language) for text, language in questions]


def ask(text: str, language: str) -> object:
    """Search as the page of results does."""
    from search.queries import find

    return find(text, user_language=language)


def begin_anew() -> None:
    """Let a process have connections of its own: those it was born with are its parent's."""
    from search.engines import engine

    engine.cache_clear()
    ask("umowa", "pl")


def suggest(text: str, language: str) -> object:
    """Suggest as the search box does."""
    from search.suggestions import suggestions

    return suggestions(text, language)


def rebuilt(corpus: "Corpus") -> float:
    """Fill the engine by the way a rebuild goes, and return how many seconds that took."""
    from search.engines import engine

    begin = time.perf_counter()
    with engine().rebuilding(afresh=True) as index:
        begun_in = time.perf_counter() - begin
        filled_in = filled(index.put, corpus)
        begin = time.perf_counter()
    return begun_in + filled_in + time.perf_counter() - begin


def filled(put: Callable[[list["SearchDocument"]], object], corpus: "Corpus") -> float:
    """Put all documents in, and return how many seconds that took, without those for making them up."""
    seconds = 0.0
    for start in range(1, corpus.size + 1, AT_A_TIME):
        documents = list(corpus.documents(range(start, min(start + AT_A_TIME, corpus.size + 1))))
        begin = time.perf_counter()
        put(documents)
        seconds += time.perf_counter() - begin
    return seconds


@contextmanager
def engine_of(name: str) -> Iterator[None]:
    """Let the site use an engine of the bench's own."""
    from django.test.utils import override_settings

    from search.engines import engine

    with override_settings(SEARCH_ENGINE=engine_settings(name)):
        engine.cache_clear()
        yield
    engine.cache_clear()


def engine_settings(name: str) -> Mapping[str, Any]:
    """Return the setting for an engine as a site has it: a file, or a server for tests with a file in reserve."""
    if name == "embedded":
        return {"CLASS": EMBEDDED, "OPTIONS": {"path": FOLDER / "search.sqlite3"}}
    options = {
        "hosts": [os.environ["ELASTICSEARCH_TEST_URL"]], "prefix": "bench", "search_seconds": 10, "write_seconds": 60,
    }  # fmt: skip
    return {
        "CLASS": RESILIENT,
        "OPTIONS": {
            "primary": {"CLASS": ELASTICSEARCH, "OPTIONS": options},
            "reserve": {"CLASS": EMBEDDED, "OPTIONS": {"path": FOLDER / "reserve.sqlite3"}},
        },
    }


@contextmanager
def only(corpus: "Corpus") -> Iterator[None]:
    """Let the made-up documents be the only source."""
    from search import sources

    known = sources.all_sources()
    for source in known:
        sources.unregister(source.name)
    sources.register(corpus)
    yield
    sources.unregister(corpus.name)
    for source in known:
        sources.register(source)


def show(lines: Iterator[Line], documents: int) -> None:
    """Print one line per engine as soon as it is measured; milliseconds on the clock, ratios are to the first line."""
    print(f"\n{documents} documents; p50/p95 in ms, ratio of p95 to that of the first line")
    print(
        f"{'engine':<16}{'docs/s':>8}{'single':>16}{'ratio':>7}{f'{AT_ONCE} at once':>18}{'suggestions':>16}",
        flush=True,
    )
    first: Line | None = None
    for line in lines:
        first = first or line
        ratio = line.single.high / first.single.high
        print(
            f"{line.name:<16}{line.per_second:>8.0f}{both(line.single):>16}{ratio:>7.1f}"
            f"{both(line.crowd):>18}{both(line.suggestions):>16}",
            flush=True,
        )
    print(f"memory of this process at most: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MiB")


def both(times: "Times | None") -> str:
    """Return the median and the high value."""
    return f"{times.median:.1f}/{times.high:.1f}" if times else ""


def say(text: str) -> None:
    """Tell the person at the keyboard what takes so long."""
    print(text, file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
