"""Carries what is known of each translation: from which words of the source it was made, and for which it holds.

Wordings are named by their texts, never by their fingerprints: those contain ids of one site.
"""

import hashlib
import json
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from wagtail.models import Page
from wagtail_localize.models import TranslationSource

from accounts.models import User
from home.translation import records
from home.translation.guard import missing_texts
from home.translation.models import SourceState, SourceText, TranslationRecord

from .problems import Refused
from .reading import plain
from .records import Record, moment

CURRENT = "current"
"""Stands for what the source says now."""


class Truths:
    """What is known of one page and its translations."""

    def __init__(self, key: UUID) -> None:
        self._state = SourceState.objects.filter(translation_key=key).first()
        found = TranslationRecord.objects.filter(translation_key=key).select_related("made_from", "holds_for")
        self._records = {record.locale_id: record for record in found}

    @property
    def changed_at(self) -> Any:
        """Return since when the source says what it says."""
        return plain(self._state.changed_at) if self._state else None

    def of(self, locale: int) -> dict[str, Any] | None:
        """Return what is known of the published translation into a language."""
        record = self._records.get(locale)
        if record is None:
            return None
        return {
            "made_from": self._wording(record.made_from),
            "holds_for": self._wording(record.holds_for),
            "machine": record.is_machine_made,
            "at": plain(record.at),
        }

    def _wording(self, text: SourceText) -> Any:
        return CURRENT if self._state and text.pk == self._state.current_id else [list(pair) for pair in text.texts]


def keep_changed_at(page: Page, record: Record) -> None:
    """Set since when the source says what it says, where the bundle knows it; a page taken back has said it too."""
    if changed := moment(record.given.get("changed_at"), "changed_at", record.notes):
        if not page.live:
            records.note_source(page)
        SourceState.objects.filter(translation_key=page.translation_key).update(changed_at=changed)


def keep_truth(page: Page, record: Record, source: TranslationSource, *, actor: User) -> None:
    """Note from what the translation was made: what the bundle says, else the source as it came with it."""
    page = Page.objects.select_related("locale").get(pk=page.pk)
    if page.has_unpublished_changes or not page.live:
        records.note_draft(page.latest_revision, source, page.locale)
    if "truth" in record.given:
        _write(page, record)
    elif page.live and not missing_texts(source, page.locale):
        records.note_written(source, page, by=actor)


def _write(page: Page, record: Record) -> None:
    told, here = record.given["truth"], {"translation_key": page.translation_key, "locale": page.locale}
    if told is None:
        TranslationRecord.objects.filter(**here).delete()
        return
    TranslationRecord.objects.update_or_create(
        **here,
        defaults={
            "made_from": _text(page, told["made_from"]),
            "holds_for": _text(page, told["holds_for"]),
            "is_machine_made": bool(told.get("machine")),
            "at": moment(told.get("at"), "at", record.notes) or page.last_published_at,
            "by": None,
        },
    )


def _text(page: Page, wording: Any) -> SourceText:
    state = SourceState.objects.filter(translation_key=page.translation_key).select_related("current").first()
    if wording == CURRENT:
        if state is None:
            raise Refused(
                "truth", _("The translation says it is made from the published source, which is not published.")
            )
        return state.current
    digest = hashlib.sha256(json.dumps(wording, ensure_ascii=False).encode()).hexdigest()
    text, _created = SourceText.objects.get_or_create(
        translation_key=page.translation_key, digest=digest, defaults={"segments": wording}
    )
    return text
