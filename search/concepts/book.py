"""The concepts known to a search, and where a query names them. The words for labels are those of SKOS."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property, lru_cache
from itertools import islice, product

from search.analysis import keys_of, words
from search.analysis.folding import fold
from search.analysis.languages import is_denying, is_stop_word
from search.analysis.skeleton import skeleton
from search.engines.columns import encoded
from search.engines.vocabulary import Vocabulary

_MOST_READINGS = 4


class Kind(StrEnum):
    """How a label is used: shown first; shown too; never shown, as people say or spell it."""

    PREFERRED = "preferred"
    ALTERNATIVE = "alternative"
    HIDDEN = "hidden"


@dataclass(frozen=True)
class Label:
    """What a concept is called in a language."""

    language: str
    text: str
    kind: Kind = Kind.PREFERRED


@dataclass(frozen=True)
class Concept:
    """A thing people look for; ``broader`` and ``related`` are keys of other concepts."""

    key: str
    labels: tuple[Label, ...]
    broader: tuple[str, ...] = ()
    related: tuple[str, ...] = ()


@dataclass(frozen=True)
class Phrase:
    """A label as it is matched: for each of its words the lemma keys, and the little words that it cannot do without.

    "throw out" is not meant by "throw", while "permit for work" is meant by "work permit". A label that ``denies`` is
    meant only where something is denied: "doctor without insurance" is not "doctor and insurance".
    """

    concept: str
    language: str
    kind: Kind
    words: tuple[tuple[str, ...], ...]
    demanded: frozenset[str] = frozenset()
    denies: bool = False

    @cached_property
    def readings(self) -> tuple[tuple[str, ...], ...]:
        """Return the combinations of words of an index by which a text says the label."""
        return tuple(tuple(map(encoded, keys)) for keys in islice(product(*self.words), _MOST_READINGS))


@dataclass(frozen=True)
class Meeting:
    """A query names a concept with the words at these places, as surely as the least sure of them."""

    phrase: Phrase
    places: frozenset[int]
    weight: float


class ConceptBook:
    """Every concept, ready to be met in what somebody types. Made once and then only read, so threads may share it."""

    def __init__(self, concepts: Iterable[Concept] = ()) -> None:
        self._concepts = {concept.key: concept for concept in concepts}
        self._phrases = {key: _phrases(concept) for key, concept in self._concepts.items()}
        self._narrower: dict[str, list[str]] = defaultdict(list)
        for key, concept in self._concepts.items():
            for broader in concept.broader:
                self._narrower[broader].append(key)
        every = [phrase for phrases in self._phrases.values() for phrase in phrases]
        self._uses = Counter(key for phrase in every for keys in phrase.words for key in keys)
        self._by_key: dict[str, list[Phrase]] = defaultdict(list)
        for phrase in every:
            for key in self._rarest(phrase):
                self._by_key[key].append(phrase)
        self.vocabulary = Vocabulary()
        self.vocabulary.add((word, fold(word), skeleton(word), count) for word, count in self._spelled().items())

    def __len__(self) -> int:
        return len(self._concepts)

    def __iter__(self) -> Iterator[Concept]:
        return iter(self._concepts.values())

    def get(self, key: str) -> Concept | None:
        """Return the concept of this key."""
        return self._concepts.get(key)

    def label(self, key: str, language: str) -> str:
        """Return what the concept is called in the language, else in any; the key of an unknown one."""
        concept = self._concepts.get(key)
        shown = [label for label in concept.labels if label.kind is Kind.PREFERRED] if concept else []
        return next((label.text for label in sorted(shown, key=lambda each: each.language != language)), key)

    def knows(self, key: str) -> bool:
        """Return whether a lemma key stands in a label."""
        return key in self._uses

    def phrases(self, key: str) -> Sequence[Phrase]:
        """Return the labels of a concept as they are matched; none for an unknown key."""
        return self._phrases.get(key, ())

    def near(self, key: str) -> Mapping[str, str]:
        """Return the keys of neighbouring concepts and how each is a neighbour: narrower, broader, related."""
        concept = self._concepts.get(key)
        if concept is None:
            return {}
        found = dict.fromkeys(concept.related, "related") | dict.fromkeys(concept.broader, "broader")
        return found | dict.fromkeys(self._narrower.get(key, ()), "narrower")

    def met_by(self, typed: Sequence[Mapping[str, float]], spelled: Sequence[str]) -> list[Meeting]:
        """Return where a query names concepts; ``typed`` has for each of its words the lemma keys with their weights.

        The words of a label may stand in any order with others between them. Of two meetings one of which has all
        words of the other, the longer one is kept.
        """
        at: dict[str, dict[int, float]] = defaultdict(dict)
        for place, keys in enumerate(typed):
            for key, weight in keys.items():
                at[key][place] = weight
        candidates = dict.fromkeys(phrase for key in at for phrase in self._by_key.get(key, ()))
        present, denied = frozenset(spelled), any(map(is_denying, spelled))
        said = (phrase for phrase in candidates if phrase.demanded <= present and phrase.denies <= denied)
        found = [met for phrase in said if (met := _meeting(phrase, at))]
        return _longest(found)

    def _rarest(self, phrase: Phrase) -> tuple[str, ...]:
        """Return the keys of the word of a label that fewest labels have: a query that names it must have one."""
        return min(phrase.words, key=lambda keys: sum(self._uses[key] for key in keys))

    def _spelled(self) -> Counter[str]:
        return Counter(
            word
            for concept in self._concepts.values()
            for label in concept.labels
            for _start, _end, word in words(label.text)
            if label.kind is not Kind.HIDDEN
        )


@lru_cache(8192)  # a book made after a change of one concept reads only that one anew
def _phrases(concept: Concept) -> tuple[Phrase, ...]:
    return tuple(_read(concept))


def _read(concept: Concept) -> Iterator[Phrase]:
    for label in concept.labels:
        spelled = list(dict.fromkeys(word for _start, _end, word in words(label.text)))
        telling = [word for word in spelled if not is_stop_word(word, label.language)] or spelled
        if not telling:
            continue
        demanded = frozenset(spelled) - frozenset(telling) if len(telling) == 1 else frozenset()
        keys = tuple(_keys(word, label.language) for word in telling)
        denies = any(is_denying(word) for word in spelled if word not in telling)
        yield Phrase(concept.key, label.language, label.kind, keys, demanded, denies)


def _keys(word: str, language: str) -> tuple[str, ...]:
    """Return the keys of a word of a label; a basic form is only itself, not also a form of another word."""
    keys = keys_of(word, language)
    return (word,) if word in keys else keys


def _meeting(phrase: Phrase, at: Mapping[str, Mapping[int, float]]) -> Meeting | None:
    """Give each word of the label the place where it stands most surely, no place to two words."""
    taken: dict[int, float] = {}
    for keys in phrase.words:
        best: dict[int, float] = {}
        for key in keys:
            for place, weight in at.get(key, {}).items():
                if place not in taken:
                    best[place] = max(weight, best.get(place, 0.0))
        if not best:
            return None
        place = max(best, key=lambda each: (best[each], -each))
        taken[place] = best[place]
    return Meeting(phrase, frozenset(taken), min(taken.values()))


def _longest(found: Iterable[Meeting]) -> list[Meeting]:
    """Return the meetings none of whose places all belong to a longer and surer one; the longest first."""
    kept: list[Meeting] = []
    for met in sorted(found, key=lambda each: (-len(each.places), -each.weight)):
        if not any(met.places < other.places and other.weight >= met.weight / 2 for other in kept):
            kept.append(met)
    return kept


NO_CONCEPTS = ConceptBook()
