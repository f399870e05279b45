"""One spelling for letters that people type in several ways."""

import unicodedata
from functools import lru_cache

APOSTROPHES = "'’ʼ`´ʹ′＇"
SOFT_HYPHEN = "\u00ad"
_SAME_APOSTROPHE = str.maketrans(dict.fromkeys(APOSTROPHES, "'") | {SOFT_HYPHEN: None, "ґ": "г"})
_UNDIVIDED = {"ł": "l", "đ": "d", "ø": "o", "ß": "ss", "æ": "ae", "œ": "oe", "ı": "i"}
_LATIN = map(chr, range(0x00C0, 0x1F00))  # all letters of Unicode that are one of a-z with marks, and others
_DIVIDED = {letter: base for letter in _LATIN if "a" <= (base := unicodedata.normalize("NFD", letter)[0]) <= "z"}
_PLAIN = str.maketrans(_DIVIDED | _UNDIVIDED)


def normalise(word: str) -> str:
    """Return the word composed (NFC), in lower case, with one kind of apostrophe, no soft hyphens and г for ґ."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", word).lower().translate(_SAME_APOSTROPHE))


def bare(word: str) -> str:
    """Return a normalised word without apostrophes: how keys are written in an index."""
    return word.replace("'", "")


@lru_cache(20_000)
def fold(word: str) -> str:
    """Return the word as typed on a plain keyboard: Latin letters lose their marks, Cyrillic ones (й, ї) keep them."""
    return bare(normalise(word)).translate(_PLAIN)
