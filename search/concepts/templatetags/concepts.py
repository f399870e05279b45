from typing import Any

from django import template
from django.conf import settings

register = template.Library()


@register.filter
def names(concept: Any) -> list[tuple[str, str]]:
    """Return the languages in which a concept has a name, and the names; it comes from ``with_names``."""
    return [(code, name) for code, _language in settings.LANGUAGES if (name := getattr(concept, f"name_{code}"))]
