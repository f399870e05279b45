"""Source and translation, text by text, with what changed in the source since the translation was made."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import zip_longest
from typing import Any

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page
from wagtail_localize.models import StringSegment, StringTranslation, Translation

from .changes import Change, changes_since
from .subjects import Subject
from .texts import by_path, texts_of
from .worddiff import Piece, plain, word_diff


class Mark(TextChoices):
    """What a translator should know of a text before reading it."""

    NEW = "new", _("new in the source")
    CHANGED = "changed", _("changed in the source")
    REMOVED = "removed", _("removed from the source")
    UNTRANSLATED = "untranslated", _("not translated yet")
    MACHINE = "machine", _("written by a machine, not checked")
    BROKEN = "broken", _("cannot be used as it is")


@dataclass(kw_only=True)
class Pair:
    """One text of the source and its translation, both as people read them."""

    path: str
    source: str
    target: str = ""
    diff: list[Piece] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)
    stored_pk: int | None = None

    @property
    def is_machine(self) -> bool:
        """Say whether a machine wrote the translation and nobody has checked it."""
        return Mark.MACHINE in self.marks


def compare(subject: Subject, language: str, translation: Translation | None) -> list[Pair]:
    """Return the texts in the order of the source, those that were removed at the end.

    With a translation in the translators' editor these are its texts, published or not; else those of the two rows
    that readers see.
    """
    changes = changes_since(subject.key, language)
    pairs = _from_editor(translation) if translation else _from_rows(subject, language)
    _mark_changes(pairs, changes)
    removed = [change for change in changes if not change.now]
    return pairs + [
        Pair(path=change.path, source=plain(change.before), diff=word_diff(change.before, ""), marks=[Mark.REMOVED])
        for change in removed
    ]


def _from_editor(translation: Translation) -> list[Pair]:
    segments = StringSegment.objects.filter(source=translation.source_id).order_by("order", "pk")
    stored = {
        (row.translation_of_id, row.context_id): row for row in segments.get_translations(translation.target_locale)
    }
    return [
        _pair(segment, stored.get((segment.string_id, segment.context_id)))
        for segment in segments.select_related("string", "context")
    ]


def _pair(segment: StringSegment, row: StringTranslation | None) -> Pair:
    pair = Pair(path=segment.context.path, source=segment.string.data)
    if row is None or not row.data:
        pair.marks.append(Mark.UNTRANSLATED)
        return pair
    pair.target, pair.stored_pk = plain(row.data), row.pk
    if row.has_error:
        pair.marks.append(Mark.BROKEN)
    if row.translation_type == StringTranslation.TRANSLATION_TYPE_MACHINE:
        pair.marks.append(Mark.MACHINE)
    return pair


def _from_rows(subject: Subject, language: str) -> list[Pair]:
    rows = subject.model._default_manager.filter(translation_key=subject.key).select_related("locale")
    found = {row.locale.language_code: row for row in (rows.specific() if issubclass(subject.model, Page) else rows)}
    source = next(row for row in found.values() if row.pk == subject.pk)
    there = by_path(texts_of(found[language])) if language in found else {}
    return [
        Pair(path=path, source=text or "", target=plain(target or ""), marks=[] if target else [Mark.UNTRANSLATED])
        for path, texts in by_path(texts_of(source)).items()
        for text, target in zip_longest(texts, there.get(path, [])[: len(texts)])
    ]


def _mark_changes(pairs: Iterable[Pair], changes: Iterable[Change]) -> None:
    """Mark what differs from what the translation was made from, and make the sources readable."""
    waiting: dict[tuple[str, str], list[Change]] = defaultdict(list)
    for change in changes:
        waiting[change.path, change.now].append(change)
    for pair in pairs:
        known = waiting[pair.path, pair.source]
        if known:
            change = known.pop(0)
            pair.marks.insert(0, Mark.CHANGED if change.before else Mark.NEW)
            pair.diff = word_diff(change.before, change.now)
        pair.source = plain(pair.source)


def instance_in(subject: Subject, language: str) -> Any:
    """Return the row or page of the language; None when there is none."""
    rows = subject.model._default_manager.filter(translation_key=subject.key, locale__language_code=language)
    row = rows.select_related("locale").first()
    return row.specific if row is not None and isinstance(row, Page) else row
