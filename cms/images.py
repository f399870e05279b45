"""Pictures in the sizes and formats of the site: AVIF for who can read it, else WebP, else JPEG.

A reader never waits for AVIF: the renditions are made when a page is published. Until then a page shows those there
are and makes the smallest fallback only.
"""

import logging
from collections.abc import Iterable
from typing import Any

from django.db.models import prefetch_related_objects
from wagtail.images.exceptions import InvalidFilterSpecError
from wagtail.images.models import AbstractRendition, Filter, SourceImageIOError

from .shapes import FALLBACK, FORMATS, SHAPES, Picture, Shape, Source

logger = logging.getLogger(__name__)


def picture(image: Any, shape_name: str, alt: str) -> Picture:
    """Return an image in the renditions there are; only its text when its file is gone or no picture at all."""
    shape = SHAPES[shape_name]
    try:
        return _picture(image, shape, alt)
    except (SourceImageIOError, OSError, InvalidFilterSpecError) as problem:
        logger.warning("Image %s cannot be shown: %s", image.pk, problem)
        return Picture(alt)


def _picture(image: Any, shape: Shape, alt: str) -> Picture:
    found = _existing(image, shape.all_specs)
    fallbacks = [found[spec] for spec in shape.specs(FALLBACK) if spec in found]
    if not fallbacks:
        fallbacks = [image.get_rendition(shape.specs(FALLBACK)[0])]
    made = [(mime, [found[spec] for spec in shape.specs(kind) if spec in found]) for kind, mime in FORMATS.items()]
    sources = tuple(Source(mime, _srcset(renditions)) for mime, renditions in made if renditions)
    largest = fallbacks[-1]
    return Picture(alt, sources, _srcset(fallbacks), shape.sizes, largest.url, largest.width, largest.height)


def _existing(image: Any, specs: list[str]) -> dict[str, AbstractRendition]:
    found = image.find_existing_renditions(*(Filter(spec=spec) for spec in specs))
    return {filter_.spec: rendition for filter_, rendition in found.items()}


def _srcset(renditions: Iterable[AbstractRendition]) -> str:
    widths = {rendition.width: rendition.url for rendition in renditions}  # a small original is not made larger
    return ", ".join(f"{url} {width}w" for width, url in sorted(widths.items()))


def make_renditions(image: Any, shape_names: Iterable[str]) -> int:
    """Make the renditions that are missing; returns how many there are now. Nothing for an image without a file."""
    specs = [spec for name in shape_names for spec in SHAPES[name].all_specs]
    made = 0
    for spec in specs:  # one after another: an image of 40 million pixels is large in memory
        try:
            image.get_rendition(spec)
            made += 1
        except (SourceImageIOError, OSError) as problem:
            logger.warning("Image %s has no rendition %s: %s", image.pk, spec, problem)
    return made


def load_renditions(images: Iterable[Any]) -> None:
    """Read the renditions of several images in one query."""
    present = [image for image in images if image is not None and image.pk]
    if present:
        prefetch_related_objects(present, "renditions")
