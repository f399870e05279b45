"""The texts that cases use, brought in where they are missing; what staff changed stays."""

from typing import Any
from uuid import NAMESPACE_URL, uuid5

from django.db import models, transaction
from wagtail.models import Locale

from consultations.postulates.models import InformationClause, RejectionReason, ResponseTemplate
from consultations.postulates.reference import CLAUSE, CLAUSE_VALID_FROM, REASONS, TEMPLATES, Text


@transaction.atomic
def load_case_texts() -> int:
    """Create reasons, templates and the information clause in every language of the site; returns how many are new."""
    new = 0
    for code, (name, explanation, is_public) in REASONS.items():
        new += _ensure(RejectionReason, {"code": code}, {"name": name, "explanation": explanation}, is_public=is_public)
    for code, (name, outcome, body) in TEMPLATES.items():
        new += _ensure(ResponseTemplate, {"code": code}, {"name": name, "body": body}, outcome=outcome)
    return new + _ensure(InformationClause, {"version": 1}, {"body": CLAUSE}, valid_from=CLAUSE_VALID_FROM)


def _ensure(model: type[models.Model], identity: dict[str, Any], texts: dict[str, Text], **facts: Any) -> int:
    locales = {row.language_code: row for row in Locale.objects.filter(language_code__in=Text._fields)}
    present = set(model._default_manager.filter(**identity).values_list("locale_id", flat=True))
    key = uuid5(NAMESPACE_URL, f"{model._meta.label_lower}:{next(iter(identity.values()))}")
    missing = [
        model(
            locale=locale,
            translation_key=key,
            **identity,
            **facts,
            **{name: getattr(text, language) for name, text in texts.items()},
        )
        for language, locale in locales.items()
        if locale.pk not in present
    ]
    model._default_manager.bulk_create(missing)
    return len(missing)
