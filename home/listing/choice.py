"""Rows, filters and counts, without a database: what is chosen, and how many each further choice would leave."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from urllib.parse import urlencode

OWN_LANGUAGE = "own"


@dataclass(frozen=True, slots=True)
class Row:
    """A page of the list: its key, and by the name of each filter the codes it answers to."""

    pk: int
    codes: Mapping[str, frozenset[str]]

    def fits(self, chosen: Mapping[str, str]) -> bool:
        """Say whether the row answers to everything chosen."""
        return all(code in self.codes.get(name, ()) for name, code in chosen.items())


@dataclass(frozen=True, slots=True)
class Option:
    """One value of a filter, how it is called and in which language, and how many rows it would leave."""

    code: str
    words: str
    count: int
    is_chosen: bool
    language: str = ""


@dataclass(frozen=True, slots=True)
class Filter:
    """A filter with its options; ``rest`` is what no choice is called, empty where something is always chosen."""

    name: str
    label: str
    options: list[Option]
    rest: str = ""

    @property
    def chosen(self) -> Option | None:
        return next((option for option in self.options if option.is_chosen), None)


@dataclass(frozen=True, slots=True)
class Widening:
    """A filter in force: in words, the query of the list without it, and how many rows that has."""

    words: str
    query: str
    count: int


@dataclass(frozen=True)
class Kind:
    """A filter as it is declared: its words, and what its codes are called in the order in which they are offered.

    ``default`` is what holds when nobody chooses, ``widest`` the code that leaves nothing out, where the default does.
    """

    name: str
    label: str
    words: Mapping[str, tuple[str, str]]
    rest: str = ""
    default: str = ""
    widest: str = ""


@dataclass(frozen=True)
class Selection:
    """The rows that fit what a reader chose; values that mean nothing here are dropped."""

    rows: Sequence[Row]
    kinds: Sequence[Kind]
    asked: Mapping[str, str]
    chosen: dict[str, str] = field(init=False)

    def __post_init__(self) -> None:
        valid = {kind.name: self._valid(kind) for kind in self.kinds}
        object.__setattr__(self, "chosen", {name: code for name, code in valid.items() if code})

    def _valid(self, kind: Kind) -> str:
        code = self.asked.get(kind.name, "")
        return code if code in kind.words else kind.default

    @property
    def found(self) -> list[Row]:
        """Return the rows that fit, in their order."""
        return [row for row in self.rows if row.fits(self.chosen)]

    def filters(self) -> list[Filter]:
        """Return the filters worth offering: those that could leave something out, and those in force."""
        return [one for one in map(self._filter, self.kinds) if one.chosen or self._divides(one)]

    def _filter(self, kind: Kind) -> Filter:
        others = {name: code for name, code in self.chosen.items() if name != kind.name}
        within = (row for row in self.rows if row.fits(others))
        counts = Counter(code for row in within for code in row.codes.get(kind.name, ()))
        present = {code for row in self.rows for code in row.codes.get(kind.name, ())}
        options = [
            Option(code, words, counts[code], self.chosen.get(kind.name) == code, language)
            for code, (words, language) in kind.words.items()
            if code in present or code in {self.chosen.get(kind.name), kind.default}
        ]
        return Filter(kind.name, kind.label, options, kind.rest)

    def _divides(self, one: Filter) -> bool:
        return any(option.code not in row.codes.get(one.name, ()) for option in one.options for row in self.rows)

    def widenings(self) -> list[Widening]:
        """Return the filters in force that leave something out, each with a way to do without it.

        What holds by default is among them only where there is a choice that leaves nothing out.
        """
        found = []
        for kind in self.kinds:
            code, instead = self.chosen.get(kind.name, ""), kind.widest or kind.default
            if code and code != instead:
                without = {name: value for name, value in self.chosen.items() if name != kind.name}
                if instead:
                    without[kind.name] = instead
                count = sum(row.fits(without) for row in self.rows)
                found.append(Widening(f"{kind.label}: {kind.words[code][0]}", self._query(without), count))
        return found

    def _query(self, chosen: Mapping[str, str]) -> str:
        defaults = {kind.name: kind.default for kind in self.kinds}
        return urlencode({name: code for name, code in chosen.items() if code != defaults[name]})
