"""The first look at a file: what its first bytes say it is."""

from dataclasses import dataclass
from typing import IO

import puremagic

_HEAD = 4096
_SURE = 0.6
_SURE_LENGTH = 5


@dataclass(frozen=True)
class Signatures:
    """The head of a file and the formats whose signature it bears, named by their usual extension."""

    head: bytes
    possible: frozenset[str] = frozenset()
    sure: frozenset[str] = frozenset()


def signatures_of(file: IO[bytes]) -> Signatures:
    """Return what the first bytes say; an empty or unknown file bears no signature."""
    file.seek(0)
    head = file.read(_HEAD)
    try:
        found = puremagic.magic_string(head)
    except (puremagic.PureError, ValueError):
        return Signatures(head)
    sure = [it for it in found if it.confidence >= _SURE and len(it.byte_match) >= _SURE_LENGTH]
    return Signatures(head, _extensions(found), _extensions(sure))


def _extensions(found: list[puremagic.PureMagicWithConfidence]) -> frozenset[str]:
    return frozenset(it.extension.lstrip(".").lower() for it in found)
