"""One way to show an image: in several formats and sizes, and in words when the file is gone."""

import re
from io import BytesIO

import pytest
from django.core.files.base import ContentFile
from django.db import connection
from django.template import engines
from django.test.utils import CaptureQueriesContext
from PIL import Image as Raster
from PIL import ImageDraw
from wagtail.images.models import Image, Rendition

from cms.images import load_renditions, make_renditions, picture
from cms.shapes import SHAPES

pytestmark = pytest.mark.django_db


@pytest.fixture
def image(db: None) -> Image:
    raster = Raster.effect_mandelbrot((1600, 1000), (-2, -1, 1, 1), 60).convert("RGB")
    ImageDraw.Draw(raster).rectangle((100, 100, 500, 400), fill="teal")
    content = BytesIO()
    raster.save(content, "PNG")
    return Image.objects.create(title="Sala", file=ContentFile(content.getvalue(), "sala.png"))


def drawn(image: Image, options: str = "") -> str:
    template = engines["django"].from_string(f'{{% load images %}}{{% responsive image "text" "Sala" {options} %}}')
    return template.render({"image": image})


def test_formats_really_differ_and_the_newer_ones_are_smaller(image: Image) -> None:
    make_renditions(image, ["text"])
    files = {one.filter_spec: one.file for one in Rendition.objects.filter(filter_spec__startswith="width-960")}
    assert len(files) == 3
    heads = {spec.rpartition("-")[2]: file.open().read(16) for spec, file in files.items()}
    assert heads["avif"][4:12] == b"ftypavif"
    assert heads["webp"][8:12] == b"WEBP"
    assert heads["jpeg"][:2] == b"\xff\xd8"
    sizes = {spec.rpartition("-")[2]: file.size for spec, file in files.items()}
    assert sizes["avif"] < sizes["webp"] < sizes["jpeg"]


def test_picture_offers_every_format_in_every_width_with_its_measures(image: Image) -> None:
    make_renditions(image, ["text"])
    html = drawn(image)
    assert re.findall(r'<source type="([^"]+)"', html) == ["image/avif", "image/webp"]
    assert all(f"{width}w" in html for width in (480, 960, 1440))
    assert re.search(r'width="1440" height="900" alt="Sala" decoding="async" loading="lazy"', html)
    assert 'sizes="(min-width: 54rem) 52rem, 100vw"' in html


def test_first_image_of_a_page_does_not_wait_until_it_is_seen(image: Image) -> None:
    assert "loading" not in drawn(image, "is_first=True")


def test_reader_before_the_renditions_are_made_waits_for_one_only(image: Image) -> None:
    shown = picture(image, "text", "Sala")
    assert shown.url
    assert shown.sources == ()
    assert list(Rendition.objects.values_list("filter_spec", flat=True)) == ["width-480|format-jpeg"]


def test_small_image_is_not_made_larger(db: None) -> None:
    content = BytesIO()
    Raster.new("RGB", (300, 200), "teal").save(content, "PNG")
    small = Image.objects.create(title="Mała", file=ContentFile(content.getvalue(), "mala.png"))
    make_renditions(small, ["text"])
    shown = picture(small, "text", "")
    assert shown.srcset.count("w") >= 1
    assert shown.srcset.endswith(" 300w")
    assert "," not in shown.srcset


def test_cut_keeps_the_point_of_interest(image: Image) -> None:
    image.focal_point_x, image.focal_point_y, image.focal_point_width, image.focal_point_height = 300, 250, 400, 300
    image.save()
    rendition = image.get_rendition(SHAPES["card"].specs("jpeg")[0])
    assert rendition.focal_point_key
    assert rendition.width / rendition.height == pytest.approx(16 / 9, abs=0.02)


def test_lost_file_leaves_the_words_and_no_fault(image: Image) -> None:
    image.file.delete(save=False)
    image.file.name = "original_images/lost.png"
    image.save(update_fields=["file"])
    lost = Image.objects.get(pk=image.pk)
    html = drawn(lost)
    assert "<img" not in html
    assert "Sala" in html
    assert make_renditions(lost, ["card"]) == 0


def test_file_that_is_no_picture_leaves_the_words_and_no_fault(image: Image) -> None:
    image.file.storage.delete(image.file.name)
    image.file.storage.save(image.file.name, ContentFile(b"not a picture"))
    assert "<img" not in drawn(Image.objects.get(pk=image.pk))


def test_renditions_of_several_images_are_read_in_one_query(image: Image) -> None:
    images = [image, Image.objects.create(title="Druga", file=image.file.name, width=1600, height=1000)]
    for one in images:
        make_renditions(one, ["card"])
    fresh = list(Image.objects.order_by("pk"))
    with CaptureQueriesContext(connection) as queries:
        load_renditions(fresh)
        assert all(picture(one, "card", "").sources for one in fresh)
    assert len(queries) == 1
