"""The one rule on images: each says in words what it shows, or is marked as decorative; a file's name says nothing.

It holds wherever a page can have an image: in any block of any text, in fields, in child rows, inside rich text.
"""

import re
from collections.abc import Iterator
from html.parser import HTMLParser

from django.db import models
from django.utils.translation import gettext as _
from modelcluster.models import get_all_child_relations
from wagtail.blocks import Block, RichTextBlock
from wagtail.fields import RichTextField, StreamField
from wagtail.images import get_image_model
from wagtail.images.blocks import ImageBlock

from .blocks.parts import parts

_FILE_NAME = re.compile(
    r"\.(avif|gif|heic|jpe?g|png|svg|webp)$|^(img|dsc|dscn|pxl|image|photo|screenshot)?[\W_\d]*$", re.I
)


def says_something(words: str | None) -> bool:
    """Say whether a text alternative can stand for an image: not empty, not a file's name."""
    return bool(words and not _FILE_NAME.search(words.strip()))


def silent_images(instance: models.Model) -> Iterator[str]:
    """Yield the name of each field of a page, or of its child rows, that holds an image without words."""
    for field in instance._meta.get_fields():
        if _holds_silent_image(field, instance):
            yield field.name
    for relation in get_all_child_relations(type(instance)):
        name = relation.get_accessor_name()
        if any(any(silent_images(row)) for row in getattr(instance, name).all()):
            yield name


def faults_of_images(instance: models.Model) -> dict[str, list[str]]:
    """Return, by field of the form, what an editor has to do about images without words."""
    sentence = _("Describe each image in words (alternative text) or mark it as decorative. A file name says nothing.")
    names = {field.name for field in instance._meta.concrete_fields}
    return {_shown_at(name, names): [sentence] for name in silent_images(instance)}


def _shown_at(name: str, names: set[str]) -> str:
    beside = f"{name}_alt"
    if beside in names:
        return beside
    return name if name in names else "__all__"


def is_image_field(field: object) -> bool:
    """Say whether a field of a model chooses an image."""
    return isinstance(field, models.ForeignKey) and field.related_model is get_image_model()


def _holds_silent_image(field: object, instance: models.Model) -> bool:
    if isinstance(field, StreamField):
        return has_silent_image(field.stream_block, getattr(instance, field.name))
    if isinstance(field, RichTextField):
        return _has_silent_embed(getattr(instance, field.name))
    if isinstance(field, models.ForeignKey) and is_image_field(field) and getattr(instance, field.attname):
        is_decorative = getattr(instance, f"{field.name}_is_decorative", False)
        return not (is_decorative or says_something(getattr(instance, f"{field.name}_alt", "")))
    return False


def has_silent_image(block: Block, value: object) -> bool:
    """Say whether there is an image without words anywhere inside the value of a block."""
    return any(_is_silent(part.block, part.value) for part in parts(block, value))


def _is_silent(block: object, value: object) -> bool:
    if isinstance(block, ImageBlock):
        return bool(value and not value.decorative and not says_something(value.contextual_alt_text))  # type: ignore[attr-defined]
    if isinstance(block, RichTextBlock):
        return _has_silent_embed(getattr(value, "source", ""))
    return False


class _Embeds(HTMLParser):
    """Finds images that stand inside a rich text as the editor stores it."""

    def __init__(self) -> None:
        super().__init__()
        self.has_silent = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Look at one tag."""
        given = dict(attrs)
        is_image = tag == "img" or (tag == "embed" and given.get("embedtype") == "image")
        if is_image and not says_something(given.get("alt")):
            self.has_silent = True


def _has_silent_embed(html: str | None) -> bool:
    if not html or "<" not in html:
        return False
    reader = _Embeds()
    reader.feed(html)
    return reader.has_silent
