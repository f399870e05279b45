"""Brings the events of a calendar file in as drafts, or says what it would do. Asks no network."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Q, TextChoices
from django.utils.translation import gettext_lazy as _

from home.models import EventPage, SectionPage
from home.services import create_page

from .blocks import ChangesBlock
from .calendar_file import entries_of
from .incoming import Incoming, Refused, incoming

WORDS = frozenset({"title", "lead", "place_name", "is_cancelled", "cancellation_reason"})


class Outcome(TextChoices):
    """What became of an event of the file."""

    NEW = "new", _("new draft")
    CHANGED = "changed", _("draft with changes")
    UNCHANGED = "unchanged", _("nothing to change")
    SKIPPED = "skipped", _("skipped")


@dataclass(frozen=True, slots=True)
class Row:
    """One event of the file: where it stands, what became of it, which fields changed or why it was skipped."""

    line: int
    title: str
    outcome: Outcome
    detail: str = ""
    page_id: int | None = None


class _OnlyLooking(Exception):
    """Takes everything back after a dry run."""


def import_calendar(*, section_id: int, content: bytes, actor: AbstractBaseUser, dry_run: bool) -> list[Row]:
    """Create and update drafts below the section by the identifiers in the file; what is live stays as it is.

    Raises ``BrokenCalendar`` when the file cannot be read, ``PermissionDenied`` when the actor may not write there.
    Nothing is stored after an exception or a dry run.
    """
    rows: list[Row] = []
    try:
        with transaction.atomic():
            section = SectionPage.objects.select_for_update().get(pk=section_id)
            if not section.permissions_for_user(actor).can_add_subpage():
                raise PermissionDenied
            found = incoming(entries_of(content))
            present = _present(section, (one.uid for one in found if isinstance(one, Incoming)))
            rows = [_act(one, section, present, actor) for one in found]
            if dry_run:
                raise _OnlyLooking
    except _OnlyLooking:
        return [Row(row.line, row.title, row.outcome, row.detail) for row in rows]
    return rows


def _present(section: SectionPage, uids: Iterable[str]) -> dict[str, EventPage]:
    """Return, by the identifier in the file, the pages that came from such a file or were sent out in one."""
    uids = list(uids)
    ours = {UUID(uid.partition("@")[0]): uid for uid in uids if _is_ours(uid)}
    pages = EventPage.objects.filter(locale=section.locale).filter(
        Q(imported_uid__in=uids) | Q(translation_key__in=ours)
    )
    return {page.imported_uid or ours[page.translation_key]: page for page in pages}


def _is_ours(uid: str) -> bool:
    try:
        return bool(UUID(uid.partition("@")[0]))
    except ValueError:
        return False


def _act(one: Incoming | Refused, section: SectionPage, present: dict[str, EventPage], actor: AbstractBaseUser) -> Row:
    if isinstance(one, Refused):
        return Row(one.line, one.title, Outcome.SKIPPED, one.reason)
    try:
        with transaction.atomic():
            if one.uid in present:
                return _update(present[one.uid], one, actor)
            page = EventPage(title=one.title, imported_uid=one.uid, locale=section.locale, **one.fields)
            page.changes = _stream(one)
            created = create_page(section, page, actor=actor)
            return Row(one.line, one.title, Outcome.NEW, page_id=created.pk)
    except ValidationError as error:
        return Row(one.line, one.title, Outcome.SKIPPED, " ".join(error.messages))


def _update(page: EventPage, one: Incoming, actor: AbstractBaseUser) -> Row:
    if not page.permissions_for_user(actor).can_edit():
        return Row(one.line, one.title, Outcome.SKIPPED, str(_("You may not edit the page that it belongs to.")))
    draft = page.get_latest_revision_as_object()
    changed = _put(draft, one)
    if not changed:
        return Row(one.line, one.title, Outcome.UNCHANGED, page_id=page.pk)
    draft.save_revision(user=actor, log_action=True)
    names = [str(getattr(EventPage._meta.get_field(name), "verbose_name", name)) for name in changed]
    return Row(one.line, one.title, Outcome.CHANGED, ", ".join(names), page.pk)


def _put(draft: EventPage, one: Incoming) -> list[str]:
    """Give the draft what the file says; returns the names of the fields that differ.

    The words of a page that was written here stay: a calendar has fewer of them than the page.
    """
    changed = []
    given = {"title": one.title} | one.fields
    for name, value in given.items():
        if name in WORDS and not draft.imported_uid:
            continue
        if getattr(draft, name) != value:
            setattr(draft, name, value)
            changed.append(name)
    stream = _stream(one)
    if _plain(stream) != _plain(draft.changes):
        draft.changes = stream
        changed.append("changes")
    return changed


def _stream(one: Incoming) -> Any:
    block = ChangesBlock()
    return block.to_python([{"type": kind, "value": _stored(value)} for kind, value in one.changes])


def _stored(value: dict[str, Any]) -> dict[str, Any]:
    return {name: part.isoformat() if hasattr(part, "isoformat") else part for name, part in value.items()}


def _plain(stream: Any) -> list[tuple[str, dict[str, Any]]]:
    return sorted(((child.block_type, dict(child.value)) for child in stream), key=repr)
