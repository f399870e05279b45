"""A document as columns of space-separated words, which any engine can index without knowing a language."""

import re
from dataclasses import dataclass
from functools import lru_cache

from search.analysis import Token, keys_of, tokens, words
from search.analysis.folding import fold
from search.analysis.languages import readers
from search.documents import SearchDocument

# Lower-case letters and digits that every tokenizer takes for part of a word and leaves as they are.
_PLAIN = re.compile(r"[0-9a-zß-öø-ÿāăąćĉċčďđēĕėęěĝğġģĥħĩīĭįıĵķĸĺļľŀłńņňŋōŏőœŕŗřśŝşšţťŧũūŭůűųŵŷźżžа-ёђ-џґ]+")
_MARK = "zq"
# Stands between two texts, so that no phrase reaches from one into the other; no word is written so.
_BREAK = f" {_MARK} "
# What is further down in an attachment is not searched: a scanned budget must not fill the index.
_LONGEST_ATTACHMENTS = 60_000


@dataclass(frozen=True)
class Columns:
    """The searched columns: lemma keys (l) and folded surface words (s). ``body_l`` has the attachments too."""

    title_l: str
    summary_l: str
    body_l: str
    keywords_l: str
    title_s: str
    text_s: str


COLUMNS = tuple(Columns.__dataclass_fields__)


def columns_of(document: SearchDocument) -> Columns:
    """Return the document as an engine indexes it."""
    title, summary, body = (list(tokens(text, document.language)) for text in texts_of(document)[:3])
    keywords = [word for _start, _end, word in words("\n".join(document.keywords))]
    # A keyword typed without its marks is found by its surface, which has no column of its own.
    texts = (_surfaces(summary), _surfaces(body), " ".join(encoded(fold(word)) for word in keywords))
    return Columns(
        _lemmas(title), _lemmas(summary), _lemmas(body), _keywords(keywords),
        _surfaces(title), _BREAK.join(text for text in texts if text),
    )  # fmt: skip


def written_words(document: SearchDocument) -> frozenset[str]:
    """Return the words of a document as they are written (lower case, NFC), for the lexicon of an index."""
    return frozenset(word for text in texts_of(document) for _start, _end, word in words(text))


def texts_of(document: SearchDocument) -> tuple[str, str, str, str]:
    """Return the title, summary, body with attachments, and keywords, as they are read for the index."""
    body = f"{document.body}\n{document.attachments[:_LONGEST_ATTACHMENTS]}"
    return document.title, document.summary, body, "\n".join(document.keywords)


@lru_cache(50_000)
def encoded(key: str) -> str:
    """Return the key as one word of letters and digits; different keys give different words."""
    if _PLAIN.fullmatch(key) and not key.startswith(_MARK):
        return key
    return _MARK + key.encode("utf-8", "surrogatepass").hex()


def _lemmas(found: list[Token]) -> str:
    return " ".join(encoded(key) for token in found for key in token.keys)


def _surfaces(found: list[Token]) -> str:
    return " ".join(encoded(token.surface) for token in found)


def _keywords(found: list[str]) -> str:
    """Read words whose language is not known in each language of their script."""
    keys = {key for word in found for code, _analyzer in readers(word, "") for key in keys_of(word, code)}
    return " ".join(sorted(map(encoded, keys)))
