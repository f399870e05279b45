"""What was not imported and why: each problem with its place in the bundle and a sentence that says how to mend it."""

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from typing import Any

from cms.spreadsheets import csv_lines


class Weight(StrEnum):
    """Whether a page stayed out because of it."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, order=True)
class Problem:
    """One thing that is wrong with a bundle; ``line`` is 0 where it concerns a whole file."""

    file: str
    line: int
    code: str
    text: str
    key: str = ""
    language: str = ""
    weight: Weight = Weight.ERROR

    @property
    def place(self) -> str:
        """Return file and line as compilers write them."""
        return f"{self.file}:{self.line}" if self.line else self.file


class Refused(Exception):
    """A value cannot be taken. ``code`` names the reason for programs, the text tells people how to mend it."""

    def __init__(self, code: str, text: Any) -> None:
        self.code = code
        super().__init__(str(text))


class BundleRefused(Exception):
    """The bundle as a whole cannot be read; nothing was changed."""

    def __init__(self, *problems: Problem) -> None:
        self.problems = problems
        super().__init__("\n".join(f"{problem.place}: {problem.text}" for problem in problems))


@dataclass
class Notes:
    """Collects what is said about one record of a bundle."""

    file: str
    line: int
    key: str = ""
    language: str = ""
    found: list[Problem] = field(default_factory=list)

    def error(self, code: str, text: Any) -> None:
        """Say why the page stays out."""
        self._add(code, text, Weight.ERROR)

    def warn(self, code: str, text: Any) -> None:
        """Say what was left out of a page that came in."""
        self._add(code, text, Weight.WARNING)

    def _add(self, code: str, text: Any, weight: Weight) -> None:
        problem = Problem(self.file, self.line, code, str(text), self.key, self.language, weight)
        if problem not in self.found:
            self.found.append(problem)

    @property
    def has_errors(self) -> bool:
        """Say whether the page must stay out."""
        return any(problem.weight == Weight.ERROR for problem in self.found)


def as_json(problems: Iterable[Problem]) -> str:
    """Return the problems as a JSON list, in the order of the bundle."""
    return json.dumps([asdict(problem) for problem in sorted(problems)], ensure_ascii=False, indent=2) + "\n"


def as_csv(problems: Iterable[Problem]) -> str:
    """Return the problems as a table a spreadsheet opens."""
    header = ["file", "line", "weight", "key", "language", "code", "text"]
    rows = ([getattr(problem, name) for name in header] for problem in sorted(problems))
    return "".join(csv_lines(header, rows))
