"""Words in memory, to be found by what was typed or heard nearly right."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from itertools import chain

from rapidfuzz import process
from rapidfuzz.distance import OSA

from search.analysis.folding import fold
from search.analysis.languages import script_of

from .protocol import MOST_ERRORS

# So many errors are forgiven in a word of so many letters: short words are often other words.
_ONE_FROM, _TWO_FROM = 4, 7
# By so many letters forms are told apart at their beginnings and endings.
_FEW = 2


def errors_forgiven(word: str) -> int:
    """Return how many typing errors a word of this length may have."""
    return 0 if len(word) < _ONE_FROM else 1 if len(word) < _TWO_FROM else MOST_ERRORS


class _Forms:
    """Forms of words, folded or as they sound, each with the words that have it."""

    def __init__(self) -> None:
        self._words: dict[str, list[str]] = {}
        self._of_length: dict[int, list[str]] = defaultdict(list)
        self._beginning: dict[str, list[str]] = defaultdict(list)
        self._ending: dict[str, list[str]] = defaultdict(list)

    def add(self, form: str, word: str) -> None:
        """Add a word that was not there."""
        if form not in self._words:
            self._of_length[len(form)].append(form)
            self._beginning[form[:_FEW]].append(form)
            self._ending[form[-_FEW:]].append(form)
        self._words.setdefault(form, []).append(word)

    def words(self, form: str) -> list[str]:
        """Return the words that have the form."""
        return self._words.get(form, [])

    def near(self, form: str, errors: int) -> Iterable[tuple[int, str]]:
        """Yield distance and word of each form that is some, but not more errors away."""
        found = process.extract(
            form, self._perhaps_near(form, errors), scorer=OSA.distance, score_cutoff=errors, limit=None
        )
        return ((int(distance), word) for other, distance, _place in found if distance for word in self._words[other])

    def _perhaps_near(self, form: str, errors: int) -> Collection[str]:
        """Return the forms that may be so near, among others: comparing with all of them takes long."""
        # A single error, be it two letters exchanged, leaves nearly half of a word as it is at one end or the other.
        half = (len(form) - 1) // 2
        if errors == 1 and half >= _FEW:
            beginning, ending = form[:half], form[-half:]
            near = {other for other in self._beginning.get(form[:_FEW], ()) if other.startswith(beginning)}
            return near.union(other for other in self._ending.get(form[-_FEW:], ()) if other.endswith(ending))
        lengths = range(len(form) - errors, len(form) + errors + 1)
        return list(chain.from_iterable(self._of_length.get(length, ()) for length in lengths))


class Vocabulary:
    """Words with how often they occur. Words are only ever added; who removes one checks what is returned."""

    def __init__(self) -> None:
        self._counts: dict[str, int] = {}
        self._folded: dict[str, _Forms] = defaultdict(_Forms)
        self._sounds = _Forms()

    def add(self, rows: Iterable[tuple[str, str, str, int]]) -> None:
        """Add words with their folded forms and skeletons, or set in how many texts they occur."""
        for word, folded, sound, count in rows:
            if word not in self._counts:
                self._folded[script_of(word)].add(folded, word)
                self._sounds.add(sound, word)
            self._counts[word] = count

    def close_to(self, word: str, most: int, errors: int = MOST_ERRORS) -> tuple[str, ...]:
        """Return words of the same script within the errors forgiven, nearest and most frequent first.

        Missing marks are no errors: who types "przedluzneie" makes one.
        """
        return self._near(self._folded[script_of(word)], fold(word), most, errors)

    def sounding_like(self, sounds: Iterable[str]) -> dict[str, tuple[str, ...]]:
        """Return for each sound the words that have it, most frequent first; sounds without a word are left out."""
        found = {sound: self._sounds.words(sound) for sound in sounds}
        return {sound: tuple(sorted(words, key=self._rank)) for sound, words in found.items() if words}

    def sounding_nearly(self, sound: str, most: int, errors: int = MOST_ERRORS) -> tuple[str, ...]:
        """Return words whose sound is near, nearest and most frequent first."""
        return self._near(self._sounds, sound, most, errors)

    def _near(self, forms: _Forms, form: str, most: int, errors: int) -> tuple[str, ...]:
        allowed = min(errors, errors_forgiven(form))
        if not allowed:
            return ()
        found = sorted((distance, *self._rank(word)) for distance, word in forms.near(form, allowed))
        return tuple(word for _distance, _count, word in found[:most])

    def _rank(self, word: str) -> tuple[int, str]:
        return -self._counts[word], word
