"""How a call is called, and where it is read, in the language of whoever is told about it."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.conf import settings
from django.urls import reverse

from cms.fallback import address_of, best_version, readable, readers_language
from home.models import CallPage, SectionPage

from .models import Call
from .queries import public_calls

CALLS = "calls"  # what a section lists


@dataclass(frozen=True, slots=True)
class CallWords:
    """Title and path of the page of a call; ``language`` is set only where the text is in another language."""

    title: str
    path: str
    language: str = ""


def pages_of(call_ids: Iterable[int]) -> dict[int, CallPage]:
    """Return, by call, the page that a reader of the active language gets; none where nobody may read it. One query."""
    calls = public_calls().filter(pk__in=set(call_ids))
    found = readable(CallPage.objects.filter(call__in=calls), readers_language()).select_related("locale")
    return {page.call_id: page for page in found}


def words_of(call_ids: Iterable[int]) -> dict[int, CallWords]:
    """Return, by call, its words in the active language; what nobody may read is left out. One query."""
    return {pk: _words(page, readers_language()) for pk, page in pages_of(call_ids).items()}


def _words(page: CallPage, language: str) -> CallWords:
    return CallWords(page.title, address_of(page, language) or "", "" if page.language == language else page.language)


def words_for(call: Call) -> CallWords | None:
    """Return the words of one call in the active language; None when nobody may read it."""
    return words_of([call.pk]).get(call.pk)


def list_address() -> str:
    """Return where readers of the active language find all calls, else the front page."""
    language = readers_language()
    lists = readable(SectionPage.objects.filter(listing=CALLS), settings.LANGUAGE_CODE).order_by("path")
    section = lists.first()
    version = best_version(section, language) if section else None
    return (address_of(version.page, language) if version else None) or reverse("wagtail_serve", args=("",))
