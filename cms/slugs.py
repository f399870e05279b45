"""Addresses made of titles: Ukrainian by the cabinet's resolution 55 of 2010, Polish without its marks."""

import re

from anyascii import anyascii
from django.utils.text import slugify

_UKRAINIAN = {
    "а": "a", "б": "b", "в": "v", "г": "h", "ґ": "g", "д": "d", "е": "e", "є": "ie", "ж": "zh", "з": "z", "и": "y",
    "і": "i", "ї": "i", "й": "i", "к": "k", "л": "l", "м": "m", "н": "n", "о": "o", "п": "p", "р": "r", "с": "s",
    "т": "t", "у": "u", "ф": "f", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ь": "", "ю": "iu",
    "я": "ia", "'": "", "’": "", "ʼ": "",
}  # fmt: skip
_UKRAINIAN_AT_START = {"є": "ye", "ї": "yi", "й": "y", "ю": "yu", "я": "ya"}
_WORD = re.compile(r"[\w'’ʼ]+")
LONGEST = 80


def _ukrainian_word(word: str) -> str:
    word = word.replace("зг", "z\0h")
    first = _UKRAINIAN_AT_START.get(word[0], _UKRAINIAN.get(word[0], word[0]))
    return (first + "".join(_UKRAINIAN.get(letter, letter) for letter in word[1:])).replace("\0", "g")


def transliterate(text: str, language: str) -> str:
    """Return the text in plain Latin letters as readers of the language expect them."""
    if language == "uk":
        text = _WORD.sub(lambda match: _ukrainian_word(match[0]), text.lower())
    return anyascii(text)


def slug_of(title: str, language: str) -> str:
    """Return a slug of at most 80 characters cut between words; never empty."""
    slug = slugify(transliterate(title, language))
    if len(slug) > LONGEST:
        slug = slug[: LONGEST + 1].rpartition("-")[0] or slug[:LONGEST]
    return slug or "page"
