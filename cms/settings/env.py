"""Typed reads of environment variables. A wrong value stops the start with a sentence that says how to mend it."""

import os
from collections.abc import Collection
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured


def text(name: str, default: str | None = None) -> str:
    """Return the variable, or the content of the file named by ``<name>_FILE`` (for secrets), or the default."""
    if path := os.environ.get(f"{name}_FILE"):
        return Path(path).read_text(encoding="utf-8").strip()
    value = os.environ.get(name, default)
    if value is None:
        raise ImproperlyConfigured(f"Set the environment variable {name} (or {name}_FILE).")
    return value


def flag(name: str, *, default: bool) -> bool:
    """Return a yes/no variable; only 1, 0, true, false, yes and no are understood."""
    value = os.environ.get(name, str(default)).lower()
    if value in {"1", "true", "yes"}:
        return True
    if value in {"0", "false", "no"}:
        return False
    raise ImproperlyConfigured(f"{name} must be 1 or 0, not {value!r}.")


def number(name: str, default: int) -> int:
    """Return a whole number."""
    value = os.environ.get(name, str(default))
    try:
        return int(value)
    except ValueError as error:
        raise ImproperlyConfigured(f"{name} must be a whole number, not {value!r}.") from error


def words(name: str, default: str = "") -> list[str]:
    """Return a comma-separated list without empty items."""
    return [word.strip() for word in os.environ.get(name, default).split(",") if word.strip()]


def pairs(name: str) -> dict[str, str]:
    """Return a comma-separated list of ``NAME=value``; it may hold secrets, so it may be given as a file."""
    items = [item.strip().partition("=") for item in text(name, "").split(",") if item.strip()]
    if not all(key and sign for key, sign, _value in items):
        raise ImproperlyConfigured(f"{name} must be a list like NAME=value,OTHER=value.")
    return {key: value for key, _sign, value in items}


def choice(name: str, default: str, *, among: Collection[str]) -> str:
    """Return one of the named values."""
    value = text(name, default)
    if value not in among:
        raise ImproperlyConfigured(f"{name} must be one of {', '.join(sorted(among))}, not {value!r}.")
    return value
