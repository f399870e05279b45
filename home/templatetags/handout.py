from django import template
from wagtail.models import Page

from cms.alternates import language_name
from home.short_addresses import code_of, short_address

register = template.Library()


@register.simple_tag
def short_code(page: Page) -> str:
    """Return the code of the page's short address."""
    return code_of(page.translation_key)


@register.simple_tag
def whole_short_address(page: Page) -> str:
    """Return the page's short address as it stands on paper."""
    return short_address(page)


@register.filter
def named_language(code: str) -> str:
    """Return the name a language has in itself."""
    return language_name(code)
