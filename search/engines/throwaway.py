"""Engines that leave nothing behind, for measurements."""

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

from django.utils.module_loading import import_string

from .embedded import EmbeddedEngine
from .protocol import Engine

NAMES = ("embedded", "elasticsearch")


@contextmanager
def throwaway_engine(name: str, hosts: Sequence[str] = ()) -> Iterator[Engine]:
    """Return an empty engine of this name, which is gone after the context."""
    if name == "embedded":
        with tempfile.TemporaryDirectory(prefix="search-") as folder:
            yield EmbeddedEngine(Path(folder) / "search.sqlite3")
        return
    prefix = f"throwaway-{uuid4().hex[:12]}"
    made = import_string("search.engines.elasticsearch.ElasticsearchEngine")
    engine: Engine = made(hosts, prefix=prefix, search_seconds=10, write_seconds=60)
    engine.mend()
    try:
        yield engine
    finally:
        _forget(hosts, prefix)


def _forget(hosts: Sequence[str], prefix: str) -> None:
    from elasticsearch import Elasticsearch

    with Elasticsearch(list(hosts)) as client:
        if ours := list(client.indices.get_alias(index=f"{prefix}.*")):
            client.indices.delete(index=ours)
        for template in client.indices.get_index_template()["index_templates"]:
            if template["name"].startswith(f"{prefix}."):
                client.indices.delete_index_template(name=template["name"])
