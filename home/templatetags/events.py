import json
from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

register = template.Library()

# Characters that could end the element or start another inside it.
_INERT = {ord(">"): "\\u003E", ord("<"): "\\u003C", ord("&"): "\\u0026"}


@register.simple_tag
def linked_data(value: dict[str, Any]) -> SafeString:
    """Return schema.org data as an element that browsers do not run, whatever its texts contain."""
    text = json.dumps(value, ensure_ascii=False).translate(_INERT)
    return format_html('<script type="application/ld+json">{}</script>', mark_safe(text))  # noqa: S308 - made inert
