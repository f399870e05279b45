"""Lemmas of inflected forms from a Morfologik dictionary: every reading of an ambiguous form is kept."""

from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from pathlib import Path

from .automaton import Automaton

_ALL = 255
_REMEMBERED_ENDS = 10_000
Decoder = Callable[[bytes, bytes], bytes]


def _count(code: int) -> int:
    return (code - ord("A")) & 0xFF


def _suffix(form: bytes, code: bytes) -> bytes:
    """Cut some bytes off the end and add the rest of the code."""
    cut = _count(code[0])
    return code[1:] if cut == _ALL else form[: len(form) - cut] + code[1:]


def _prefix(form: bytes, code: bytes) -> bytes:
    """Cut some bytes off the front and the end and add the rest of the code."""
    front, end = _count(code[0]), _count(code[1])
    return code[2:] if _ALL in (front, end) else form[front : len(form) - end] + code[2:]


_DECODERS: dict[str, Decoder] = {"SUFFIX": _suffix, "PREFIX": _prefix}


class Dictionary:
    """A dictionary of word forms, read from ``<name>.dict`` and the ``<name>.info`` beside it."""

    def __init__(self, path: Path) -> None:
        info = _properties(path.with_suffix(".info"))
        if info["fsa.dict.encoding"].lower() != "utf-8":
            raise ValueError(f"{path.name} is not in UTF-8.")
        self.automaton = Automaton(path)
        self._separator = ord(info["fsa.dict.separator"])
        self._decode = _DECODERS[info["fsa.dict.encoder"]]
        self._codes = lru_cache(_REMEMBERED_ENDS)(self._codes_behind)

    def lemmas(self, form: str) -> list[str]:
        """Return the lemmas of exactly this form, sorted; none when the form is unknown."""
        spelled = form.encode()
        node = self.automaton.walk(self.automaton.root, spelled)
        return self._readings(node, spelled)

    def restored(self, typed: str, variants: Mapping[str, str]) -> Iterator[tuple[str, list[str]]]:
        """Yield (form, lemmas) for each known form that the typed one may stand for.

        ``variants`` names per letter the other letters it may mean, such as ``{"z": "żź"}``.
        """
        ways = [(self.automaton.root, b"")]
        for letter in typed:
            choices = [choice.encode() for choice in letter + variants.get(letter, "")]
            ways = [
                (target, path + choice)
                for node, path in ways
                for choice in choices
                if (target := self.automaton.walk(node, choice))
            ]
        for node, path in ways:
            if found := self._readings(node, path):
                yield path.decode(), found

    def _readings(self, node: int, form: bytes) -> list[str]:
        codes = self._codes(node) if node else ()
        return sorted({self._decode(form, code).decode() for code in codes})

    def _codes_behind(self, node: int) -> tuple[bytes, ...]:
        """Return how to make the lemmas of a form that ends at the node; words inflected alike end at the same one."""
        after = self.automaton.walk(node, bytes((self._separator,)))
        return tuple(set(self.automaton.until(after, self._separator))) if after else ()


def _properties(path: Path) -> dict[str, str]:
    lines = (line.strip() for line in path.read_text(encoding="utf-8").splitlines())
    pairs = (line.split("=", 1) for line in lines if line and not line.startswith("#"))
    return {key.strip(): value.strip() for key, value in pairs}
