"""Every block inside a text, however deep it lies."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from wagtail.blocks import Block, ListBlock, StreamBlock, StructBlock
from wagtail.images.blocks import ImageBlock


class Part(NamedTuple):
    """A block with what an editor put into it."""

    block: Block
    value: Any


def parts(block: Block, value: Any) -> Iterator[Part]:
    """Yield the simple blocks of a value, depth first. An image with its words counts as one."""
    if value is None or isinstance(block, ImageBlock):
        yield Part(block, value)
    elif isinstance(block, StreamBlock):
        for child in value:
            yield from parts(child.block, child.value)
    elif isinstance(block, ListBlock):
        for item in value:
            yield from parts(block.child_block, item)
    elif isinstance(block, StructBlock):
        for name, child in block.child_blocks.items():
            yield from parts(child, value.get(name))
    else:
        yield Part(block, value)


def kinds(block: Block) -> Iterator[Block]:
    """Yield every block that can occur inside one, itself included."""
    yield block
    if isinstance(block, ListBlock):
        yield from kinds(block.child_block)
    elif isinstance(block, StreamBlock | StructBlock) and not isinstance(block, ImageBlock):
        for child in block.child_blocks.values():
            yield from kinds(child)
