"""A new page type needs nothing of its own: whatever it holds, a bundle can carry it."""

from collections.abc import Iterator

import pytest
from django.db.models import Field, Model
from wagtail.blocks import Block, ChooserBlock, ListBlock, RawHTMLBlock, RichTextBlock, StreamBlock, StructBlock
from wagtail.fields import RichTextField, StreamField

from home.bundles.fields import children, columns, many, page_types
from home.bundles.references import kind_of
from home.bundles.richtext import _TAGS_OF


def models(model: type[Model]) -> Iterator[type[Model]]:
    yield model
    for relation in children(model).values():
        yield from models(relation.related_model)


def fields() -> Iterator[tuple[str, "Field[object, object]"]]:
    for name, page_type in page_types().items():
        for model in models(page_type):
            yield from ((f"{name}.{field.name}", field) for field in (*columns(model).values(), *many(model).values()))


def blocks(block: Block) -> Iterator[Block]:
    yield block
    if isinstance(block, StreamBlock | StructBlock):
        for child in block.child_blocks.values():
            yield from blocks(child)
    elif isinstance(block, ListBlock):
        yield from blocks(block.child_block)


FIELDS = dict(fields())
BLOCKS = {
    f"{name}.{block.name}.{type(block).__name__}": block
    for name, field in FIELDS.items()
    if isinstance(field, StreamField)
    for block in blocks(field.stream_block)
}


@pytest.mark.parametrize("name", [name for name, field in FIELDS.items() if field.is_relation])
def test_what_a_page_points_at_has_a_name_on_every_site(name: str) -> None:
    assert kind_of(FIELDS[name].related_model), name  # type: ignore[arg-type]


@pytest.mark.parametrize("name", [name for name, block in BLOCKS.items() if isinstance(block, ChooserBlock)])
def test_what_a_block_points_at_has_a_name_on_every_site(name: str) -> None:
    assert kind_of(BLOCKS[name].model_class), name


def test_no_block_takes_raw_html() -> None:
    assert [name for name, block in BLOCKS.items() if isinstance(block, RawHTMLBlock)] == []


def test_the_tags_of_every_feature_of_our_texts_are_known() -> None:
    rich = [block for block in BLOCKS.values() if isinstance(block, RichTextBlock)]
    rich += [field for field in FIELDS.values() if isinstance(field, RichTextField)]
    used = {feature for text in rich for feature in text.features or []}
    assert used <= _TAGS_OF.keys()


def test_what_is_said_of_one_publication_only_is_not_carried() -> None:
    assert [name for name in FIELDS if name.endswith(".is_minor_edit")] == []
