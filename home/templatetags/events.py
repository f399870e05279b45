from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from home.structured import as_json

register = template.Library()


@register.simple_tag
def linked_data(value: dict[str, Any]) -> SafeString:
    """Return schema.org data as an element that browsers do not run, whatever its texts contain."""
    return format_html('<script type="application/ld+json">{}</script>', as_json(value))
