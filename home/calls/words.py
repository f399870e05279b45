"""How a call is called, and where it is read, in the language of whoever is told about it."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.conf import settings
from django.urls import reverse

from cms.fallback import address_of, best_version, best_versions, readable, readers_language
from home.models import SectionPage

from .models import Call
from .queries import public_pages

CALLS = "calls"  # what a section lists


@dataclass(frozen=True, slots=True)
class CallWords:
    """Title and path of the page of a call; ``language`` is set only where the text is in another language."""

    title: str
    path: str
    language: str = ""


def words_of(call_ids: Iterable[int]) -> dict[int, CallWords]:
    """Return, by call, its words in the active language; what nobody may read is left out. Two queries."""
    language = readers_language()
    found = public_pages().filter(call_id__in=set(call_ids)).values_list("translation_key", "call_id")
    calls = dict(found)
    return {
        calls[key]: CallWords(page.title, address_of(page, language) or "", page.locale.language_code if late else "")
        for key, (page, late) in best_versions(calls, language).items()
    }


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
