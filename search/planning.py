"""From what somebody typed to what is looked for."""

from dataclasses import dataclass, field

from .analysis import keys_of, words
from .analysis.folding import fold
from .analysis.languages import is_stop_word, readers, restored_keys
from .engines.protocol import Word

_OTHER_LANGUAGE = 0.95
_RESTORED = 0.9
_MOST_WORDS = 24
_MOST_READINGS = 12


@dataclass(frozen=True)
class Plan:
    """The words of a query, and everything by which they are recognised in a text that is shown."""

    words: tuple[Word, ...] = ()
    keys: frozenset[str] = field(default_factory=frozenset)
    surfaces: frozenset[str] = field(default_factory=frozenset)


def plan(text: str, language: str) -> Plan:
    """Return what to look for; merely grammatical words count only when there are no others."""
    typed = list(dict.fromkeys(word for _start, _end, word in words(text)))
    meaningful = [word for word in typed if not is_stop_word(word, language)] or typed
    planned = tuple(_word(word, language) for word in meaningful[:_MOST_WORDS])
    return Plan(
        planned,
        frozenset(key for word in planned for key in word.lemmas),
        frozenset(word.surface for word in planned),
    )


def _word(word: str, language: str) -> Word:
    weights: dict[str, float] = {}
    for code, _analyzer in readers(word, language):
        for key in keys_of(word, code):
            weights.setdefault(key, 1.0 if code == language else _OTHER_LANGUAGE)
    for key in restored_keys(word, language):
        weights.setdefault(key, _RESTORED)
    return Word(dict(list(weights.items())[:_MOST_READINGS]), fold(word))
