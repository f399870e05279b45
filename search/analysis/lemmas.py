"""The lemmas of a word in one language. Dictionaries are opened on first use and shared by the whole process."""

from functools import cache, lru_cache
from pathlib import Path

from .morfologik import Dictionary

_FOLDER = Path(__file__).resolve().parents[1] / "dictionaries"
_REMEMBERED_WORDS = 20_000
UNTYPED_MARKS = {"a": "ą", "c": "ć", "e": "ę", "l": "ł", "n": "ń", "o": "ó", "s": "ś", "z": "żź"}
_LONGEST_WORD = 40


@cache
def dictionary(name: str) -> Dictionary:
    """Return the dictionary of this folder, opened once."""
    return Dictionary(_FOLDER / name / f"{name}.dict")


def _spellings(word: str) -> tuple[str, ...]:
    """Return a lower-case word as ordinary word, as name and as abbreviation."""
    return (word, word.capitalize(), word.upper())


def polish(word: str) -> tuple[str, ...]:
    """Return every lemma of a lower-case Polish word; Kraków and ZUS are known as names, "krakowie" finds them."""
    found = {lemma.lower() for form in _spellings(word) for lemma in dictionary("polish").lemmas(form)}
    return tuple(sorted(found))


def ukrainian(word: str) -> tuple[str, ...]:
    """Return every lemma of a lower-case Ukrainian word."""
    return tuple(sorted({lemma.lower() for lemma in dictionary("ukrainian").lemmas(word)}))


def english(word: str) -> tuple[str, ...]:
    """Return the lemma of a lower-case English word."""
    from simplemma import is_known, lemmatize  # loads 26 MB: only a process that meets English pays for it

    return (lemmatize(word, lang="en").lower(),) if is_known(word, lang="en") else ()


@lru_cache(_REMEMBERED_WORDS)
def polish_restored(word: str) -> tuple[str, ...]:
    """Return the lemmas of all words that give this one when typed without Polish marks: ``zolc`` means żółć."""
    if len(word) > _LONGEST_WORD or not (word.isascii() and word.isalpha()):
        return ()
    found = {
        lemma.lower()
        for spelling in _spellings(word)
        for form, lemmas in dictionary("polish").restored(spelling, _variants(spelling))
        if form != spelling
        for lemma in lemmas
    }
    return tuple(sorted(found))


def _variants(spelling: str) -> dict[str, str]:
    return UNTYPED_MARKS | {letter.upper(): others.upper() for letter, others in UNTYPED_MARKS.items()}
