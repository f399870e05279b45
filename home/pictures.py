"""Which images a page shows, and in which shapes."""

from collections.abc import Iterator
from typing import Any

from wagtail.models import Page

from cms.blocks.body import images_in
from cms.pictures import is_image_field

from .points import streams_of


def pictures_of(page: Page) -> Iterator[tuple[Any, tuple[str, ...]]]:
    """Yield each image of a page: its own, which also stands on its card, and those of its text."""
    for field in page._meta.get_fields():
        if is_image_field(field) and (image := getattr(page, field.name)):
            yield image, ("card", "text")
    for stream in streams_of(page):
        for image in images_in(stream):
            yield image, ("text",)
