from typing import Any

from django import template
from django.template import Context

from home import queries

register = template.Library()


@register.simple_tag(takes_context=True)
def navigation(context: Context) -> list[dict[str, Any]]:
    """Return the main menu for the reader: ``title``, ``url``, ``language``, ``is_current``."""
    return queries.navigation(context.get("request"))


@register.simple_tag
def footer_links() -> list[dict[str, Any]]:
    """Return the places of the site that are not pages."""
    return queries.fixed_links()
