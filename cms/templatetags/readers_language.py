from django import template
from django.template import Context
from wagtail.models import Page

from cms.fallback import address_of as address_in
from cms.fallback import best_version, readers_language

register = template.Library()


@register.simple_tag(takes_context=True)
def address_of(context: Context, page: Page) -> str:
    """Return where the reader finds the page in their language, or the marked source text; empty if nowhere."""
    language = readers_language()
    version = best_version(page, language)
    return (version and address_in(version.page, language, context.get("request"))) or ""
