"""How the values of the facets are called, in the reader's language."""

import re
from collections.abc import Callable, Mapping
from functools import cached_property

from django.conf import settings
from django.utils.translation import get_language, get_language_info

from city.models import Topic, Unit
from city.queries import Name, names_by_code

from . import sources

_YEAR = re.compile(r"(?:19|20)[0-9]{2}")


def language_labels() -> dict[str, str]:
    """Return the name of each language of the site."""
    return {code: str(get_language_info(code)["name_translated"]) for code, _name in settings.LANGUAGES}


def kind_labels() -> dict[str, str]:
    """Return the name of each kind that an installed app registered."""
    return {kind: str(label) for kind, label in sources.kind_labels().items()}


def state_labels() -> dict[str, str]:
    """Return the name of each state that a thing of an installed app can be in."""
    return {state: str(label) for state, label in sources.state_labels().items()}


class Labels:
    """The names of all values, each facet's read when first asked for; those of topics and of units are a query."""

    def knows(self, facet: str, value: str) -> bool:
        """Say whether a facet may have the value."""
        if facet == "year":
            return bool(_YEAR.fullmatch(value))
        return value in self._named(facet)

    def of(self, facet: str, value: str) -> Name:
        """Return the name of a value, in the source language where it has none in the reader's; a code without one."""
        known = Name(value, get_language() or "")
        return known if facet == "year" else self._named(facet).get(value, known)

    def order(self, facet: str) -> Mapping[str, int]:
        """Return the place of each named value in the order in which the site names them."""
        return {value: place for place, value in enumerate(self._named(facet))} if facet != "year" else {}

    def _named(self, facet: str) -> Mapping[str, Name]:
        named: Mapping[str, Name] = getattr(self, f"_{facet}")
        return named

    @cached_property
    def _kind(self) -> Mapping[str, Name]:
        return _own(kind_labels)

    @cached_property
    def _language(self) -> Mapping[str, Name]:
        return _own(language_labels)

    @cached_property
    def _state(self) -> Mapping[str, Name]:
        return _own(state_labels)

    @cached_property
    def _topic(self) -> Mapping[str, Name]:
        return names_by_code(Topic)

    @cached_property
    def _unit(self) -> Mapping[str, Name]:
        return names_by_code(Unit)


def _own(labels: Callable[[], Mapping[str, str]]) -> Mapping[str, Name]:
    return {value: Name(text, get_language() or settings.LANGUAGE_CODE) for value, text in labels().items()}
