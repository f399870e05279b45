"""A real Elasticsearch for the tests: the one named by ELASTICSEARCH_TEST_URL, or one of our own for the session."""

import os
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from elasticsearch import Elasticsearch

from tests.engines import require

_SCRIPT = str(Path(__file__).resolve().parents[1] / "scripts" / "elasticsearch.sh")


@pytest.fixture(scope="session")
def elasticsearch_url() -> Iterator[str]:
    """The address of a running server; what a test puts there has a prefix of its own."""
    if given := os.environ.get("ELASTICSEARCH_TEST_URL"):
        yield given
        return
    at_hand = subprocess.run([_SCRIPT, "at-hand"], check=False).returncode == 0
    require("Elasticsearch (scripts/elasticsearch.sh obtain, and a Java of 17 or later)", at_hand)
    with _running() as url:
        yield url


@contextmanager
def _running() -> Iterator[str]:
    with tempfile.TemporaryDirectory(prefix="elasticsearch-") as folder:
        try:
            started = subprocess.run([_SCRIPT, "start", folder], check=True, capture_output=True, text=True)
            yield started.stdout.strip()
        finally:
            subprocess.run([_SCRIPT, "stop", folder], check=True)


def forget(url: str, prefix: str) -> None:
    """Delete everything of a prefix."""
    with Elasticsearch(url) as client:
        ours = list(client.indices.get_alias(index=f"{prefix}.*"))
        if ours:
            client.indices.delete(index=ours)
        for template in client.indices.get_index_template()["index_templates"]:
            if template["name"].startswith(f"{prefix}."):
                client.indices.delete_index_template(name=template["name"])
