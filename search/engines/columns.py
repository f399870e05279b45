"""A document as columns of space-separated words, which any engine can index without knowing a language."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from search.analysis import keys_of, read_word, spelled
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
    return analysed(document)[0]


def written_words(document: SearchDocument) -> frozenset[str]:
    """Return the words of a document as they are written (lower case, NFC), for the lexicon of an index."""
    return analysed(document)[1]


def analysed(document: SearchDocument) -> tuple[Columns, frozenset[str]]:
    """Return the columns and the written words of a document, read once for both."""
    read = [[_word(each, document.language) for each in spelled(text)] for text in texts_of(document)]
    lemmas = [" ".join([word[1] for word in text if word[0]]) for text in read]
    surfaces = [" ".join([word[2] for word in text if word[0]]) for text in read]
    written = frozenset(word[0] for text in read for word in text)
    # A keyword typed without its marks is found by its surface, which has no column of its own.
    text_s = _BREAK.join(filter(None, surfaces[1:]))
    columns = Columns(lemmas[0], lemmas[1], lemmas[2], _keywords(word[0] for word in read[3]), surfaces[0], text_s)
    return columns, written - {""}


def texts_of(document: SearchDocument) -> tuple[str, str, str, str]:
    """Return the title, summary, body with attachments, and keywords, as they are read for the index."""
    body = f"{document.body}\n{document.attachments[:_LONGEST_ATTACHMENTS]}"
    return document.title, document.summary, body, "\n".join(document.keywords)


@lru_cache(20_000)
def encoded(key: str) -> str:
    """Return the key as one word of letters and digits; different keys give different words."""
    if _PLAIN.fullmatch(key) and not key.startswith(_MARK):
        return key
    return _MARK + key.encode("utf-8", "surrogatepass").hex()


# As many as a large site has, so that a rebuild reads each word once. 80,000 take 64 MB, with the nodes of the
# dictionaries they led through; only processes that index meet so many.
@lru_cache(100_000)
def _word(spelled: str, language: str) -> tuple[str, str, str]:
    """Return a word normalised, and as it stands among the lemmas and the surfaces of an index."""
    word, surface, keys = read_word(spelled, language)
    return word, " ".join(map(encoded, keys)), encoded(surface) if word else ""


def _keywords(found: Iterable[str]) -> str:
    """Read words whose language is not known in each language of their script."""
    keys = {key for word in found if word for code, _analyzer in readers(word, "") for key in keys_of(word, code)}
    return " ".join(sorted(map(encoded, keys)))
