"""The form of a bundle: its files, its version, the names in a record. ``schema/`` says the same to programs."""

import hashlib
import json
from collections.abc import Mapping
from typing import Any

FORMAT = "wspolna-sprawa-pages"
VERSION = 1

MANIFEST = "manifest.json"
PAGES = "pages.jsonl"
TABLE = "pages.csv"
IMAGES = "images.csv"
DOCUMENTS = "documents.csv"
REDIRECTS = "redirects.csv"
FOLDERS = ("images", "documents")
FILES = (MANIFEST, PAGES, TABLE, IMAGES, DOCUMENTS, REDIRECTS)

IMAGE_COLUMNS = ("key", "file", "title", "alt", "credit", "focal_x", "focal_y", "focal_width", "focal_height")
DOCUMENT_COLUMNS = ("key", "file", "title")
REDIRECT_COLUMNS = ("from", "page", "route", "address", "permanent", "automatic")

# What a cell of a table says in any language of the site.
YES, NO = frozenset({"yes", "true", "1", "tak", "так"}), frozenset({"no", "false", "0", "nie", "ні"})

RECORD = (
    "key", "language", "type", "parent", "position", "title", "slug", "state", "owner", "first_published_at",
    "last_published_at", "changed_at", "privacy", "fields", "draft", "draft_scheduled", "submitted", "translation",
    "truth",
)  # fmt: skip
"""The names in a record of ``pages.jsonl``, in the order an export writes them."""

_NOT_OF_THE_PAGE = ("position",)
STATES = ("live", "draft", "scheduled")


def line_of(record: Mapping[str, Any]) -> str:
    """Return a record as the one line an export writes for it."""
    ordered = {name: record[name] for name in RECORD if name in record}
    return json.dumps(ordered, ensure_ascii=False, separators=(",", ":")) + "\n"


def digest_of(record: Mapping[str, Any]) -> str:
    """Return a checksum of everything a record says of its page; its place among others is not the page's own."""
    own = {name: value for name, value in record.items() if name not in _NOT_OF_THE_PAGE}
    return hashlib.sha256(line_of(own).encode()).hexdigest()
