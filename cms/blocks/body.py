"""The body of a page."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.blocks import StreamBlock, StreamValue
from wagtail.images.blocks import ImageBlock

from .facts import FactsBlock, StepsBlock
from .links import CallToActionBlock
from .text import HeadingBlock, NoticeBlock, ParagraphBlock, QuoteBlock


class BodyBlock(StreamBlock):
    """What an editor may put into a page; every text in it can be translated."""

    heading = HeadingBlock()
    paragraph = ParagraphBlock()
    image = ImageBlock(label=_("Image"), template="cms/blocks/image.html")
    steps = StepsBlock()
    facts = FactsBlock()
    notice = NoticeBlock()
    quote = QuoteBlock()
    call_to_action = CallToActionBlock()


def body_from(blocks: Iterable[Mapping[str, Any]], block: StreamBlock | None = None) -> StreamValue:
    """Return a body from ``{"type": …, "value": …}`` items, every block and list item with its own id.

    wagtail-localize silently skips list items without an id, so no code may store a body made otherwise. ``block``
    is the kind of body, where it is not the one of the ground floor.
    """
    block = block or BodyBlock()
    value = block.to_python([dict(item) for item in blocks])
    for child in value:
        child.value  # noqa: B018 - reading it makes the block build its items, so that they get their ids
    return block.to_python(block.get_prep_value(value))


def images_without_text(body: StreamValue) -> Iterator[Any]:
    """Yield the images of a body that have no text alternative and are not marked as decorative."""
    for child in body:
        if isinstance(child.block, ImageBlock) and child.value:
            image = child.value
            if not image.decorative and not image.contextual_alt_text:
                yield image
