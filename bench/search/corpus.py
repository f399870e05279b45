"""Documents and questions made up by a seed: as many as wanted, the same each time, without keeping them.

Sentences are those of our own catalogues in three languages; between them stand forms drawn from the dictionaries, so
that there are as many different words as in real texts.
"""

import random
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from functools import cached_property
from itertools import islice
from pathlib import Path

import polib
from django.conf import settings

from search.analysis import words
from search.analysis.automaton import Automaton
from search.documents import SearchDocument

SOURCE = "bench"
_LANGUAGES = ("pl", "uk", "en")
_SHARES = (60, 22, 18)
_KINDS = ("page-news", "page-info", "page-guide", "page-event", "postulate", "document")
_UNITS = tuple(f"u{number}" for number in range(20))
_TOPICS = tuple(f"t{number}" for number in range(12))
_STATES = ("", "open", "closed", "answered")
_FIRST_DAY = date(2010, 1, 1)
_DAYS = 17 * 365
_SENTENCES = 7
_FORMS = 30
_DRAWN_FORMS = 40_000
_LONGEST_FORM = 16
_BEGINNING = {"polish": 4, "ukrainian": 8}  # bytes
_FORMS_OF_A_BEGINNING = 20
_SEPARATORS = {"polish": ord(";"), "ukrainian": ord("+")}
_FOLDER = Path(__file__).resolve().parents[2] / "search" / "dictionaries"
_DICTIONARIES = {"pl": "polish", "uk": "ukrainian"}


class Corpus:
    """A source of documents with keys from 1 to ``size``; one document has about 110 words."""

    name = SOURCE
    kinds: tuple[str, ...] = tuple(f"{SOURCE}-{kind}" for kind in _KINDS)
    follows: tuple[str, ...] = ()

    def __init__(self, size: int) -> None:
        self.size = size

    def all_pks(self) -> Iterable[int]:
        """Return every key."""
        return range(1, self.size + 1)

    def affected_by(self, name: str, pk: int) -> Iterable[int]:
        """Return nothing: it follows nothing."""
        return ()

    def kind_labels(self) -> Mapping[str, str]:
        """Return how each kind is called."""
        return {kind: kind for kind in self.kinds}

    def state_labels(self) -> Mapping[str, str]:
        """Return how each state is called."""
        return {state: state for state in _STATES if state}

    def documents(self, pks: Iterable[int]) -> Iterator[SearchDocument]:
        """Yield the document of each key."""
        return map(self.document, pks)

    def document(self, pk: int) -> SearchDocument:
        """Return the document of a key, always the same."""
        chance = random.Random(pk)
        language = chance.choices(_LANGUAGES, _SHARES)[0]
        sentences = self._sentences[language]
        day = _FIRST_DAY + timedelta(days=chance.randrange(_DAYS))
        return SearchDocument(
            source=self.name,
            kind=chance.choice(self.kinds),
            pk=pk,
            language=language,
            title=_some(chance, sentences, 1) + " " + _some(chance, self._forms[language], 2),
            summary=_some(chance, sentences, 1),
            body=_mixed(chance, sentences, self._forms[language]),
            url=f"/bench/{pk}/",
            date=day,
            is_news=chance.random() < 0.3,
            topics=tuple({_rare(chance, _TOPICS) for _topic in range(2)}),
            units=(_rare(chance, _UNITS),),
            state=chance.choice(_STATES),
        )

    def questions(self, number: int, *, seed: int) -> list[tuple[str, str]]:
        """Return questions and their languages: one to four words as they stand in texts, every fifth mistyped."""
        chance = random.Random(seed)
        return [self._question(chance, is_mistyped=count % 5 == 4) for count in range(number)]

    def _question(self, chance: random.Random, *, is_mistyped: bool) -> tuple[str, str]:
        document = self.document(chance.randint(1, self.size))
        found = [word for _start, _end, word in words(f"{document.title} {document.body}")]
        length = min(chance.choice((1, 2, 2, 3, 3, 4)), len(found))
        start = chance.randrange(len(found) - length + 1)
        chosen = found[start : start + length]
        if is_mistyped:
            place = chance.randrange(length)
            chosen[place] = _mistyped(chance, chosen[place])
        return " ".join(chosen), document.language

    @cached_property
    def _sentences(self) -> dict[str, list[str]]:
        found = {language: _catalogue(language) for language in _DICTIONARIES}
        found["en"] = [entry.msgid for entry in _entries("pl")]
        return found

    @cached_property
    def _forms(self) -> dict[str, list[str]]:
        found = {language: _drawn(name) for language, name in _DICTIONARIES.items()}
        found["en"] = sorted({word for text in self._sentences["en"] for _start, _end, word in words(text)})
        return found


def _entries(language: str) -> list[polib.POEntry]:
    folder = Path(settings.LOCALE_PATHS[0])
    catalogue = polib.pofile(str(folder / language / "LC_MESSAGES" / "django.po"))
    return [entry for entry in catalogue if entry.msgstr]


def _catalogue(language: str) -> list[str]:
    return [entry.msgstr for entry in _entries(language)]


def _drawn(name: str) -> list[str]:
    """Return forms found in the dictionary behind beginnings drawn by chance."""
    automaton = Automaton(_FOLDER / name / f"{name}.dict")
    chance = random.Random(name)
    found: set[str] = set()
    while len(found) < _DRAWN_FORMS:
        node, beginning = _begun(automaton, chance, _BEGINNING[name])
        ends = islice(automaton.until(node, _SEPARATORS[name]), _FORMS_OF_A_BEGINNING) if node else ()
        found.update(form for end in ends if (form := _decoded(beginning + end)))
    return sorted(found)


def _begun(automaton: Automaton, chance: random.Random, length: int) -> tuple[int, bytes]:
    node, beginning = automaton.root, b""
    while node and len(beginning) < length:
        arcs = automaton.arcs(node)
        label = chance.choice(list(arcs))
        node, beginning = arcs[label][0], beginning + bytes((label,))
    return node, beginning


def _decoded(form: bytes) -> str:
    text = form.decode("utf-8", "ignore")
    return text if text.isalpha() and text.islower() and len(text) <= _LONGEST_FORM else ""


def _some(chance: random.Random, texts: list[str], number: int) -> str:
    return " ".join(_rare(chance, texts) for _text in range(number))


def _mixed(chance: random.Random, sentences: list[str], forms: list[str]) -> str:
    parts = [_rare(chance, sentences) for _sentence in range(_SENTENCES)] + [
        _rare(chance, forms) for _form in range(_FORMS)
    ]
    chance.shuffle(parts)
    return " ".join(parts)


def _rare(chance: random.Random, values: "list[str] | tuple[str, ...]") -> str:
    """Return a value; few of them come often and most of them seldom, as words do."""
    return values[int(len(values) * chance.random() ** 3)]


def _mistyped(chance: random.Random, word: str) -> str:
    place = chance.randrange(len(word))
    return word[:place] + word[place + 1 :] if len(word) > 4 else word
