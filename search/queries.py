"""Looking for something, on behalf of a reader."""

import logging
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from django.core.paginator import Page, Paginator
from django.utils.safestring import SafeString

from .documents import SearchDocument, parts_of
from .engines import engine
from .engines.protocol import EngineFailure, Hit, Query, Results
from .highlight import excerpt, highlighted
from .labels import kind_labels, language_labels
from .planning import Plan, plan
from .sources import UnknownSource, by_name

LONGEST_QUERY = 200
PER_PAGE = 10

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Finding:
    """A document found, as its source has it now, with what was looked for marked."""

    document: SearchDocument
    title: SafeString
    excerpt: SafeString
    kind_label: str
    language_label: str


@dataclass(frozen=True)
class Found:
    """One page of findings. ``is_degraded`` says that the search could not be carried out."""

    findings: tuple[Finding, ...] = ()
    total: int = 0
    facets: Mapping[str, Mapping[str, int]] = field(default_factory=lambda: Results().facets)
    is_degraded: bool = False
    page_obj: Page[int] = field(default_factory=lambda: _page(0, 1, PER_PAGE))


def find(
    text: str, *, user_language: str, language: str = "", kind: str = "", page: int = 1, per_page: int = PER_PAGE
) -> Found:
    """Return what anybody may read and what fits the text; a page after the last one is the last one.

    Whatever stopped being public since it was indexed is left out, even when the index does not know yet.
    """
    planned = plan(text[:LONGEST_QUERY], user_language)
    query = Query(
        planned.words, language, kind, readers_language=user_language, offset=(page - 1) * per_page, limit=per_page
    )
    try:
        results = _search(query)
    except EngineFailure:
        logger.exception("Search: the engine does not answer")
        return Found(is_degraded=True)
    return Found(
        findings=_findings(results.hits, planned),
        total=results.total,
        facets=results.facets,
        page_obj=_page(results.total, page, per_page),
    )


def _search(query: Query) -> Results:
    results = engine().search(query)
    if results.hits or not results.total:
        return results
    last = (results.total - 1) // query.limit
    return engine().search(replace(query, offset=last * query.limit))


def _findings(hits: tuple[Hit, ...], planned: Plan) -> tuple[Finding, ...]:
    documents = _as_public_now(hits)
    kinds, languages = kind_labels(), language_labels()
    return tuple(
        Finding(
            document,
            highlighted(document.title, document.language, planned),
            excerpt(document.text, document.language, planned),
            kinds.get(document.kind, ""),
            languages.get(document.language, document.language),
        )
        for hit in hits
        if (document := documents.get(hit.id))
    )


def _as_public_now(hits: tuple[Hit, ...]) -> dict[str, SearchDocument]:
    """Return the documents behind the hits by id, read from each source at once."""
    wanted: dict[str, list[int]] = {}
    for hit in hits:
        source, pk = parts_of(hit.id)
        wanted.setdefault(source, []).append(pk)
    documents: dict[str, SearchDocument] = {}
    for name, pks in wanted.items():
        try:
            source_documents = by_name(name).documents(pks)
        except UnknownSource:
            logger.warning("Search: the index has documents of a source that is not installed: %s", name)
            continue
        documents |= {document.id: document for document in source_documents}
    return documents


def _page(total: int, number: int, per_page: int) -> "Page[int]":
    return Paginator(range(total), per_page).get_page(number)
