"""What readers are told of a page that stands in for a translation, is behind its source or came from a machine."""

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.http import HttpRequest
from wagtail.models import Page

from cms.alternates import language_name
from cms.fallback import address_of, best_version, readers_language

from .models import SourceState, TranslationRecord
from .states import holds


@dataclass(frozen=True)
class Notice:
    """What there is to tell of one page. ``source_url`` leads to the source text; empty when nobody may read it."""

    kind: str
    language: str
    changed_at: datetime | None = None
    source_url: str = ""
    source_language: str = settings.LANGUAGE_CODE


def notices(page: Page, request: HttpRequest | None = None) -> list[Notice]:
    """Return what a reader of the active language is told of the page; nothing for an up-to-date text."""
    if page.locale.language_code != readers_language():
        return [Notice("fallback", language_name(page.locale.language_code))]
    if page.locale.language_code == settings.LANGUAGE_CODE:
        return []
    record = TranslationRecord.objects.filter(translation_key=page.translation_key, locale_id=page.locale_id).first()
    state = SourceState.objects.filter(translation_key=page.translation_key).first()
    found = []
    if state and not holds(record, state):
        found.append(_outdated(page, state, request))
    if record and record.is_machine_made:
        found.append(Notice("machine", language_name(page.locale.language_code)))
    return found


def _outdated(page: Page, state: SourceState, request: HttpRequest | None) -> Notice:
    source = best_version(page, settings.LANGUAGE_CODE)
    url = address_of(source.page, settings.LANGUAGE_CODE, request) if source else ""
    return Notice("outdated", language_name(settings.LANGUAGE_CODE), state.changed_at, url or "")
