"""What the source says differently since a translation was made."""

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from uuid import UUID

from .models import SourceState, TranslationRecord
from .texts import Segment, by_path


@dataclass(frozen=True)
class Change:
    """One text of the source, before and now, as HTML; ``before`` is empty for a new text, ``now`` for a removed."""

    path: str
    before: str
    now: str


def changes_since(translation_key: UUID, language: str) -> list[Change]:
    """Return what changed in the published source since the published translation was made, in the source's order.

    Empty when nothing is published, when nothing is known of the translation, and when only numbers, links, pictures
    or the order changed.
    """
    state = SourceState.objects.filter(translation_key=translation_key).select_related("current").first()
    record = (
        TranslationRecord.objects.filter(translation_key=translation_key, locale__language_code=language)
        .select_related("made_from")
        .first()
    )
    return list(differences(record.made_from.texts, state.current.texts)) if state and record else []


def differences(before: list[Segment], now: list[Segment]) -> Iterator[Change]:
    """Yield the texts that differ: those of the present source in its order, then the places that are gone."""
    old, new = by_path(before), by_path(now)
    for path, texts in new.items():
        yield from _in_one_place(path, old.get(path, []), texts)
    for path in (path for path in old if path not in new):
        yield from (Change(path, text, "") for text in old[path])


def _in_one_place(path: str, before: list[str], now: list[str]) -> Iterator[Change]:
    for tag, start, end, new_start, new_end in SequenceMatcher(None, before, now, autojunk=False).get_opcodes():
        if tag != "equal":
            pairs = max(end - start, new_end - new_start)
            old_texts = before[start:end] + [""] * (pairs - (end - start))
            new_texts = now[new_start:new_end] + [""] * (pairs - (new_end - new_start))
            yield from (Change(path, *pair) for pair in zip(old_texts, new_texts, strict=True))
