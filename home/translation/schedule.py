"""One schedule for all languages: when the source goes live and expires, so do its translations."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from wagtail.models import Page, Revision

from cms.fallback import is_own_text


def follow_source(draft: Page) -> None:
    """Give a translation about to be saved the times of its source."""
    source = source_of(draft)
    if source is not None:
        draft.go_live_at, draft.expire_at = source.go_live_at, source.expire_at


def source_of(page: Page) -> Page | None:
    """Return the version in the source language of a translation; None for the source itself."""
    if page.locale.language_code == settings.LANGUAGE_CODE:
        return None
    sources = Page.objects.filter(translation_key=page.translation_key)
    return sources.filter(locale__language_code=settings.LANGUAGE_CODE).first()


@transaction.atomic
def govern_translations(source: Page) -> None:
    """Give every translation the times of a source just published or scheduled, live, scheduled or still a draft."""
    if source.locale.language_code != settings.LANGUAGE_CODE:
        return
    times = {"go_live_at": source.go_live_at, "expire_at": source.expire_at}
    for page in source.get_translations().filter(is_own_text()):
        Page.objects.filter(pk=page.pk).update(**times)
        for revision in _revisions_ahead(page):
            _reschedule(revision, times)


def hold_back_translations() -> None:
    """Keep translations that are due from going live before their source; they stay drafts.

    It happens when somebody calls off the schedule of the source, of which Wagtail tells nobody.
    """
    for revision in Revision.page_revisions.filter(approved_go_live_at__lt=timezone.now()):
        source = source_of(revision.content_object)
        if source is not None and not source.live and not _is_due(source):
            revision.approved_go_live_at = None
            revision.save(update_fields=["approved_go_live_at"])


def _is_due(page: Page) -> bool:
    return bool(page.revisions.filter(approved_go_live_at__lt=timezone.now()).exists())


def _revisions_ahead(page: Page) -> list[Revision]:
    """Return what may become the live text: the draft, and what is scheduled already."""
    scheduled = page.revisions.filter(approved_go_live_at__isnull=False)
    return list(scheduled | page.revisions.filter(pk=page.latest_revision_id))


def _reschedule(revision: Revision, times: dict[str, datetime | None]) -> None:
    revision.content |= {name: _stored(moment) for name, moment in times.items()}
    if revision.approved_go_live_at:
        revision.approved_go_live_at = times["go_live_at"] or timezone.now()
    revision.save(update_fields=["content", "approved_go_live_at"])


def _stored(moment: datetime | None) -> Any:
    return moment.isoformat() if moment else None
