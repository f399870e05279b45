"""The engine behind the site's search: a file, or Elasticsearch with the file in reserve."""

from pathlib import Path
from typing import Any

from . import env
from .database import VAR_DIR

EMBEDDED_ENGINE: dict[str, Any] = {
    "CLASS": "search.engines.embedded.EmbeddedEngine",
    "OPTIONS": {"path": VAR_DIR / "search.sqlite3"},
}
SEARCH_ENGINE = EMBEDDED_ENGINE
if hosts := env.words("ELASTICSEARCH_URL"):
    SEARCH_ENGINE = {
        "CLASS": "search.engines.resilient.ResilientEngine",
        "OPTIONS": {
            "primary": {
                "CLASS": "search.engines.elasticsearch.ElasticsearchEngine",
                "OPTIONS": {
                    "hosts": hosts,
                    "prefix": env.text("ELASTICSEARCH_PREFIX", "wspolna-sprawa"),
                    "api_key": env.text("ELASTICSEARCH_API_KEY", ""),
                    "user": env.text("ELASTICSEARCH_USER", ""),
                    "password": env.text("ELASTICSEARCH_PASSWORD", ""),
                    "ca_certificate": env.text("ELASTICSEARCH_CA", ""),
                    "shards": env.number("ELASTICSEARCH_SHARDS", 1),
                    "replicas": env.number("ELASTICSEARCH_REPLICAS", 0),
                    "search_seconds": env.number("ELASTICSEARCH_SEARCH_MILLISECONDS", 250) / 1000,
                },
            },
            "reserve": EMBEDDED_ENGINE,
        },
    }
SEARCH_QUESTIONS_WRITTEN_AFTER_SECONDS = 30  # 0: only when asked to, for tests
SEARCH_CONCEPTS_LOOKED_AT_AFTER_SECONDS = 2  # a process asks this often whether the dictionary changed
SEARCH_CONCEPT_USES_WRITTEN_AFTER_SECONDS = 30  # 0: only when asked to, for tests
SEARCH_CONCEPTS_SHIPPED = Path(__file__).resolve().parents[2] / "search" / "concepts" / "starting"
