"""How a word sounds, roughly, in one alphabet: Polish, Ukrainian and either written in the other's letters meet here.

Capital letters stand for the sounds that need two letters somewhere: S (sz, ш, sh), Z (ż, ж, zh), C (cz, ч, ch).
"""

import re
from functools import lru_cache
from itertools import islice, product
from typing import Final

from .folding import bare
from .languages import CYRILLIC, script_of

_VOWELS: Final = "aeiou"
_MOST_VARIANTS = 8
_INTERNATIONAL: Final = (("ca", "ton"), ("ton", "ca"), ("iha", "ihi"), ("ia", "i"), ("ika", "ics"), ("ics", "ika"))

# The longest first; what is not named stays, if it is a letter or a digit.
_CYRILLIC: Final = {
    "щ": "SC", "ш": "S", "ч": "C", "ж": "Z", "а": "a", "б": "b", "в": "v", "г": "h", "ґ": "h", "д": "d", "е": "e",
    "є": "ie", "э": "e", "з": "z", "и": "i", "і": "i", "ї": "i", "ы": "i", "й": "i", "к": "k", "л": "l", "м": "m",
    "н": "n", "о": "o", "ё": "io", "п": "p", "р": "r", "с": "s", "т": "t", "у": "u", "ў": "u", "ф": "f", "х": "h",
    "ц": "c", "ю": "iu", "я": "ia", "ь": "", "ъ": "",
}  # fmt: skip
_ALIKE: Final = {"w": "v", "y": "i", "j": "i", "g": "h", "q": "k", "x": "ks", "ó": "u", "ł": "l"}
_POLISH: Final = _ALIKE | {
    "sz": "S", "cz": "C", "rz": "Z", "ż": "Z", "ch": "h", "ą": "on", "ę": "en", "ś": "s", "ć": "c", "ź": "z",
    "ń": "n", "ph": "f", "prz": "pS", "trz": "tS", "krz": "kS", "chrz": "hS",
}  # fmt: skip
# Ukrainian in Latin letters, by the standard of 2010 and as people do it.
_ROMANISED: Final = _ALIKE | {
    "shch": "SC", "shh": "SC", "sh": "S", "ch": "C", "zh": "Z", "kh": "h", "ts": "c", "tz": "c", "sz": "S",
    "cz": "C", "ck": "ck", "š": "S", "č": "C", "ž": "Z", "ż": "Z", "ś": "s", "ć": "c", "ź": "z", "ń": "n",
}  # fmt: skip


def _replacer(table: dict[str, str]) -> "tuple[re.Pattern[str], dict[str, str]]":
    longest_first = sorted(table, key=len, reverse=True)
    return re.compile("|".join(map(re.escape, longest_first))), table


_READINGS: Final = {name: _replacer(table) for name, table in (
    ("cyrillic", _CYRILLIC), ("polish", _POLISH), ("romanised", _ROMANISED),
)}  # fmt: skip


@lru_cache(20_000)
def skeleton(word: str) -> str:
    """Return how a word of a text sounds, read as Ukrainian when it is Cyrillic, else as Polish."""
    return _sound(word, "cyrillic" if _is_cyrillic(word) else "polish")


def skeletons(word: str) -> tuple[str, ...]:
    """Return every way in which a typed word may have been meant to sound, the likeliest first.

    A Latin word may be Polish or Ukrainian in Latin letters; who hears Polish writes ś and ć as с, ц or as ш, ч.
    """
    if _is_cyrillic(word):
        return _softened(skeleton(word))
    return tuple(dict.fromkeys((skeleton(word), _sound(word, "romanised"))))


def international(sound: str) -> tuple[str, ...]:
    """Return how a word that many languages share may sound in another of them: integracja, інтеграція, integration."""
    ways = [sound, sound.replace("k", "c"), sound.replace("c", "k")]
    for ending, other in _INTERNATIONAL:
        if sound.endswith(ending):
            ways.append(sound.removesuffix(ending) + other)
    return tuple(dict.fromkeys(ways))


def _is_cyrillic(word: str) -> bool:
    return script_of(word) == CYRILLIC


def _sound(word: str, reading: str) -> str:
    pattern, table = _READINGS[reading]
    word = bare(word)
    if reading == "polish" and word.endswith("ę"):
        word = word[:-1] + "e"
    sound = pattern.sub(lambda match: table[match.group()], word)
    sound = re.sub(rf"i+(?=[{_VOWELS}])", "", sound)
    return re.sub(r"(.)\1+", r"\1", sound)


def _softened(sound: str) -> tuple[str, ...]:
    soft = {"S": "Ss", "Z": "Zz", "C": "Cc"}
    ways = product(*(soft.get(letter, letter) for letter in sound))
    return tuple("".join(way) for way in islice(ways, _MOST_VARIANTS))
