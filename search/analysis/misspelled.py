"""Words of the dictionaries that are one typing error away: one letter too many, too few, wrong, or two exchanged."""

from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Final

from . import lemmas
from .automaton import Automaton
from .languages import CYRILLIC, script_of

_LETTERS: Final = {
    "polish": "aąbcćdeęfghijklłmnńoóprsśtuvwxyzźż",
    "ukrainian": "абвгґдеєжзиіїйклмнопрстуфхцчшщьюя'",
    "english": "abcdefghijklmnopqrstuvwxyz",
}
_SHORTEST, _LONGEST = 5, 24
_Ways = list[tuple[int, bytes]]


@lru_cache(2_000)
def one_error_away(word: str, language: str) -> tuple[str, ...]:
    """Return the known words of the script one error away, those of the language first.

    A Polish word typed wholly without marks is compared without them.
    """
    if not (_SHORTEST <= len(word) <= _LONGEST and word.isalpha()):
        return ()
    if script_of(word) == CYRILLIC:
        return tuple(_in_dictionary("ukrainian", word, {}))
    polish = list(_in_dictionary("polish", word, lemmas.UNTYPED_MARKS if word.isascii() else {}))
    english = [each for each in _edits(word, _LETTERS["english"]) if lemmas.english(each)] if word.isascii() else []
    return tuple(dict.fromkeys([*english, *polish] if language == "en" else [*polish, *english]))


def _edits(word: str, letters: str) -> Iterator[str]:
    for at in range(len(word) + 1):
        before, after = word[:at], word[at:]
        yield before + after[1:]
        if len(after) > 1:
            yield before + after[1] + after[0] + after[2:]
        for letter in letters:
            yield before + letter + after[1:]
            yield before + letter + after


def _in_dictionary(name: str, word: str, marks: Mapping[str, str]) -> Iterator[str]:
    dictionary = lemmas.dictionary(name)
    choices = [tuple(choice.encode() for choice in letter + marks.get(letter, "")) for letter in word]
    wrong = tuple(letter.encode() for letter in _LETTERS[name])
    seen: set[bytes] = set()
    ways: _Ways = [(dictionary.automaton.root, b"")]
    for at in range(len(word) + 1):
        if not ways:
            return
        for edited in _edited(dictionary.automaton, ways, choices[at:], wrong):
            for _node, path in edited:
                if path not in seen:
                    seen.add(path)
                    if dictionary.lemmas(form := path.decode()) and form != word:
                        yield form
        if at < len(word):
            ways = _step(dictionary.automaton, ways, choices[at])


def _edited(
    automaton: Automaton, ways: _Ways, rest: list[tuple[bytes, ...]], letters: tuple[bytes, ...]
) -> Iterator[_Ways]:
    """Yield where the rest leads with one error right here."""
    other = _step(automaton, ways, letters)
    yield _run(automaton, other, rest)
    if rest:
        yield _run(automaton, ways, rest[1:])
        yield _run(automaton, other, rest[1:])
    if len(rest) > 1:
        yield _run(automaton, ways, [rest[1], rest[0], *rest[2:]])


def _run(automaton: Automaton, ways: _Ways, rest: list[tuple[bytes, ...]]) -> _Ways:
    for letters in rest:
        if not ways:
            break
        ways = _step(automaton, ways, letters)
    return ways


def _step(automaton: Automaton, ways: _Ways, letters: tuple[bytes, ...]) -> _Ways:
    return [
        (target, path + letter) for node, path in ways for letter in letters if (target := automaton.walk(node, letter))
    ]
