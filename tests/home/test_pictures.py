"""No image is published without words, wherever it stands: a test for each place, and that there is no other."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from modelcluster.models import get_all_child_relations
from wagtail.blocks import Block, ListBlock, RichTextBlock, StreamBlock, StructBlock
from wagtail.fields import RichTextField, StreamField
from wagtail.images.blocks import ImageBlock, ImageChooserBlock
from wagtail.images.models import Image

from accounts.models import User
from cms.blocks.body import body_from
from cms.blocks.parts import kinds
from cms.pages import BasePage
from cms.pictures import has_silent_image, is_image_field, says_something, silent_images
from cms.versions import EasyTextBlock
from home.models import HomePage, InfoPage, NewsPage, SituationPage
from home.pictures import pictures_of

PAGES = [model for model in apps.get_models() if issubclass(model, BasePage)]
STREAMS = [field for model in apps.get_models() for field in model._meta.get_fields() if isinstance(field, StreamField)]


def picture(image: Image, alt: str = "", decorative: bool = False) -> dict[str, object]:
    return {"image": image.pk, "alt_text": alt, "decorative": decorative}


class Deep(StreamBlock):
    """An image in a block in a list in a block in a stream."""

    gallery = StructBlock([("rows", ListBlock(StructBlock([("picture", ImageBlock())])))])
    alone = ImageBlock()
    text = StructBlock([("words", RichTextBlock())])


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("alt", "decorative", "silent"), [("", False, True), ("Sala", False, False), ("", True, False)]
)
def test_image_is_found_however_deep_it_lies(image: Image, alt: str, decorative: bool, silent: bool) -> None:
    block = Deep()
    inside = {"rows": [{"picture": picture(image, alt, decorative)}]}
    assert has_silent_image(block, body_from([{"type": "gallery", "value": inside}], block)) is silent
    alone = [{"type": "alone", "value": picture(image, alt, decorative)}]
    assert has_silent_image(block, body_from(alone, block)) is silent


@pytest.mark.django_db
def test_last_of_many_images_is_looked_at_too(image: Image) -> None:
    rows = {"rows": [{"picture": picture(image, "Sala")}, {"picture": picture(image)}]}
    assert has_silent_image(Deep(), body_from([{"type": "gallery", "value": rows}], Deep()))


@pytest.mark.parametrize(
    ("html", "silent"),
    [
        ('<p>a</p><embed embedtype="image" id="1" format="left" alt=""/>', True),
        ('<embed embedtype="image" id="1" format="left"/>', True),
        ('<embed embedtype="image" id="1" format="left" alt="Sala"/>', False),
        ('<p><img src="/x.png"></p>', True),
        ("<p>Bez obrazu</p>", False),
    ],
)
def test_image_inside_rich_text_is_found(html: str, silent: bool) -> None:
    block = Deep()
    assert has_silent_image(block, body_from([{"type": "text", "value": {"words": html}}], block)) is silent


@pytest.mark.parametrize(
    "words", ["", "   ", "sala.png", "IMG_1234", "DSC 0042", "image", "photo-3.jpeg", "12345", "Zdjęcie sali.JPG"]
)
def test_name_of_a_file_does_not_pass_as_a_description(words: str) -> None:
    assert not says_something(words)


@pytest.mark.parametrize("words", ["Sala obrad", "Plakat: 100 lat", "Imię na tablicy", "Photo of the Mayor", "Wisła"])
def test_plain_words_pass(words: str) -> None:
    assert says_something(words)


@pytest.mark.django_db
@pytest.mark.parametrize("model", [HomePage, InfoPage, NewsPage, SituationPage])
def test_body_of_every_page_type_is_held_to_the_rule(model: type[BasePage], image: Image, home: HomePage) -> None:
    page = model(title="Strona", locale=home.locale, body=body_from([{"type": "image", "value": picture(image)}]))
    assert "body" in page.faults()
    page = model(
        title="Strona", locale=home.locale, body=body_from([{"type": "image", "value": picture(image, "Sala")}])
    )
    assert "body" not in page.faults()


@pytest.mark.django_db
def test_title_of_the_library_that_is_a_file_name_is_refused_when_taken_over(
    write_news: Callable[..., NewsPage], image: Image
) -> None:
    page = write_news(live=False)
    page.image, page.image_alt = image, "IMG_20260227.jpg"
    with pytest.raises(ValidationError) as refused:
        page.save_revision()
    assert "image_alt" in refused.value.message_dict


@pytest.mark.django_db
def test_draft_with_a_silent_image_is_kept_in_the_administration_and_not_published(
    client, editor: User, write_news: Callable[..., NewsPage], image: Image
) -> None:
    from django.urls import reverse
    from wagtail.test.utils.form_data import nested_form_data, streamfield

    page = write_news()
    data = nested_form_data({
        "title": "Nowy tytuł", "slug": page.slug, "lead": "Lead", "published_on": "2026-03-03",
        "image": image.pk, "image_alt": "",
        **{name: streamfield([]) for name in ("body", "corrections", "related", "easy_text")},
        "comments": {"TOTAL_FORMS": 0, "INITIAL_FORMS": 0, "MIN_NUM_FORMS": 0, "MAX_NUM_FORMS": ""},
    })  # fmt: skip
    client.force_login(editor, backend="django.contrib.auth.backends.ModelBackend")
    address = reverse("wagtailadmin_pages:edit", args=[page.pk])
    refused = client.post(address, data | {"action-publish": "1"})
    assert refused.status_code == 200
    assert "image_alt" in refused.context["form"].errors
    assert client.post(address, data).status_code == 302
    assert NewsPage.objects.get(pk=page.pk).title != "Nowy tytuł"


def with_children(models_: list[type[models.Model]]) -> Iterator[type[models.Model]]:
    for model in models_:
        yield model
        yield from with_children([relation.related_model for relation in get_all_child_relations(model)])


def test_every_image_of_a_page_or_its_rows_has_words_beside_it() -> None:
    found = [
        (model, field) for model in with_children(PAGES) for field in model._meta.get_fields() if is_image_field(field)
    ]
    assert (NewsPage, NewsPage._meta.get_field("image")) in found
    for model, field in found:
        names = {one.name for one in model._meta.concrete_fields}
        assert {f"{field.name}_alt", f"{field.name}_is_decorative"} <= names, f"{model.__name__}.{field.name}"


def test_no_block_chooses_an_image_without_room_for_words() -> None:
    assert STREAMS
    alone = [
        f"{field.model.__name__}.{field.name}"
        for field in STREAMS
        for block in kinds(field.stream_block)
        if isinstance(block, ImageChooserBlock)
    ]
    assert alone == []


def test_images_are_not_put_into_rich_text() -> None:
    def features(of: Block | RichTextField) -> set[str]:
        assert of.features is not None, of
        return set(of.features)

    blocks = [block for field in STREAMS for block in kinds(field.stream_block) if isinstance(block, RichTextBlock)]
    fields = [
        field
        for model in apps.get_models()
        for field in model._meta.get_fields()
        if isinstance(field, RichTextField) and model._meta.app_label in {"home", "city"}
    ]
    assert blocks
    for one in [*blocks, *fields]:
        assert not features(one) & {"image", "embed"}


def test_no_template_shows_the_librarys_title_for_lack_of_words() -> None:
    own, librarys = 0, []
    for path in Path(settings.ROOT).glob("*/templates/**/*.html"):
        content = path.read_text(encoding="utf-8")
        own += content.count("{% responsive ")  # says nothing where it is given no words
        librarys += [(path.name, tag) for tag in re.findall(r"{% (?:image|picture|srcset_image) .*?%}", content)]
    assert own >= 2
    assert [one for one in librarys if " as " not in one[1] and "alt=" not in one[1]] == []


@pytest.mark.django_db
def test_page_without_images_has_none_that_are_silent(home: HomePage) -> None:
    assert list(silent_images(home)) == []


@pytest.mark.django_db
def test_images_of_an_easy_to_read_text_are_made_in_every_shape_too(home: HomePage, image: Image) -> None:
    value = {"image": image.pk, "alt_text": "Sala", "decorative": False}
    page = InfoPage(title="Łatwa", easy_text=body_from([{"type": "image", "value": value}], EasyTextBlock()))
    assert [found.pk for found, _shapes in pictures_of(page)] == [image.pk]
