"""How hard a Polish text is to read: the fog index with words of four syllables, and its hardest sentences.

The index is 0.4 × (words in a sentence + words of four and more syllables in a hundred), the usual Polish form of
Gunning's fog index. It knows lengths only: neither whether a text is true, nor whether anybody needs it.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

FEWEST_WORDS = 40
LONG_SENTENCE, MANY_LONG_WORDS, MANY_NOUNS = 20, 4, 3
LONG_WORD = 4
HARDEST = 3

_VOWELS = re.compile(r"[aąeęioóuy]", re.IGNORECASE)
# An "i" before a vowel only softens the consonant; "au" and "eu" at the beginning of a word are one syllable.
_SOFTENING = re.compile(r"i(?=[aąeęoóuy])", re.IGNORECASE)
_DIPHTHONG = re.compile(r"^[ae]u", re.IGNORECASE)
_WORD = re.compile(r"[^\W_]+(?:[-’'][^\W_]+)*")
_END = re.compile(r"(?<=[.!?…])[\"”»)\]]*\s+(?=[\"„«(\[]*[A-ZĄĆĘŁŃÓŚŹŻ0-9])")
_NOT_AN_END = re.compile(
    r"(?:\b(?:al|art|dr|godz|hab|im|inż|itd|itp|lit|m\.in|mgr|min|np|ok|os|pkt|pl|pok|poz|prof|r|św|tel|tj|tzn|tzw|"
    r"ul|ust|wg|woj|zob)|\b\d{1,2}|\b[A-ZŁŚŻ])\.$",
    re.IGNORECASE,
)
_NOUN_OF_A_VERB = re.compile(r"\w{3,}(?:ani|eni|ci)(?:e|a|u|em|om|ami|ach)$", re.IGNORECASE)


class Band(StrEnum):
    """In words, how hard a text is."""

    EASY = "easy"
    MIDDLING = "middling"
    HARD = "hard"
    VERY_HARD = "very_hard"


_UPPER = ((7.0, Band.EASY), (12.0, Band.MIDDLING), (16.0, Band.HARD))


@dataclass(frozen=True)
class Sentence:
    """A sentence and what makes it hard."""

    text: str
    words: int
    long_words: tuple[str, ...]
    nouns: tuple[str, ...]

    @property
    def weight(self) -> float:
        """Return the index the sentence would have alone."""
        return fog(self.words, len(self.long_words), 1)

    @property
    def is_long(self) -> bool:
        """Say whether it should be divided."""
        return self.words > LONG_SENTENCE

    @property
    def has_long_words(self) -> bool:
        """Say whether shorter words would help."""
        return len(self.long_words) >= MANY_LONG_WORDS

    @property
    def has_many_nouns(self) -> bool:
        """Say whether it hides who does what behind nouns made of verbs."""
        return len(self.nouns) >= MANY_NOUNS


@dataclass(frozen=True)
class Reading:
    """What the lengths in a text tell."""

    index: float
    words: int
    sentences: int
    long_share: float
    hardest: tuple[Sentence, ...]

    @property
    def band(self) -> Band:
        """Return the index in words."""
        return next((band for upper, band in _UPPER if self.index < upper), Band.VERY_HARD)

    @property
    def mean_length(self) -> float:
        """Return the words in a sentence on average."""
        return self.words / self.sentences


def read(paragraphs: Iterable[str]) -> Reading | None:
    """Measure a text; None when it is too short for the number to mean anything."""
    sentences = [_measured(text) for paragraph in paragraphs for text in sentences_in(paragraph)]
    sentences = [sentence for sentence in sentences if sentence.words]
    words = sum(sentence.words for sentence in sentences)
    if words < FEWEST_WORDS:
        return None
    long_words = sum(len(sentence.long_words) for sentence in sentences)
    hard = [each for each in sentences if each.is_long or each.has_long_words or each.has_many_nouns]
    hardest = sorted(hard, key=lambda sentence: -sentence.weight)[:HARDEST]
    return Reading(fog(words, long_words, len(sentences)), words, len(sentences), long_words / words, tuple(hardest))


def fog(words: int, long_words: int, sentences: int) -> float:
    """Return the fog index of so many words, long ones among them, in so many sentences."""
    return 0.4 * (words / sentences + 100 * long_words / words) if words else 0.0


def sentences_in(paragraph: str) -> list[str]:
    """Divide a paragraph into sentences; abbreviations, initials and ordinal numbers end none."""
    found: list[str] = []
    for part in _END.split(" ".join(paragraph.split())):
        if found and _NOT_AN_END.search(found[-1]):
            found[-1] = f"{found[-1]} {part}"
        elif part:
            found.append(part)
    return found


def syllables(word: str) -> int:
    """Return how many syllables a Polish word has; a number or an abbreviation counts as one."""
    if any(sign.isdigit() for sign in word) or (word.isupper() and len(word) > 1):
        return 1
    count = len(_VOWELS.findall(word)) - len(_SOFTENING.findall(word)) - len(_DIPHTHONG.findall(word))
    return max(1, count)


def _measured(text: str) -> Sentence:
    words = _WORD.findall(text)
    long_words = tuple(dict.fromkeys(word for word in words if syllables(word) >= LONG_WORD))
    nouns = tuple(dict.fromkeys(word for word in words if _NOUN_OF_A_VERB.fullmatch(word)))
    return Sentence(text, len(words), long_words, nouns)
