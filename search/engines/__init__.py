"""The engine that the settings name, made once."""

from functools import cache

from django.conf import settings
from django.utils.module_loading import import_string

from .protocol import Engine

__all__ = ["engine"]


@cache
def engine() -> Engine:
    """Return the engine of this process. ``engine.cache_clear()`` makes the next call read the settings again."""
    configured: Engine = import_string(settings.SEARCH_ENGINE["CLASS"])(**settings.SEARCH_ENGINE["OPTIONS"])
    return configured
