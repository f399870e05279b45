"""Words of acts in templates."""

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from cms.fallback import readers_language
from home.calls.fields import in_words

register = template.Library()


@register.filter
def words(texts: dict[str, str]) -> SafeString | str:
    """Return the words for the reader, marked with their language when it is another one."""
    found = in_words(texts)
    if found is None:
        return ""
    if found.language == readers_language():
        return found.text
    return format_html('<span lang="{}">{}</span>', found.language, found.text)
