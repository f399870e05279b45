import json
import os
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from search import evaluation
from search.concepts import files
from search.concepts.book import NO_CONCEPTS, ConceptBook
from search.engines.protocol import EngineFailure
from search.engines.throwaway import NAMES, throwaway_engine

_HOST = "http://127.0.0.1:9200"
_SHOWN = 20


class Command(BaseCommand):
    """Measure the search on judged queries, in an index that is thrown away; needs no database."""

    help = "Index a corpus, ask every query as the site would, write what is found and print how good it is."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--corpus", required=True, type=Path, help="JSON Lines: id, lang, type, title, body")
        parser.add_argument(
            "--queries", required=True, type=Path, help="JSON Lines: qid, lang, query[, kind, relevant]"
        )
        parser.add_argument("--engine", choices=NAMES, default="embedded")
        parser.add_argument("--out", type=Path, help='JSON Lines are written here: {"qid": …, "docs": [id, …]}')
        parser.add_argument(
            "--concepts", default="", help="a CSV file, a folder of them, or none; the shipped dictionary when left out"
        )
        parser.add_argument(
            "--host", action="append", help=f"an Elasticsearch; ELASTICSEARCH_TEST_URL or {_HOST} when left out"
        )

    def handle(self, **options: Any) -> None:
        hosts = options["host"] or [os.environ.get("ELASTICSEARCH_TEST_URL", _HOST)]
        try:
            book, faults = _book(options["concepts"])
            with (
                options["corpus"].open(encoding="utf-8") as corpus,
                throwaway_engine(options["engine"], hosts) as engine,
            ):
                ids = evaluation.fill(engine, corpus)
                asked = evaluation.queries(options["queries"].read_text("utf-8").splitlines())
                answered = list(evaluation.answers(engine, ids, asked, book, timezone.localdate()))
        except (OSError, ValueError, KeyError, EngineFailure) as error:
            raise CommandError(f"This cannot be measured: {error!r}") from error
        if options["out"]:
            rows = (json.dumps({"qid": query.id, "docs": found}, ensure_ascii=False) for query, found in answered)
            options["out"].write_text("".join(f"{row}\n" for row in rows), "utf-8")
        for fault in faults[:_SHOWN]:
            self.stderr.write(fault)
        self.stdout.write(f"{len(ids)} documents, {len(asked)} queries, {len(book)} concepts, {options['engine']}")
        self._print(evaluation.scores(answered))

    def _print(self, scores: dict[str, evaluation.Score]) -> None:
        if scores:
            self.stdout.write(f"{'':8}{'queries':>8}{'nDCG@10':>9}{'recall@10':>11}{'MRR@10':>8}{'zero hits':>11}")
        for kind, each in scores.items():
            self.stdout.write(
                f"{kind:8}{each.queries:8d}{each.ndcg:9.3f}{each.recall:11.3f}{each.reciprocal_rank:8.3f}"
                f"{each.zero_hits:11.3f}"
            )


def _book(given: str) -> tuple[ConceptBook, list[str]]:
    """Return the concepts of the files, and what is wrong with the files."""
    if given == "none":
        return NO_CONCEPTS, []
    path = Path(given) if given else Path(settings.SEARCH_CONCEPTS_SHIPPED)
    paths = sorted(path.glob("*.csv")) if path.is_dir() else [path]
    rows, faults = files.rows_of({each.name: each.read_text("utf-8").splitlines(keepends=True) for each in paths})
    return ConceptBook(row.entry for row in rows), [str(fault) for fault in faults]
