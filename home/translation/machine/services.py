"""Asking the machine, and a person's word that what it wrote is right."""

from collections.abc import Collection, Mapping, Sequence

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone
from wagtail_localize.machine_translators import get_machine_translator
from wagtail_localize.machine_translators.base import BaseMachineTranslator
from wagtail_localize.models import StringSegment, StringTranslation, Translation
from wagtail_localize.strings import StringValue

from accounts.models import User
from home.translation.rights import may_translate

from .providers import AT_ONCE

MACHINE = StringTranslation.TRANSLATION_TYPE_MACHINE


class MachineIsOff(LookupError):
    """No service is set up, or it does not know these two languages."""


def machine_for(translation: Translation) -> BaseMachineTranslator | None:
    """Return the translation service for the two languages of the translation; None where there is none."""
    machine = get_machine_translator()
    if machine and machine.can_translate(translation.source.locale, translation.target_locale):
        return machine
    return None


def translate_by_machine(*, translation_id: int, actor: User) -> int:
    """Have a machine draft every text that has no translation yet; returns how many it wrote.

    Asks over the network, so it must not be called inside a transaction. What came before a failure is kept. Raises
    ``PermissionDenied``, ``MachineIsOff`` and ``MachineFailure``, whose text is for the person.
    """
    translation = Translation.objects.select_related("source__locale", "target_locale").get(pk=translation_id)
    if not may_translate(actor, translation):
        raise PermissionDenied
    machine = machine_for(translation)
    if machine is None:
        raise MachineIsOff
    languages = translation.source.locale, translation.target_locale
    segments = list(_untranslated(translation))
    strings = list({segment.string.data: segment.string.as_value() for segment in segments}.values())
    written = 0
    for start in range(0, len(strings), AT_ONCE):
        found = machine.translate(*languages, strings[start : start + AT_ONCE])
        written += _keep(translation, segments, found, tool=str(machine.display_name), actor=actor)
    return written


def _untranslated(translation: Translation) -> Sequence[StringSegment]:
    present = StringTranslation.objects.filter(
        translation_of_id=OuterRef("string_id"), context_id=OuterRef("context_id"), locale=translation.target_locale
    )
    segments: Sequence[StringSegment] = (
        translation.source.stringsegment_set.filter(~Exists(present)).order_by("order").select_related("string")
    )
    return segments


@transaction.atomic
def _keep(
    translation: Translation,
    segments: Sequence[StringSegment],
    found: Mapping[StringValue, StringValue],
    *,
    tool: str,
    actor: User,
) -> int:
    """Store what the machine wrote beside texts that nobody translated meanwhile."""
    written = 0
    for segment in segments:
        text = found.get(segment.string.as_value())
        if text is None or not text.data.strip():
            continue
        _row, is_new = StringTranslation.objects.get_or_create(
            translation_of_id=segment.string_id,
            context_id=segment.context_id,
            locale=translation.target_locale,
            defaults={
                "data": text.data,
                "translation_type": MACHINE,
                "tool_name": tool,
                "last_translated_by": actor,
            },
        )
        written += is_new
    return written


@transaction.atomic
def confirm_machine_texts(*, translation_id: int, texts: Collection[int], actor: User) -> int:
    """Record that a person read these machine texts and finds them right; returns how many there were.

    ``texts`` are keys of the stored translations the person saw. The name of the tool stays with them. Raises
    ``PermissionDenied``.
    """
    translation = Translation.objects.select_for_update().select_related("source").get(pk=translation_id)
    if not may_translate(actor, translation):
        raise PermissionDenied
    segments = translation.source.stringsegment_set.all()
    read = segments.get_translations(translation.target_locale).filter(pk__in=texts, translation_type=MACHINE)
    confirmed: int = StringTranslation.objects.filter(pk__in=list(read.values_list("pk", flat=True))).update(
        translation_type=StringTranslation.TRANSLATION_TYPE_MANUAL,
        last_translated_by=actor,
        updated_at=timezone.now(),
    )
    return confirmed
