"""What other rooms add to the public page of an organisation, such as its cases."""

from collections.abc import Callable, Mapping
from typing import TypeAlias

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.template.loader import render_to_string

from accounts.models import User

from .models import Organisation

Section: TypeAlias = Callable[[Organisation, User | AnonymousUser], tuple[str, Mapping[str, object]] | None]

_sections: dict[str, Section] = {}


def profile_section(name: str) -> Callable[[Section], Section]:
    """Register a part of the page: the function returns template and context, or None when there is nothing to show.

    It must ask the same number of queries however much it shows, and show only what the person may read. Call it in
    ``handlers.py`` or from ``AppConfig.ready``; parts stand in the order of registration.
    """

    def register(section: Section) -> Section:
        if name in _sections:
            raise ValueError(f"The part {name!r} of the page of an organisation is registered already.")
        _sections[name] = section
        return section

    return register


def sections_of(organisation: Organisation, request: HttpRequest) -> list[str]:
    """Return the parts of the page that have something to show to the reader, drawn."""
    reader = request.user if isinstance(request.user, User) else AnonymousUser()
    found = (section(organisation, reader) for section in _sections.values())
    return [render_to_string(part[0], dict(part[1]), request) for part in found if part]
