from django import template
from wagtail.models import Page

from home.page_news import followed_id

register = template.Library()


@register.simple_tag
def followed_page(page: Page) -> int | None:
    """Return the key by which readers of any language follow the page."""
    return followed_id(page)
