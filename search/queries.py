"""Looking for something, on behalf of a reader."""

import logging
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial

from django.core.paginator import Page, Paginator
from django.utils import timezone
from django.utils.safestring import SafeString

from .asking import Answer, ask
from .concepts.book import ConceptBook
from .concepts.memory import book
from .documents import SearchDocument, parts_of
from .engines import engine
from .engines.protocol import RANKED, EngineFailure, Results
from .highlight import Highlighter
from .labels import kind_labels, language_labels, state_labels
from .planning import Plan
from .ranking import Ranked
from .sources import UnknownSource, by_name

LONGEST_QUERY = 200
PER_PAGE = 10

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Finding:
    """A document found, as its source has it now, with what was looked for marked.

    ``found_through`` names the concept by which it was found when it has none of the words as they were typed.
    """

    document: SearchDocument
    title: SafeString
    excerpt: SafeString
    kind_label: str
    language_label: str
    state_label: str = ""
    found_through: str = ""


@dataclass(frozen=True)
class Found:
    """One page of findings, and how the query was understood.

    ``is_degraded`` says that the search could not be carried out, ``is_unquoted`` that nothing had the quoted words
    one after the other, so that they were looked for singly, ``is_reserve`` that the first engine did not answer and
    the one that did may be a little behind.
    """

    findings: tuple[Finding, ...] = ()
    total: int = 0
    facets: Mapping[str, Mapping[str, int]] = field(default_factory=lambda: Results().facets)
    is_degraded: bool = False
    page_obj: Page[int] = field(default_factory=lambda: _page(0, 1, PER_PAGE))
    plan: Plan = field(default_factory=Plan)
    is_unquoted: bool = False
    is_reserve: bool = False


def find(
    text: str,
    *,
    user_language: str,
    filters: Mapping[str, tuple[str, ...]] | None = None,
    page: int = 1,
    per_page: int = PER_PAGE,
    newest_first: bool = False,
    corrects: bool = True,
    concepts: ConceptBook | None = None,
) -> Found:
    """Return what anybody may read and what fits the text; a page after the last one is the last one.

    ``filters`` has for a facet the values of which a document must have one. With ``newest_first`` only the hundred
    best are put in order and shown; without ``corrects`` every word is taken as it is typed; ``concepts`` are tried
    instead of the dictionary. Whatever stopped being public since it was indexed is left out, even when the index does
    not know yet.
    """
    asked = partial(
        ask, engine(), text[:LONGEST_QUERY], user_language=user_language, today=timezone.localdate(),
        book=book() if concepts is None else concepts, filters=filters, corrects=corrects,
    )  # fmt: skip
    try:
        answer, page_obj = (_newest if newest_first else _best)(asked, page, per_page)
    except EngineFailure:
        logger.exception("Search: the engine does not answer")
        return Found(is_degraded=True)
    return Found(
        _findings(answer), answer.total, answer.facets, page_obj=page_obj, plan=answer.plan,
        is_unquoted=answer.is_unquoted, is_reserve=answer.is_reserve,
    )  # fmt: skip


def _best(asked: Callable[..., Answer], page: int, per_page: int) -> tuple[Answer, Page[int]]:
    """Return what stands on the page of this number, else on the last one; and which page that is."""
    answer = asked(offset=(page - 1) * per_page, limit=per_page)
    shown = _page(answer.total, page, per_page)
    if not answer.hits and answer.total:
        answer = asked(offset=(shown.number - 1) * per_page, limit=per_page)
    return answer, shown


def _newest(asked: Callable[..., Answer], page: int, per_page: int) -> tuple[Answer, Page[int]]:
    """Return the same of the best ones, the newest first."""
    answer = asked(limit=RANKED)
    hits = sorted(answer.hits, key=lambda hit: hit.candidate.date or date.min, reverse=True)
    shown = _page(len(hits), page, per_page)
    return replace(answer, hits=tuple(hits[place] for place in shown)), shown


def _findings(answer: Answer) -> tuple[Finding, ...]:
    documents = documents_as_public_now(hit.candidate.id for hit in answer.hits)
    marks = Highlighter(answer.plan)
    kinds, languages, states = kind_labels(), language_labels(), state_labels()
    return tuple(
        Finding(
            document,
            marks.highlighted(document.title, document.language),
            marks.excerpt(document.text, document.language),
            kinds.get(document.kind, ""),
            languages.get(document.language, document.language),
            states.get(document.state, ""),
            _through(hit, answer.plan),
        )
        for hit in answer.hits
        if (document := documents.get(hit.candidate.id))
    )


def _through(hit: Ranked, plan: Plan) -> str:
    """Return the concept behind the first reading that is not of the words as typed."""
    return next((met.label for reading in hit.readings for met in plan.concepts if reading in met.readings), "")


def documents_as_public_now(ids: Iterable[str]) -> dict[str, SearchDocument]:
    """Return by id those of the documents that anybody may read now, read from each source at once."""
    wanted: dict[str, list[int]] = {}
    for identifier in ids:
        source, pk = parts_of(identifier)
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
