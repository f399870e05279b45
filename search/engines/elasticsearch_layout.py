"""What stands in Elasticsearch: two indices, one of documents and one of the words in them, each behind an alias.

Languages are understood before anything comes here, so words are split at spaces and nothing else is asked of the
server: no stemmer, no synonyms, no script, no plugin.
"""

from dataclasses import asdict, dataclass
from typing import Any, Final

from elasticsearch.dsl import Boolean, ComposableIndexTemplate, Date, Document, Index, Integer, Keyword, MetaField, Text

from search.analysis.folding import fold
from search.analysis.languages import script_of
from search.analysis.skeleton import skeleton
from search.documents import FACETS, SearchDocument

from .columns import columns_of, written_words

# Raise it with any change below: the aliases get other names, so the index counts as missing and is made anew.
LAYOUT: Final = 1
# What a title, a keyword, a summary is worth beside the body, when candidates are chosen.
TITLE, KEYWORD, SUMMARY = 5, 3, 2
# Nobody looks for a longer word with a typing error in it.
_LONGEST_LISTED = 40
_SEARCH_WINDOW = 100_000
_TEMPLATE_PRIORITY = 300


def _column() -> Text:
    """Return a field that is kept to be ranked by and only says which documents have a word."""
    return Text(analyzer="whitespace", index_options="docs", norms=False)


class DocumentRow(Document):
    """A document: what is searched of it, what it may be narrowed down by, and the columns we rank by.

    ``lemmas`` and ``surfaces`` are the columns poured into one, the weightier ones several times: the server then
    weighs one list of occurrences for a word instead of four.
    """

    name = Keyword()
    digest = Keyword()
    lemmas = Text(analyzer="whitespace", index_options="freqs")
    surfaces = Text(analyzer="whitespace")
    words = Keyword(doc_values=False)
    title_l = _column()
    summary_l = _column()
    body_l = _column()
    keywords_l = _column()
    title_s = _column()
    text_s = _column()
    kind = Keyword()
    language = Keyword()
    topic = Keyword()
    unit = Keyword()
    state = Keyword()
    year = Keyword()
    date = Date(index=False)
    closes = Date(index=False)
    is_news = Boolean(index=False)

    class Meta:
        dynamic = MetaField("strict")
        source = MetaField(excludes=["name", "lemmas", "surfaces", "words"])


class WordRow(Document):
    """A word as it is written in at least one document when the row was made, and in how many."""

    word = Keyword()
    folded = Keyword()
    sound = Keyword()
    script = Keyword()
    length = Integer()
    frequency = Integer()

    class Meta:
        dynamic = MetaField("strict")


@dataclass(frozen=True)
class Names:
    """How the indices of one site are called; several sites may share a cluster."""

    prefix: str

    @property
    def documents(self) -> str:
        """Return the alias of the documents that are searched."""
        return f"{self.prefix}.documents.v{LAYOUT}"

    @property
    def words(self) -> str:
        """Return the alias of their words."""
        return f"{self.prefix}.words.v{LAYOUT}"

    def every(self) -> str:
        """Return a pattern for all indices of the site, of whatever layout."""
        return f"{self.prefix}.documents.*,{self.prefix}.words.*"


def templates(names: Names, *, shards: int, replicas: int) -> list[ComposableIndexTemplate]:
    """Return the templates from which the server makes new indices."""
    rows: list[tuple[str, type[Document]]] = [(names.documents, DocumentRow), (names.words, WordRow)]
    return [_template(alias, row, shards, replicas) for alias, row in rows]


def _template(alias: str, row: type[Document], shards: int, replicas: int) -> ComposableIndexTemplate:
    index = Index(f"{alias}.*")
    index.settings(number_of_shards=shards, number_of_replicas=replicas, max_result_window=_SEARCH_WINDOW)
    index.document(row)
    return ComposableIndexTemplate(alias, f"{alias}.*", index=index, priority=_TEMPLATE_PRIORITY)


def document_row(document: SearchDocument) -> dict[str, Any]:
    """Return the row of a document."""
    columns = columns_of(document)
    lemmas = [columns.title_l] * TITLE + [columns.keywords_l] * KEYWORD + [columns.summary_l] * SUMMARY
    facets = {name: list(values) for name, values in document.facets.items()}
    return {
        "name": document.id,
        "digest": document.digest,
        "lemmas": [text for text in (*lemmas, columns.body_l) if text],
        "surfaces": [text for text in (*[columns.title_s] * TITLE, columns.text_s) if text],
        "words": sorted(listed_words(document)),
        "date": document.date and document.date.isoformat(),
        "closes": document.closes and document.closes.isoformat(),
        "is_news": document.is_news,
        **asdict(columns),
        **{name: facets[name] for name in FACETS},
    }


def word_row(word: str, frequency: int) -> dict[str, Any]:
    """Return the row of a word."""
    return {
        "word": word,
        "folded": fold(word),
        "sound": skeleton(word),
        "script": script_of(word),
        "length": len(word),
        "frequency": frequency,
    }


def listed_words(document: SearchDocument) -> frozenset[str]:
    """Return the words of a document that the lexicon lists."""
    return frozenset(word for word in written_words(document) if len(word) <= _LONGEST_LISTED)
