"""Words of the dictionaries that sound like a word written in the other language's letters: мельдунек is meldunek."""

from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from typing import Final

from . import lemmas
from .automaton import Automaton
from .languages import CYRILLIC, script_of

_SHORTEST, _LONGEST = 3, 24
_LONGEST_CHUNK = 4
_MOST = 12
_MOST_WAYS = 400

# What is typed, and the letters that may be meant by it; chunks of two letters are tried beside single ones.
_CYRILLIC_AS_POLISH: Final[Mapping[str, str]] = {
    "а": "a", "б": "b", "в": "w ł", "г": "g h", "ґ": "g", "д": "d", "е": "e ie ę", "є": "e ie je", "ж": "ż rz ź zi",
    "з": "z ź zi", "и": "y i", "і": "i y", "ї": "ji i", "й": "j i", "к": "k", "л": "l ł", "м": "m", "н": "n ń",
    "о": "o ą", "п": "p", "р": "r", "с": "s ś si", "т": "t", "у": "u ó ł", "ф": "f", "х": "ch h", "ц": "c ć ci",
    "ч": "cz ć ci", "ш": "sz ś rz si", "щ": "szcz ść ści", "ю": "ju iu u", "я": "ja ia a", "ь": "", "'": "",
    "э": "e", "ы": "y i", "ё": "io jo", "ъ": "", "он": "ą", "ом": "ą", "ен": "ę", "ем": "ę", "дз": "dz dź dzi",
    "дж": "dż dź dzi", "нь": "ń n ni", "сь": "ś si", "ць": "ć ci", "зь": "ź zi", "чь": "ć ci", "ль": "l",
    "шь": "ś si", "ші": "si", "чі": "ci", "жі": "zi", "сі": "si", "ці": "ci", "зі": "zi", "ні": "ni", "ий": "y ij",
    "ій": "ij i", "ия": "ia ja", "ія": "ia ja", "іє": "ie je", "ау": "ał au", "шч": "szcz ść",
}  # fmt: skip
_LATIN_AS_UKRAINIAN: Final[Mapping[str, str]] = {
    "a": "а", "b": "б", "v": "в", "w": "в", "h": "г х", "g": "ґ г", "d": "д", "e": "е є", "z": "з", "y": "и й і",
    "i": "і и ї й", "j": "й", "k": "к", "l": "л", "m": "м", "n": "н нн", "o": "о", "p": "п", "r": "р", "s": "с",
    "t": "т", "u": "у", "f": "ф", "c": "ц к", "x": "х", "zh": "ж", "kh": "х", "ts": "ц", "tz": "ц", "ch": "ч х",
    "sh": "ш", "shch": "щ", "sch": "щ", "yu": "ю", "iu": "ю 'ю", "ju": "ю", "ya": "я 'я", "ia": "я ія 'я", "ja": "я",
    "ye": "є", "ie": "є іє", "je": "є", "yi": "ї", "ji": "ї", "yo": "йо ьо", "io": "йо ьо", "iia": "ія", "iya": "ія",
    "yy": "ий", "iy": "ій ий", "yj": "ий", "ij": "ій ий", "zgh": "зг", "cz": "ч", "sz": "ш", "rz": "рз ж", "ż": "ж",
    "ł": "л", "ó": "у", "ś": "сь с", "ć": "ць ц", "ń": "нь н", "ź": "зь з", "š": "ш", "č": "ч", "ž": "ж", "'": "ь",
}  # fmt: skip
_SOFT_AFTER: Final = frozenset("дзлнстц")
_Table = Mapping[str, tuple[bytes, ...]]


@lru_cache(5_000)
def heard_lemmas(word: str) -> tuple[str, ...]:
    """Return the Polish lemmas that a Cyrillic word may stand for, or the Ukrainian ones of a Latin word."""
    if not _SHORTEST <= len(word) <= _LONGEST:
        return ()
    if script_of(word) == CYRILLIC:
        dictionary, tables = lemmas.dictionary("polish"), _polish_tables()
    else:
        dictionary, tables = lemmas.dictionary("ukrainian"), _ukrainian_tables()
    forms = (form for first, rest in tables for form in _forms(word, dictionary.automaton, first, rest))
    found = (lemma.lower().replace("'", "") for form in forms for lemma in dictionary.lemmas(form))
    return tuple(dict.fromkeys(found))[:_MOST]


def _forms(word: str, automaton: Automaton, first: _Table, rest: _Table) -> Iterator[str]:
    """Yield the known beginnings among all spellings, following only the paths that the dictionary has."""
    ways: list[dict[bytes, int]] = [{} for _place in range(len(word) + 1)]
    ways[0][b""] = automaton.root
    for at in range(len(word)):
        table = rest if at else first
        for path, node in list(ways[at].items())[:_MOST_WAYS]:
            for length in range(1, min(_LONGEST_CHUNK, len(word) - at) + 1):
                for target in table.get(word[at : at + length], ()):
                    if reached := automaton.walk(node, target):
                        ways[at + length][path + target] = reached
    return (path.decode() for path in ways[len(word)])


@cache
def _polish_tables() -> list[tuple[_Table, _Table]]:
    """Return the tables for ordinary words, names and abbreviations: one for the first letter, one for the rest."""
    lower = {chunk: tuple(letters.split(" ")) for chunk, letters in _CYRILLIC_AS_POLISH.items()}
    capital = {chunk: tuple(map(str.capitalize, letters)) for chunk, letters in lower.items()}
    upper = {chunk: tuple(map(str.upper, letters)) for chunk, letters in lower.items()}
    return [tuple(map(_as_bytes, pair)) for pair in ((lower, lower), (capital, lower), (upper, upper))]  # type: ignore[misc]


@cache
def _ukrainian_tables() -> list[tuple[_Table, _Table]]:
    """Return the table for ordinary words; a soft sign is rarely typed."""
    lower = {chunk: tuple(letters.split(" ")) for chunk, letters in _LATIN_AS_UKRAINIAN.items()}
    soft = {
        chunk: (*letters, *(f"{each}ь" for each in letters if each[-1:] in _SOFT_AFTER))
        for chunk, letters in lower.items()
    }
    return [(_as_bytes(soft), _as_bytes(soft))]


def _as_bytes(table: Mapping[str, tuple[str, ...]]) -> _Table:
    return {chunk: tuple(each.encode() for each in letters) for chunk, letters in table.items()}
