"""The engine that the settings name, made once."""

from collections.abc import Mapping
from functools import cache
from typing import Any

from django.conf import settings
from django.utils.module_loading import import_string

from .protocol import Engine

__all__ = ["engine", "engine_of"]


@cache
def engine() -> Engine:
    """Return the engine of this process. ``engine.cache_clear()`` makes the next call read the settings again."""
    return engine_of(settings.SEARCH_ENGINE)


def engine_of(configured: Mapping[str, Any]) -> Engine:
    """Return a new engine as a row of the settings describes it."""
    made: Engine = import_string(configured["CLASS"])(**configured["OPTIONS"])
    return made
