from typing import Any

from django import template

from cms.images import picture

register = template.Library()


@register.inclusion_tag("components/picture.html")
def responsive(image: Any, shape: str, alt: str = "", *, is_first: bool = False, css_class: str = "") -> dict[str, Any]:
    """Show an image in the formats and sizes of a shape; the first one of a page at once, the others when needed."""
    return {"picture": picture(image, shape, alt), "is_first": is_first, "css_class": css_class}
