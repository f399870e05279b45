"""Bundles made for a test, and a site that can be emptied."""

import json
from collections.abc import Callable, Iterable, Mapping
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile
from PIL import Image as Picture
from pytest_django import Settings
from wagtail.contrib.redirects.models import Redirect
from wagtail.documents.models import Document
from wagtail.images.models import Image
from wagtail.models import Page
from wagtail_localize.models import String, TranslatableObject

from accounts.models import User
from home.bundles.exporting import table
from home.bundles.importing import Outcome, import_bundle
from home.models import HomePage
from home.services import ensure_site
from home.translation.models import DraftOrigin, SourceState, SourceText, TranslationRecord

MANIFEST = {"format": "wspolna-sprawa-pages", "version": 1, "source": "https://old.example.org"}
Write = Callable[..., Path]


@pytest.fixture(autouse=True)
def media(settings: Settings, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = tmp_path / "media"
    return tmp_path / "media"


def page(key: str = "przewodnik", /, **given: Any) -> dict[str, Any]:
    """A whole record of an information page; ``given`` replaces parts of it."""
    fields = {"lead": "Krótko.", "body": [{"type": "paragraph", "value": "<p>Tekst.</p>"}]} | given.pop("fields", {})
    record = {
        "key": key, "language": "pl", "type": "home.InfoPage", "parent": "home", "title": f"Strona {key}",
        "state": "live", "fields": fields,
    }  # fmt: skip
    return record | given


def picture(colour: str = "teal", *, kind: str = "PNG") -> bytes:
    content = BytesIO()
    Picture.new("RGB", (60, 40), colour).save(content, kind)
    return content.getvalue()


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Write a bundle: records, tables by name of file, other files by name."""

    def act(
        *records: Mapping[str, Any] | str,
        tables: Mapping[str, Iterable[Iterable[str]]] | None = None,
        files: Mapping[str, bytes] | None = None,
        manifest: Any = MANIFEST,
        name: str = "bundle",
    ) -> Path:
        root = tmp_path / name
        root.mkdir(exist_ok=True)
        lines = [it if isinstance(it, str) else json.dumps(it, ensure_ascii=False) for it in records]
        if manifest is not None:
            (root / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
        if records:
            (root / "pages.jsonl").write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
        for file, rows in (tables or {}).items():
            header, *cells = rows
            (root / file).write_bytes(table(header, cells))
        for file, content in (files or {}).items():
            (root / file).parent.mkdir(exist_ok=True)
            (root / file).write_bytes(content)
        return root

    return act


@pytest.fixture
def bring(home: HomePage, editor: User) -> Callable[..., Outcome]:
    """Import a bundle as an administrator."""

    def act(path: Path, **options: Any) -> Outcome:
        return import_bundle(path, actor=editor, **options)

    return act


def codes(outcome: Outcome) -> list[tuple[str, int, str]]:
    return [(problem.file, problem.line, problem.code) for problem in outcome.problems]


def titles() -> set[str]:
    return set(Page.objects.filter(depth__gt=2).values_list("title", flat=True))


def empty_the_site() -> HomePage:
    """Delete every page with all that hangs on it and begin anew."""
    for top in Page.objects.filter(depth=2):
        Page.objects.get(pk=top.pk).delete()
    for model in (TranslationRecord, DraftOrigin, SourceState, SourceText, TranslatableObject, String, Redirect):
        model.objects.all().delete()
    for row in [*Image.objects.all(), *Document.objects.all()]:
        row.file.delete(save=False)
        row.delete()
    return ensure_site()


@pytest.fixture
def document(db: None) -> Document:
    return Document.objects.create(title="Wniosek", file=ContentFile(b"%PDF-1.4\n1 0 obj\n%%EOF\n", "wniosek.pdf"))
