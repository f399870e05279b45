"""What each word of a query may mean: itself in any language, typed without its marks, heard, or misspelled."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from .analysis import keys_of, stopwords
from .analysis.folding import fold
from .analysis.heard import heard_lemmas
from .analysis.languages import (
    CYRILLIC,
    LATIN,
    is_stop_word,
    known_languages,
    readers,
    restored_keys,
    script_of,
)
from .analysis.misspelled import one_error_away
from .analysis.skeleton import international, skeleton, skeletons
from .concepts.book import ConceptBook
from .engines.columns import encoded
from .engines.protocol import MOST_ERRORS, Column, Lexicon

OTHER_LANGUAGE = 0.95
RESTORED = 0.9
HEARD, HEARD_THOUGH_KNOWN = 0.9, 0.45
HEARD_NEARLY = 0.6
ERRORS = {1: 0.75, MOST_ERRORS: 0.55}
UNLIKELY = 0.7
AKIN = 0.35
# What a word weighs that says how one asks rather than what one asks for.
WEAK = 0.2
_MOST_KEYS = 12
_MOST_WORDS = 24
_MOST_NEAR = 3
_SHORTEST_STEM, _LENIENT_STEM, _LONGEST_ENDING, _MOST_AKIN = 6, 4, 3, 8


@dataclass(frozen=True)
class Word:
    """A typed word with the lemma keys it may mean and how sure each is; ``corrected`` is what was meant instead.

    ``unlikely`` has further keys, by which texts may be found but no concept.
    """

    typed: str
    language: str
    keys: Mapping[str, float] = field(default_factory=dict)
    unlikely: Mapping[str, float] = field(default_factory=dict)
    corrected: str = ""
    weight: float = 1.0

    @property
    def surface(self) -> str:
        """Return the word as an index has it among its surfaces."""
        return encoded(fold(self.typed))


def guessed_language(typed: Sequence[str], language: str, script: str) -> str:
    """Return the language of the words of a script; the reader's own when it is no worse than another."""
    votes: Counter[str] = Counter()
    for word in typed:
        if script_of(word) == script:
            votes.update({code: 2 if is_stop_word(word, code) else 1 for code in known_languages(word)})
    able = [code for code, _analyzer in readers("я" if script == CYRILLIC else "a", language)]
    return max(able, key=lambda code: (votes[code], code == language), default=language)


