"""Which images a page shows, and in which shapes."""

from collections.abc import Iterator
from typing import Any

from wagtail.images import get_image_model
from wagtail.models import Page

from cms.blocks.body import images_in


def pictures_of(page: Page) -> Iterator[tuple[Any, tuple[str, ...]]]:
    """Yield each image of a page: its own, which also stands on its card, and those of its text."""
    image_model = get_image_model()
    for field in page._meta.get_fields():
        is_image = field.many_to_one and field.related_model is image_model
        if is_image and (image := getattr(page, field.name)):
            yield image, ("card", "text")
    for image in images_in(page.body) if hasattr(page, "body") else ():
        yield image, ("text",)
