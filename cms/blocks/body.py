"""The body of a page."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.blocks import StreamBlock, StreamValue
from wagtail.images.blocks import ImageBlock

from .facts import FactsBlock, StepsBlock
from .links import CallToActionBlock
from .table import TableBlock
from .text import HeadingBlock, NoticeBlock, ParagraphBlock, QuoteBlock


class BodyBlock(StreamBlock):
    """What an editor may put into a page; every text in it can be translated."""

    heading = HeadingBlock()
    paragraph = ParagraphBlock()
    image = ImageBlock(label=_("Image"), template="cms/blocks/image.html")
    steps = StepsBlock()
    facts = FactsBlock()
    table = TableBlock()
    notice = NoticeBlock()
    quote = QuoteBlock()
    call_to_action = CallToActionBlock()


def body_from(blocks: Iterable[Mapping[str, Any]], block: StreamBlock | None = None) -> StreamValue:
    """Return a body, or what another block makes, from ``{"type": …, "value": …}`` items, each with its own id.

    wagtail-localize silently skips list items without an id, so no code may store a body made otherwise.
    """
    block = block or BodyBlock()
    value = block.to_python([dict(item) for item in blocks])
    for child in value:
        child.value  # noqa: B018 - reading it makes the block build its items, so that they get their ids
    return block.to_python(block.get_prep_value(value))


def images_in(body: StreamValue) -> list[Any]:
    """Return the images that stand in a body by themselves, in their order."""
    return [child.value for child in body if isinstance(child.block, ImageBlock) and child.value]
