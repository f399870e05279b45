"""Every word an editor can put into a page reaches the translator."""

import json
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from wagtail.blocks import StructBlock
from wagtail.images.models import Image
from wagtail.models import Page

from accounts.models import User
from cms.blocks.body import BodyBlock, body_from
from cms.blocks.table import TableBlock
from home.blocks import EntriesBlock, PageBodyBlock
from home.models import HomePage, InfoPage, NewsPage
from home.services import create_page, publish_page, source_texts, submit_for_translation
from home.translation.guard import missing_texts

pytestmark = pytest.mark.django_db


def body_with(image: Image) -> list[dict[str, Any]]:
    """One of each block, every text of it a word found nowhere else."""
    return [
        {"type": "heading", "value": {"text": "Txt-heading", "level": "h2"}},
        {"type": "paragraph", "value": "<p>Txt-paragraph</p><ul><li>Txt-item</li></ul>"},
        {"type": "image", "value": {"image": image.pk, "alt_text": "Txt-alt", "decorative": False}},
        {
            "type": "steps",
            "value": {
                "title": "Txt-steps",
                "steps": [
                    {"title": "Txt-step-1", "text": "<p>Txt-how-1</p>"},
                    {"title": "Txt-step-2", "text": "<p>Txt-how-2</p>"},
                ],
            },
        },
        {
            "type": "facts",
            "value": {"title": "Txt-facts", "facts": [{"name": "Txt-fact", "value": "<p>Txt-value</p>"}]},
        },
        {
            "type": "table",
            "value": {
                "data": [["Txt-column-1", "Txt-column-2"], ["Txt-cell", "17"], ["Txt-row", "Txt-cell"]],
                "table_header_choice": "row",
                "table_caption": "Txt-caption",
            },
        },
        {"type": "notice", "value": {"tone": "info", "title": "Txt-notice", "text": "<p>Txt-notice-text</p>"}},
        {"type": "quote", "value": {"text": "Txt-quote", "source": "Txt-source"}},
        {"type": "call_to_action", "value": {"text": "Txt-button", "page": None, "url": "https://example.org/"}},
    ]


def test_the_sample_holds_every_block_there_is(image: Image) -> None:
    assert {block["type"] for block in body_with(image)} == set(BodyBlock().child_blocks)


def test_every_text_of_every_block_is_offered_for_translation(guide: InfoPage, image: Image, editor: User) -> None:
    raw = body_with(image)
    guide.body = body_from(raw)
    guide.save_revision(user=editor).publish(user=editor)
    texts = " ".join(source_texts(submit_for_translation(guide, "uk", actor=editor)))
    words = set(re.findall(r"Txt-[\w-]+", json.dumps(raw)))
    assert len(words) == 22
    assert words - set(re.findall(r"Txt-[\w-]+", texts)) == set()


def test_ways_in_of_the_front_page_are_offered_for_translation(home: HomePage, editor: User) -> None:
    entry = {"title": "Txt-who", "text": "Txt-what", "link_text": "Txt-link", "page": None, "destination": ""}
    home.entries = EntriesBlock().to_python([{"type": "entry", "value": entry}])
    home.save_revision(user=editor).publish(user=editor)
    texts = source_texts(submit_for_translation(home, "uk", actor=editor))
    assert {"Txt-who", "Txt-what", "Txt-link"} <= set(texts)


def test_translated_body_keeps_every_block(
    guide: InfoPage, image: Image, editor: User, translate: Callable[..., Page]
) -> None:
    guide.body = body_from(body_with(image))
    guide.save_revision(user=editor).publish(user=editor)
    translated = InfoPage.objects.get(pk=translate(guide, "uk").pk)
    assert [child.block_type for child in translated.body] == [child.block_type for child in guide.body]
    assert translated.body[3].value["steps"][1]["title"] == "uk Txt-step-2"
    assert translated.body[2].value.contextual_alt_text == "uk Txt-alt"
    table = translated.body[5].value
    assert table["table_caption"] == "uk Txt-caption"
    assert table["data"] == [
        ["uk Txt-column-1", "uk Txt-column-2"],
        ["uk Txt-cell", "17"],
        ["uk Txt-row", "uk Txt-cell"],
    ]
    assert table["table_header_choice"] == "row"


