"""A document as columns of space-separated words, which any engine can index without knowing a language."""

import re
from dataclasses import dataclass

from search.analysis import keys_of, tokens, words
from search.analysis.folding import fold
from search.analysis.languages import readers
from search.documents import SearchDocument

# Lower-case letters and digits that every tokenizer takes for part of a word and leaves as they are.
_PLAIN = re.compile(r"[0-9a-zß-öø-ÿāăąćĉċčďđēĕėęěĝğġģĥħĩīĭįıĵķĸĺļľŀłńņňŋōŏőœŕŗřśŝşšţťŧũūŭůűųŵŷźżžа-ёђ-џґ]+")
_MARK = "zq"


@dataclass(frozen=True)
class Columns:
    """The searched columns: lemma keys (l) and folded surface words (s) of the title, text and keywords."""

    title_l: str
    body_l: str
    title_s: str
    body_s: str
    keywords_l: str


def columns_of(document: SearchDocument) -> Columns:
    """Return the document as an engine indexes it."""
    title_l, title_s = _read(document.title, document.language)
    body_l, body_s = _read(document.text, document.language)
    keywords_l, keywords_s = _keywords("\n".join(document.keywords))
    # A keyword typed without its marks is found by its surface, which has no column of its own.
    return Columns(title_l, body_l, title_s, f"{body_s} {keywords_s}".strip(), keywords_l)


def encoded(key: str) -> str:
    """Return the key as one word of letters and digits; different keys give different words."""
    if _PLAIN.fullmatch(key) and not key.startswith(_MARK):
        return key
    return _MARK + key.encode("utf-8", "surrogatepass").hex()


def _read(text: str, language: str) -> tuple[str, str]:
    found = list(tokens(text, language))
    lemmas = (encoded(key) for token in found for key in token.keys)
    return " ".join(lemmas), " ".join(encoded(token.surface) for token in found)


def _keywords(text: str) -> tuple[str, str]:
    """Read words whose language is not known in each language of their script."""
    found = [word for _start, _end, word in words(text)]
    keys = {key for word in found for code, _analyzer in readers(word, "") for key in keys_of(word, code)}
    return " ".join(sorted(map(encoded, keys))), " ".join(encoded(fold(word)) for word in found)
