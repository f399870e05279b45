"""Words in memory, to be found by what was typed or heard nearly right."""

from collections import defaultdict
from collections.abc import Iterable

from rapidfuzz import process
from rapidfuzz.distance import OSA

from search.analysis.languages import script_of

# So many errors are forgiven in a word of so many letters.
_ONE_FROM, _TWO_FROM = 4, 7
_MOST_ERRORS = 2
_Bucket = dict[str, int]


def errors_forgiven(word: str) -> int:
    """Return how many typing errors a word of this length may have: short words are often other words."""
    return 0 if len(word) < _ONE_FROM else 1 if len(word) < _TWO_FROM else _MOST_ERRORS


class Vocabulary:
    """Words with how often they occur. Words are only ever added; who removes one checks what is returned."""

    def __init__(self) -> None:
        self._written: dict[tuple[str, int], _Bucket] = defaultdict(dict)
        self._sounds: dict[int, dict[str, list[str]]] = defaultdict(dict)

    def add(self, rows: Iterable[tuple[str, str, int]]) -> None:
        """Add words with their skeletons, or set in how many texts they occur."""
        for word, sound, count in rows:
            bucket = self._written[script_of(word), len(word)]
            if word not in bucket:
                self._sounds[len(sound)].setdefault(sound, []).append(word)
            bucket[word] = count

    def close_to(self, word: str, most: int) -> tuple[str, ...]:
        """Return words of the same script within the errors forgiven, nearest and most frequent first."""
        errors = errors_forgiven(word)
        found: list[tuple[float, int, str]] = []
        for length in range(len(word) - errors, len(word) + errors + 1):
            bucket = self._written.get((script_of(word), length), {})
            near = process.extract(word, bucket.keys(), scorer=OSA.distance, score_cutoff=errors, limit=None)
            found += [(distance, -bucket[each], each) for each, distance, _place in near if distance]
        return tuple(each for _distance, _count, each in sorted(found)[:most])

    def sounding_like(self, sounds: Iterable[str]) -> dict[str, tuple[str, ...]]:
        """Return for each sound the words that have it, most frequent first; sounds without a word are left out."""
        found = {sound: self._sounds.get(len(sound), {}).get(sound, []) for sound in sounds}
        return {sound: self._by_frequency(words) for sound, words in found.items() if words}

    def sounding_nearly(self, sound: str, most: int) -> tuple[str, ...]:
        """Return words whose sound is near, nearest and most frequent first."""
        errors = errors_forgiven(sound)
        found: list[tuple[float, int, str]] = []
        for length in range(len(sound) - errors, len(sound) + errors + 1):
            bucket = self._sounds.get(length, {})
            near = process.extract(sound, bucket.keys(), scorer=OSA.distance, score_cutoff=errors, limit=None)
            found += [
                (distance, -self._count(word), word)
                for each, distance, _place in near if distance
                for word in bucket[each]
            ]  # fmt: skip
        return tuple(word for _distance, _count, word in sorted(found)[:most])

    def _by_frequency(self, words: list[str]) -> tuple[str, ...]:
        return tuple(sorted(words, key=lambda word: (-self._count(word), word)))

    def _count(self, word: str) -> int:
        return self._written[script_of(word), len(word)].get(word, 0)
