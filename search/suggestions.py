"""What somebody who types may be about to ask for."""

import logging
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice, takewhile
from typing import NamedTuple
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import pgettext

from .analysis import keys_of, words
from .analysis.folding import fold
from .concepts.book import ConceptBook, Kind, Label
from .concepts.memory import book
from .engines import engine
from .engines.protocol import EngineFailure
from .labels import kind_labels
from .queries import documents_as_public_now

SHORTEST, LONGEST = 2, 60
MOST = 8
_OF_EACH = 4
# So many forms of words are looked at to find some different words.
_FORMS = 24

_KINDS = tuple(Kind)

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Suggestion:
    """A text that goes on where somebody stopped typing, and the address it leads to: a page, or a search for it."""

    text: str
    language: str
    kind: str
    url: str

    def as_json(self) -> dict[str, str]:
        """Return it as the script of the search field reads it."""
        return {"text": self.text, "language": self.language, "kind": self.kind, "url": self.url}


def suggestions(typed: str, language: str) -> list[Suggestion]:
    """Return at most eight: concepts, then pages whose title has the words, then words of the texts.

    None while the search does not work: what is typed can still be sent.
    """
    begun = _folded(typed[:LONGEST])
    if len("".join(begun)) < SHORTEST:
        return []
    try:
        return _different(begun, typed, language)
    except EngineFailure:
        logger.exception("Search: the engine suggests nothing")
        return []


def _different(begun: tuple[str, ...], typed: str, language: str) -> list[Suggestion]:
    found: dict[tuple[str, str], Suggestion] = {}
    for each in _all(begun, typed, language):
        found.setdefault((each.text.casefold(), each.kind), each)
        if len(found) == MOST:
            break
    return list(found.values())


def _all(begun: tuple[str, ...], typed: str, language: str) -> Iterator[Suggestion]:
    yield from islice(_concepts(begun, language), _OF_EACH)
    yield from _titles(begun, language)
    if len(begun) == 1:
        yield from (_search(word, language) for word in _words(begun[0], language))


def _words(begun: str, language: str) -> Iterator[str]:
    """Yield the most frequent form of each word that begins so."""
    seen: set[str] = set()
    for word in engine().lexicon.beginning_with(begun, _FORMS):
        keys = {word, *keys_of(word, language)}
        if not keys & seen:
            yield word
        seen |= keys


def _concepts(begun: tuple[str, ...], language: str) -> Iterator[Suggestion]:
    """Yield what a concept is called first, also when another of its labels begins so."""
    labels, prefix = _labels(book(), language), " ".join(begun)
    first = bisect_left(labels, prefix, key=_sorted_by)
    met = takewhile(lambda label: label.rest.startswith(prefix), islice(labels, first, None))
    for label in sorted(met, key=lambda label: label.rank):
        yield _search(label.preferred, language)


class _Beginning(NamedTuple):
    """A label from one of its words on, folded, and how early it is suggested."""

    rest: str
    rank: tuple[bool, int, int]
    preferred: str


def _sorted_by(label: _Beginning) -> str:
    return label.rest


@lru_cache(maxsize=4)  # of one dictionary, a list for each language: an older one must not stay in memory
def _labels(concepts: ConceptBook, language: str) -> list[_Beginning]:
    """Return all labels in the language, from each of their words on, in alphabetical order."""
    found = []
    for concept in concepts:
        own = [label for label in concept.labels if label.language == language]
        preferred = next((label.text for label in own if label.kind is Kind.PREFERRED), "")
        if preferred:
            found += [beginning for label in own for beginning in _beginnings(label, preferred)]
    return sorted(found)


def _beginnings(label: Label, preferred: str) -> Iterator[_Beginning]:
    """Yield the label itself, and if people see it, what is left of it without its first words."""
    kind, spelled = _KINDS.index(label.kind), _folded(label.text)
    for at in range(1 if label.kind is Kind.HIDDEN else len(spelled)):
        yield _Beginning(" ".join(spelled[at:]), (at > 0, kind, len(preferred)), preferred)


def _folded(text: str) -> tuple[str, ...]:
    return tuple(fold(word) for _start, _end, word in words(text))


def _titles(begun: tuple[str, ...], language: str) -> Iterator[Suggestion]:
    """Yield what is public now, whatever the index says."""
    ids = engine().titles_beginning_with(begun, language, _OF_EACH)
    documents, kinds = documents_as_public_now(ids), kind_labels()
    for document in (documents[each] for each in ids if each in documents):
        yield Suggestion(document.title, document.language, kinds.get(document.kind, ""), document.url)


def _search(text: str, language: str) -> Suggestion:
    address = f"{reverse('search:results')}?{urlencode({'q': text})}"
    return Suggestion(text, language, pgettext("what a suggestion leads to", "search"), address)
