"""The engine behind the site's search and where the embedded one keeps its file."""

from pathlib import Path
from typing import Any

from .database import VAR_DIR

SEARCH_ENGINE: dict[str, Any] = {
    "CLASS": "search.engines.embedded.EmbeddedEngine",
    "OPTIONS": {"path": VAR_DIR / "search.sqlite3"},
}
SEARCH_QUESTIONS_WRITTEN_AFTER_SECONDS = 30  # 0: only when asked to, for tests
SEARCH_CONCEPTS_LOOKED_AT_AFTER_SECONDS = 2  # a process asks this often whether the dictionary changed
SEARCH_CONCEPT_USES_WRITTEN_AFTER_SECONDS = 30  # 0: only when asked to, for tests
SEARCH_CONCEPTS_SHIPPED = Path(__file__).resolve().parents[2] / "search" / "concepts" / "starting"
