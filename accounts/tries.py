"""Counts what comes from one address within a while; the cache keeps a digest of the address, never the address."""

from django.core.cache import cache
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

from .adapter import address_of

SECONDS = 60 * 60


def tries_of(request: HttpRequest, what: str) -> int:
    """Return how often the address tried this so far."""
    return int(cache.get(_key(request, what), 0))


def count_try(request: HttpRequest, what: str, *, seconds: int = SECONDS) -> int:
    """Count one more try and return how many there are now; all are forgotten some seconds after the first."""
    key = _key(request, what)
    cache.add(key, 0, seconds)
    try:
        return cache.incr(key)
    except ValueError:  # It expired between the two calls.
        cache.set(key, 1, seconds)
        return 1


def _key(request: HttpRequest, what: str) -> str:
    return f"{what}.{salted_hmac(what, address_of(request) or '').hexdigest()}"
