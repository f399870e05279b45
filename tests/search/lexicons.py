"""A lexicon made of a few words."""

from collections.abc import Iterable, Mapping

from search.analysis.folding import fold
from search.analysis.skeleton import skeleton
from search.engines.protocol import MOST_ERRORS, Column, Lexicon
from search.engines.vocabulary import Vocabulary


class Words(Lexicon):
    """The words of an index that a test makes up, each in one document."""

    def __init__(self, *words: str) -> None:
        self._words = words
        self._vocabulary = Vocabulary()
        self._vocabulary.add((word, fold(word), skeleton(word), 1) for word in words)

    def size(self) -> int:
        """Return the number of documents."""
        return len(self._words)

    def frequencies(self, words: Iterable[str], column: Column) -> Mapping[str, int]:
        """Return 1 for each word that is known."""
        return {word: int(word in self._words) for word in words}

    def sounding_like(self, skeletons: Iterable[str]) -> Mapping[str, tuple[str, ...]]:
        """Return the words that sound so."""
        return self._vocabulary.sounding_like(skeletons)

    def sounding_nearly(self, skeleton: str, most: int, errors: int = MOST_ERRORS) -> tuple[str, ...]:
        """Return the words that sound nearly so."""
        return self._vocabulary.sounding_nearly(skeleton, most, errors)

    def close_to(self, word: str, most: int, errors: int = MOST_ERRORS) -> tuple[str, ...]:
        """Return words that are spelled nearly so."""
        return self._vocabulary.close_to(word, most, errors)

    def beginning_with(self, prefix: str, most: int) -> tuple[str, ...]:
        """Return words that begin so."""
        return tuple(word for word in self._words if fold(word).startswith(fold(prefix)))[:most]


class AllWords(Words):
    """An index that has every word, in one document each."""

    def frequencies(self, words: Iterable[str], column: Column) -> Mapping[str, int]:
        """Return 1 for each word."""
        return dict.fromkeys(words, 1)
