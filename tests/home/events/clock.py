"""The moment at which a test takes place."""

from datetime import datetime
from typing import Any

from home.demo.clock import set_to


def at(moment: str) -> Any:
    """Return a block, or a decorator, inside which it is then."""
    return set_to(datetime.fromisoformat(moment))
