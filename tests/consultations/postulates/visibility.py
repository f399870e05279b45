"""Who reads what on the page of a case, as text: one line for each field and each person who reads it."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from .stage import WORDS, Stage

CHECKED_IN = Path(__file__).with_name("visibility.txt")


def visibility(stage: Stage, page_for: Callable[[Any], str]) -> str:
    """Return the table; ``page_for`` fetches what a visitor is shown, by a real request."""
    pages = {name: page_for(visitor) for name, visitor in stage.visitors.items()}
    lines = [f"{field:<38} {name}" for field, word in WORDS.items() for name, page in pages.items() if word in page]
    return "\n".join(lines) + "\n"
