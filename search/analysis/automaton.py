"""Reader of finite-state automata in the CFSA2 form of the Morfologik project, memory-mapped and read-only."""

import mmap
from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path

_MAGIC = b"\\fsa\xc6"
_LABELS_AT = 8
_NUMBERED = 1 << 8
_TARGET_FOLLOWS, _LAST, _FINAL, _LABEL = 0x80, 0x40, 0x20, 0x1F
_MORE = 0x80
_REMEMBERED_NODES = 20_000
# Behind so many bytes the ways part, and hardly any node is met again soon.
_SHARED_STEPS = 3

Arcs = Mapping[int, tuple[int, bool]]


class Automaton:
    """A set of byte strings; a node is a number, ``root`` the first, 0 the end.

    The file is mapped, so processes share its pages; only nodes that many ways lead through are kept decoded.
    """

    def __init__(self, path: Path) -> None:
        with path.open("rb") as file:
            self._bytes = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        if self._bytes[: len(_MAGIC)] != _MAGIC:
            raise ValueError(f"{path.name} is not a CFSA2 automaton.")
        if int.from_bytes(self._bytes[5:7], "big") & _NUMBERED:
            raise ValueError(f"{path.name} carries numbers in its nodes, which this reader does not understand.")
        labels = self._bytes[7]
        self._labels = self._bytes[_LABELS_AT : _LABELS_AT + labels]
        self._start = _LABELS_AT + labels
        self.arcs = lru_cache(_REMEMBERED_NODES)(self._arcs)
        self.root = next(target for target, _final in self._arcs(0).values())

    def walk(self, node: int, path: bytes) -> int:
        """Return the node behind the bytes, or 0 when the automaton has no such path."""
        for label in path[:_SHARED_STEPS]:
            if not (node := self.arcs(node).get(label, (0, False))[0]):
                return 0
        for label in path[_SHARED_STEPS:]:
            if not (node := self._target(node, label)):
                return 0
        return node

    def until(self, node: int, stop: int) -> Iterator[bytes]:
        """Yield every path from the node to an arc labelled ``stop`` (left out) or to the end of a string."""
        open_paths = [(node, b"")]
        while open_paths:
            here, path = open_paths.pop()
            for label, (target, final) in self.arcs(here).items():
                if label == stop:
                    yield path
                    continue
                longer = path + bytes((label,))
                if final:
                    yield longer
                if target:
                    open_paths.append((target, longer))

    def _target(self, node: int, label: int) -> int:
        """Return the node behind one label, or 0: without decoding what one comes by once."""
        data, labels, at = self._bytes, self._labels, self._start + node
        flags, found = 0, False
        while not flags & _LAST:
            flags, at = data[at], at + 1
            if index := flags & _LABEL:
                here = labels[index]
            else:
                here, at = data[at], at + 1
            if flags & _TARGET_FOLLOWS:
                found = found or here == label
            elif here == label:
                return _number(data, at)[0]
            else:
                while data[at] & _MORE:
                    at += 1
                at += 1
        return at - self._start if found else 0

    def _arcs(self, node: int) -> Arcs:
        """Decode the arcs of a node: label -> (target, whether a string ends here)."""
        data, at = self._bytes, self._start + node
        arcs: dict[int, tuple[int, bool]] = {}
        followed: list[int] = []
        flags = 0
        while not flags & _LAST:
            flags, at = data[at], at + 1
            if index := flags & _LABEL:
                label = self._labels[index]
            else:
                label, at = data[at], at + 1
            target = 0
            if flags & _TARGET_FOLLOWS:
                followed.append(label)
            else:
                target, at = _number(data, at)
            arcs[label] = (target, bool(flags & _FINAL))
        for label in followed:  # the target is the node written directly behind this one
            arcs[label] = (at - self._start, arcs[label][1])
        return arcs


def _number(data: mmap.mmap, at: int) -> tuple[int, int]:
    """Read a number of seven bits a byte, lowest first, and the place behind it."""
    value = shift = 0
    while (byte := data[at]) & _MORE:
        value |= (byte & 0x7F) << shift
        shift += 7
        at += 1
    return value | byte << shift, at + 1
