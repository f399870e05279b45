"""Words in memory, to be found by what was typed or heard nearly right."""

from collections import defaultdict
from collections.abc import Iterable

from rapidfuzz import process
from rapidfuzz.distance import OSA

from search.analysis.folding import fold
from search.analysis.languages import script_of

# So many errors are forgiven in a word of so many letters: short words are often other words.
_ONE_FROM, _TWO_FROM = 4, 7
_MOST_ERRORS = 2
# What is folded the same, or sounds the same: the words as they are written.
_Bucket = dict[str, list[str]]


def errors_forgiven(word: str) -> int:
    """Return how many typing errors a word of this length may have."""
    return 0 if len(word) < _ONE_FROM else 1 if len(word) < _TWO_FROM else _MOST_ERRORS


class Vocabulary:
    """Words with how often they occur. Words are only ever added; who removes one checks what is returned."""

    def __init__(self) -> None:
        self._counts: dict[str, int] = {}
        self._folded: dict[tuple[str, int], _Bucket] = defaultdict(dict)
        self._sounds: dict[int, _Bucket] = defaultdict(dict)

    def add(self, rows: Iterable[tuple[str, str, str, int]]) -> None:
        """Add words with their folded forms and skeletons, or set in how many texts they occur."""
        for word, folded, sound, count in rows:
            if word not in self._counts:
                self._folded[script_of(word), len(folded)].setdefault(folded, []).append(word)
                self._sounds[len(sound)].setdefault(sound, []).append(word)
            self._counts[word] = count

    def close_to(self, word: str, most: int) -> tuple[str, ...]:
        """Return words of the same script within the errors forgiven, nearest and most frequent first.

        Missing marks are no errors: who types "przedluzneie" makes one.
        """
        folded = fold(word)
        lengths = range(len(folded) - errors_forgiven(folded), len(folded) + errors_forgiven(folded) + 1)
        buckets = [self._folded.get((script_of(word), length), {}) for length in lengths]
        return self._near(folded, buckets, most)

    def sounding_like(self, sounds: Iterable[str]) -> dict[str, tuple[str, ...]]:
        """Return for each sound the words that have it, most frequent first; sounds without a word are left out."""
        found = {sound: self._sounds.get(len(sound), {}).get(sound, []) for sound in sounds}
        return {sound: tuple(sorted(words, key=self._rank)) for sound, words in found.items() if words}

    def sounding_nearly(self, sound: str, most: int) -> tuple[str, ...]:
        """Return words whose sound is near, nearest and most frequent first."""
        lengths = range(len(sound) - errors_forgiven(sound), len(sound) + errors_forgiven(sound) + 1)
        return self._near(sound, [self._sounds.get(length, {}) for length in lengths], most)

    def _near(self, typed: str, buckets: Iterable[_Bucket], most: int) -> tuple[str, ...]:
        found: list[tuple[float, int, str]] = []
        for bucket in buckets:
            near = process.extract(
                typed, bucket.keys(), scorer=OSA.distance, score_cutoff=errors_forgiven(typed), limit=None
            )
            found += [
                (distance, *self._rank(word)) for form, distance, _place in near if distance for word in bucket[form]
            ]
        return tuple(word for _distance, _count, word in sorted(found)[:most])

    def _rank(self, word: str) -> tuple[int, str]:
        return -self._counts[word], word