def test_row_put_into_a_table_keeps_the_translations_below_it(
    guide: InfoPage, editor: User, translate: Callable[..., Page]
) -> None:
    rows = [["Txt-a", "Txt-b"], ["Txt-c", "1"]]
    table = {"table_header_choice": "row", "table_caption": "Txt-caption"}
    guide.body = body_from([{"type": "table", "value": {"data": rows, **table}}])
    guide.save_revision(user=editor).publish(user=editor)
    translate(guide, "uk")
    guide = InfoPage.objects.get(pk=guide.pk)
    guide.body[0].value["data"].insert(1, ["Txt-new", "2"])
    guide.save_revision(user=editor).publish(user=editor)
    translation = submit_for_translation(guide, "uk", actor=editor)
    assert missing_texts(translation.source, translation.target_locale) == 1


def test_wagtails_own_table_would_be_passed_over() -> None:
    from wagtail.contrib.table_block.blocks import TableBlock as WagtailTableBlock

    from cms.blocks.parts import kinds

    assert not hasattr(WagtailTableBlock, "get_translatable_segments")
    for block in kinds(PageBodyBlock()):
        if isinstance(block, WagtailTableBlock):
            assert hasattr(block, "get_translatable_segments")
            assert hasattr(block, "restore_translated_segments")


TABLE = {"data": [["a", "b"], ["c", "d"]], "table_header_choice": "row", "table_caption": "Opłaty"}


@pytest.mark.parametrize(
    "wrong",
    [
        {"table_caption": "  "},
        {"table_header_choice": "neither"},
        {"data": [["a", ""], ["c", "d"]]},
        {"data": [["a", "b"], [None, "d"]], "table_header_choice": "column"},
    ],
)
def test_table_that_cannot_be_read_aloud_is_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        TableBlock().clean(TABLE | wrong)


def test_whole_table_passes_and_its_corner_may_be_empty() -> None:
    assert TableBlock().clean(dict(TABLE))
    both = TABLE | {"table_header_choice": "both", "data": [["", "b"], ["c", "d"]]}
    assert TableBlock().clean(both)


def test_draft_may_hold_an_unfinished_table() -> None:
    assert TableBlock().clean_deferred(TABLE | {"table_caption": ""})


def test_table_names_its_headings_for_people_who_do_not_see_it() -> None:
    html = TableBlock().render(
        TableBlock().clean(TABLE | {"table_header_choice": "both", "data": [["", "<b>"], ["c", "d"]]})
    )
    assert "<caption>Opłaty</caption>" in html
    assert re.findall(r'<th scope="(\w+)"[^>]*>(.*?)</th>', html) == [("col", "&lt;b&gt;"), ("row", "c")]
    assert 'data-label="&lt;b&gt;">d</td>' in html


def test_no_block_takes_raw_html() -> None:
    from wagtail.blocks import Block, RawHTMLBlock

    def inside(block: Block) -> list[Block]:
        below = block.child_blocks.values() if isinstance(block, StructBlock) or hasattr(block, "child_blocks") else []
        return [block, *(found for child in below for found in inside(child))]

    assert not [block for block in inside(BodyBlock()) if isinstance(block, RawHTMLBlock)]


@pytest.mark.parametrize(("alt", "decorative", "passes"), [("", False, False), ("Sala", False, True), ("", True, True)])
def test_image_needs_words_or_the_mark_that_it_is_decorative(
    write_news: Callable[..., NewsPage], image: Image, editor: User, alt: str, decorative: bool, passes: bool
) -> None:
    page = write_news("Ze zdjęciem", live=False)
    page.image, page.image_alt, page.image_is_decorative = image, alt, decorative
    if passes:
        assert publish_page(_saved(page, editor), actor=editor).live
    else:
        with pytest.raises(ValidationError):
            page.save_revision(user=editor)
        assert not NewsPage.objects.get(pk=page.pk).live


@pytest.mark.parametrize(("alt", "decorative", "passes"), [("", False, False), ("Sala", False, True), ("", True, True)])
def test_image_inside_the_text_needs_words_too(
    guide: InfoPage, image: Image, editor: User, alt: str, decorative: bool, passes: bool
) -> None:
    value = {"image": image.pk, "alt_text": alt, "decorative": decorative}
    guide.body = body_from([{"type": "image", "value": value}])
    if passes:
        assert publish_page(_saved(guide, editor), actor=editor).body
    else:
        with pytest.raises(ValidationError):
            guide.save_revision(user=editor)


def _saved(page: Page, editor: User) -> Page:
    page.save_revision(user=editor)
    return page


def test_new_page_gets_the_address_of_its_title(home: HomePage, editor: User) -> None:
    first = create_page(home, InfoPage(title="Żłobki i przedszkola"), actor=editor)
    second = create_page(home, InfoPage(title="Żłobki i przedszkola"), actor=editor)
    assert (first.slug, second.slug) == ("zlobki-i-przedszkola", "zlobki-i-przedszkola-1")