class Reader:
    """Reads the words of queries against the words of an index and of a book of concepts."""

    def __init__(self, lexicon: Lexicon, book: ConceptBook, *, is_lenient: bool = False, corrects: bool = True) -> None:
        self._lexicon = lexicon
        self._book = book
        self._is_lenient = is_lenient
        self._corrects = corrects

    def read(self, typed: Sequence[str], language: str) -> list[Word]:
        """Return the words that tell something, each once; all of them when none does."""
        languages = {script: guessed_language(typed, language, script) for script in (LATIN, CYRILLIC)}
        distinct = list(dict.fromkeys(typed))
        telling = [word for word in distinct if not is_stop_word(word, languages[script_of(word)])] or distinct
        words = [self._literally(word, languages[script_of(word)]) for word in telling[:_MOST_WORDS]]
        counts = self._counts(words)
        return [self._understood(word, counts) for word in words]

    def akin(self, word: Word) -> dict[str, float]:
        """Return the keys of words of the texts that have the same stem, or are the same word in another language."""
        if len(word.typed) < _SHORTEST_STEM and not self._is_lenient:
            return {}
        shortest = _LENIENT_STEM if self._is_lenient else _SHORTEST_STEM - 1
        stem = word.typed[: max(shortest, len(word.typed) - (len(word.typed) if self._is_lenient else _LONGEST_ENDING))]
        found = list(self._lexicon.beginning_with(stem, _MOST_AKIN))
        for lemma in list(word.keys)[:_MOST_NEAR]:
            if len(lemma) >= _SHORTEST_STEM and word.keys[lemma] >= RESTORED:
                found += self._cognates(skeleton(lemma))
        return dict.fromkeys((key for each in dict.fromkeys(found) for key in self._keys(each)), AKIN)

    def _cognates(self, sound: str) -> Iterator[str]:
        errors = MOST_ERRORS if self._is_lenient else 1
        for way in international(sound):
            yield from self._lexicon.sounding_like([way]).get(way, ())[:_MOST_NEAR]
            yield from self._lexicon.sounding_nearly(way, _MOST_NEAR, errors)

    def _literally(self, typed: str, language: str) -> Word:
        keys: dict[str, float] = {}
        for code, _analyzer in readers(typed, language):
            for key in keys_of(typed, code):
                keys.setdefault(key, 1.0 if code == language else OTHER_LANGUAGE)
        sure = RESTORED if language == "pl" or language not in known_languages(typed) else HEARD_THOUGH_KNOWN
        for key in restored_keys(typed, language):
            keys.setdefault(key, sure)
        weak = any(key in stopwords.ASKING for key in keys)
        return Word(typed, language, keys, weight=WEAK if weak else 1.0)

    def _counts(self, words: Iterable[Word]) -> Mapping[Column, Mapping[str, int]]:
        words = list(words)
        return {
            Column.LEMMAS: self._lexicon.frequencies(
                sorted({encoded(k) for w in words for k in w.keys}), Column.LEMMAS
            ),
            Column.SURFACES: self._lexicon.frequencies(sorted({w.surface for w in words}), Column.SURFACES),
        }

    def _understood(self, word: Word, counts: Mapping[Column, Mapping[str, int]]) -> Word:
        """Return the word with what it sounds like, and with what was meant when nobody knows it."""
        in_texts = bool(counts[Column.SURFACES][word.surface]) or any(
            counts[Column.LEMMAS][encoded(key)] for key in word.keys
        )
        in_book = any(self._book.knows(key) for key in word.keys)
        known = bool(known_languages(word.typed) or restored_keys(word.typed, word.language))
        heard = self._heard(word.typed, known=known or in_texts or in_book)
        if heard and not (in_texts or in_book) and self._are_spoken_of(heard):
            heard = dict.fromkeys(heard, HEARD)
        keys = dict(word.keys)
        for key, weight in heard.items():
            keys[key] = max(weight, keys.get(key, 0.0))
        corrected, unlikely = "", {}
        if self._corrects and not (known or in_texts or in_book or self._are_spoken_of(heard)):
            corrected, meant = self._meant(word)
            keys = dict(meant) | keys
        elif self._corrects and not (in_texts or in_book or self._are_spoken_of(heard)):
            # A word of a dictionary that no text has may be another one misspelled; that is not said to the reader.
            unlikely = {key: sure * UNLIKELY for key, sure in self._meant(word)[1].items()}
        ordered = sorted(keys.items(), key=lambda pair: -pair[1])[:_MOST_KEYS]
        return replace(word, keys=dict(ordered), corrected=corrected, unlikely=unlikely)

    def _heard(self, typed: str, *, known: bool) -> dict[str, float]:
        """Return the keys of words of the other script that sound so; of the same script when the word is unknown."""
        weight = HEARD_THOUGH_KNOWN if known else HEARD
        sounds = skeletons(typed)
        near = [
            word
            for source in (self._lexicon, self._book.vocabulary)
            for words in source.sounding_like(sounds).values()
            for word in words[:_MOST_NEAR]
            if not known or script_of(word) != script_of(typed)
        ]
        return dict.fromkeys([*heard_lemmas(typed), *(key for word in near for key in self._keys(word))], weight)

    def _meant(self, word: Word) -> tuple[str, Mapping[str, float]]:
        """Return the word that was probably meant, with the keys of the likeliest ones."""
        typed = word.typed
        errors, near = 1, list(self._near(typed, 1))
        near += self._spoken_of({each: self._keys(each) for each in one_error_away(typed, word.language)})
        if not near:
            errors, near = MOST_ERRORS, list(self._near(typed, MOST_ERRORS)) or list(self._sounding_nearly(typed))
        chosen = list(dict.fromkeys(near))[: 2 * _MOST_NEAR]
        meant = {key: ERRORS[errors] for each in chosen for key in self._keys(each)}
        return (chosen[0] if chosen else ""), meant

    def _near(self, typed: str, errors: int) -> Iterator[str]:
        yield from self._book.vocabulary.close_to(typed, _MOST_NEAR, errors)
        yield from self._lexicon.close_to(typed, _MOST_NEAR, errors)

    def _sounding_nearly(self, typed: str) -> Iterator[str]:
        for sound in skeletons(typed)[:2]:
            yield from self._book.vocabulary.sounding_nearly(sound, 1)
            yield from self._lexicon.sounding_nearly(sound, 1)

    def _are_spoken_of(self, keys: Iterable[str]) -> bool:
        """Return whether a text or a concept has one of the keys."""
        return bool(self._spoken_of({"": tuple(keys)}))

    def _spoken_of(self, words: Mapping[str, Sequence[str]]) -> list[str]:
        """Return those of the words, given with their keys, of which a text or a concept has a key."""
        asked = sorted(
            {encoded(key) for keys in words.values() if not any(map(self._book.knows, keys)) for key in keys}
        )
        counts = self._lexicon.frequencies(asked, Column.LEMMAS) if asked else {}
        return [
            word
            for word, keys in words.items()
            if any(map(self._book.knows, keys)) or any(counts[encoded(key)] for key in keys)
        ]

    def _keys(self, word: str) -> tuple[str, ...]:
        return tuple(dict.fromkeys(key for code, _analyzer in readers(word, "") for key in keys_of(word, code)))
