"""Changes of the city's reference data outside the admin's own forms."""

from uuid import NAMESPACE_URL, uuid5

from django.db import transaction
from wagtail.models import Locale

from . import reference
from .models import Competence, DeadlineRule, Named, Topic, Unit


@transaction.atomic
def load_reference_data() -> None:
    """Create the units, topics, competences and deadline rules that are missing; what an editor changed stays."""
    locales = {locale.language_code: locale for locale in Locale.objects.filter(language_code__in=reference.LANGUAGES)}
    for code, texts in reference.TOPICS.items():
        _ensure(Topic, code, texts, locales)
    for code, (texts, parent, is_dialogue) in reference.UNITS.items():
        _ensure(Unit, code, texts, locales, is_dialogue_department=is_dialogue)
        if parent:
            own, above = (Unit.objects.filter(code=wanted) for wanted in (code, parent))
            for row in own.filter(parent__isnull=True):
                row.parent = above.get(locale=row.locale)
                row.save(update_fields=["parent"])
    topics = {topic.code: topic for topic in Topic.objects.facts()}
    units = {unit.code: unit for unit in Unit.objects.facts()}
    for topic, unit in reference.COMPETENCES.items():
        Competence.objects.get_or_create(topic=topics[topic], unit=units[unit])
    for code, (basis, length, measure) in reference.DEADLINES.items():
        DeadlineRule.objects.get_or_create(
            code=code,
            valid_from=reference.VALID_FROM,
            defaults={"legal_basis": basis, "length": length, "measure": measure},
        )


def _ensure(
    model: type[Named],
    code: str,
    texts: tuple[str, ...],
    locales: dict[str, Locale],
    **facts: object,
) -> None:
    key = uuid5(NAMESPACE_URL, f"{model._meta.label_lower}:{code}")
    for language, name in zip(reference.LANGUAGES, texts, strict=True):
        if language in locales:
            model._default_manager.get_or_create(
                code=code,
                locale=locales[language],
                defaults={"name": name, "translation_key": key, **facts},
            )
