"""Taking in a file of translations: everything in it that fits is stored, the rest is named with its reason."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail_localize.models import StringSegment, StringTranslation, Translation
from wagtail_localize.strings import StringValue, validate_translation_links

from accounts.models import User
from home.translation.rights import may_translate

from .bundle import unpack
from .delivered import Delivered, Text


@dataclass(frozen=True)
class NotTaken:
    """A text of the file that was left out, and why."""

    text: str
    why: str


@dataclass
class Outcome:
    """What became of one page of the file; ``refusal`` is set when nothing of it was looked at."""

    title: str
    translation: Translation | None = None
    refusal: str = ""
    stored: int = 0
    same: int = 0
    empty: int = 0
    not_taken: list[NotTaken] = field(default_factory=list)


def import_file(*, name: str, content: bytes, actor: User, only: Translation | None = None) -> list[Outcome]:
    """Store the translations of a file and return what became of each page in it.

    With ``only`` the file must belong to that translation. A file that cannot be read whole stores nothing and raises
    ``UnreadableFile``; an error half way stores nothing either.
    """
    delivered = unpack(name, content)
    with transaction.atomic():
        return [_take(item, actor, only) for item in delivered]


def _take(item: Delivered, actor: User, only: Translation | None) -> Outcome:
    translation = _translation_of(item.key)
    if translation is None or not may_translate(actor, translation):
        return Outcome(item.key, refusal=_("No translation of yours has this number. Was the page deleted?"))
    outcome = Outcome(translation.source.object_repr, translation)
    outcome.refusal = _why_not(item, translation, only)
    if not outcome.refusal:
        _take_texts(item, translation, actor, outcome)
    return outcome


def _translation_of(key: str) -> Translation | None:
    try:
        uuid = UUID(key)
    except ValueError:
        return None
    rows = Translation.objects.select_for_update(of=("self",)).select_related("source__locale", "target_locale")
    found: Translation | None = rows.filter(uuid=uuid, enabled=True).first()
    return found


def _why_not(item: Delivered, translation: Translation, only: Translation | None) -> str:
    """Return why nothing of the page is taken; empty when it fits."""
    if only is not None and translation.pk != only.pk:
        return _("This file belongs to another page or another language.")
    source, target = translation.source.locale, translation.target_locale
    if item.target_language and _plain(item.target_language) != target.language_code:
        return _("The file says that it is in “%(language)s”, but the page is being translated into %(wanted)s.") % {
            "language": item.target_language,
            "wanted": target.get_display_name(),
        }
    if item.source_language and _plain(item.source_language) != source.language_code:
        return _("The file was not translated from %(language)s.") % {"language": source.get_display_name()}
    return ""


def _plain(language: str) -> str:
    return language.replace("_", "-").split("-")[0].lower()


def _take_texts(item: Delivered, translation: Translation, actor: User, outcome: Outcome) -> None:
    segments = _segments_of(translation)
    places = {path for path, _source in segments}
    stored = _stored(translation)
    for text in item.texts:
        if not text.target.strip():
            outcome.empty += 1
            continue
        segment = segments.get((text.path, text.source))
        why = _problem(text, known=segment is not None, place_known=text.path in places)
        if segment is None or why:
            outcome.not_taken.append(NotTaken(StringValue(text.source).render_text(), why))
            continue
        row = stored.get((segment.string_id, segment.context_id))
        if row is not None and row.data == text.target:
            outcome.same += 1
            continue
        _store(segment, row, text, translation, actor=actor)
        outcome.stored += 1


def _problem(text: Text, *, known: bool, place_known: bool) -> str:
    if text.is_unsure:
        return _("It is marked as unsure in the file.")
    if not known and place_known:
        return _("The source text was changed after the file was downloaded. Download it anew.")
    if not known:
        return _("The page has no such text any more.")
    try:
        StringValue.from_translated_html(text.target)
        validate_translation_links(text.source, text.target)
    except ValueError as error:
        return str(error)
    return ""


def _segments_of(translation: Translation) -> dict[tuple[str, str], StringSegment]:
    rows = StringSegment.objects.filter(source=translation.source_id).select_related("string", "context")
    return {(row.context.path, row.string.data): row for row in rows}


def _stored(translation: Translation) -> dict[tuple[int, int], StringTranslation]:
    rows: Sequence[StringTranslation] = StringTranslation.objects.filter(
        context__object_id=translation.source.object_id, locale=translation.target_locale
    ).select_related("translation_of", "context")
    return {(row.translation_of_id, row.context_id): row for row in rows}


def _store(
    segment: StringSegment,
    row: StringTranslation | None,
    text: Text,
    translation: Translation,
    *,
    actor: User,
) -> None:
    row = row or StringTranslation(
        translation_of=segment.string, context=segment.context, locale=translation.target_locale
    )
    row.data = text.target
    row.translation_type = StringTranslation.TRANSLATION_TYPE_MANUAL
    row.tool_name = ""  # a person wrote it; a name here means a machine
    row.last_translated_by = actor
    row.updated_at = timezone.now()
    row.has_error = False
    row.field_error = ""
    row.save()
