"""Translations that stand for other words of the source than those they were made from."""

from collections.abc import Iterable

from wagtail_localize.models import StringSegment, StringTranslation, TranslationSource

from .models import SourceText
from .texts import by_path


def carry_over(source: TranslationSource, before: SourceText, locales: Iterable[int]) -> None:
    """Let the translations of the words as they were before stand for the changed words, in the languages given.

    Only where a place has as many texts as before is it clear which words became which: added texts stay without a
    translation. A translation that somebody has made of the new words already is left alone.
    """
    was = by_path(before.texts)
    segments = StringSegment.objects.filter(source=source).select_related("string", "context").order_by("order")
    places: dict[str, list[StringSegment]] = {}
    for segment in segments:
        places.setdefault(segment.context.path, []).append(segment)
    locales = list(locales)
    for path, present in places.items():
        old = was.get(path, [])
        if len(old) == len(present):
            for text, segment in zip(old, present, strict=True):
                if text != segment.string.data:
                    _carry(text, segment, locales)


def _carry(text: str, segment: StringSegment, locales: list[int]) -> None:
    known = StringTranslation.objects.filter(
        context=segment.context, translation_of__data=text, locale_id__in=locales, has_error=False
    )
    for translation in known:
        StringTranslation.objects.get_or_create(
            translation_of=segment.string,
            context=segment.context,
            locale_id=translation.locale_id,
            defaults={
                "data": translation.data,
                "translation_type": translation.translation_type,
                "tool_name": translation.tool_name,
                "last_translated_by": translation.last_translated_by,
            },
        )
