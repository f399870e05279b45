"""A picture drawn for the demo, so that no foreign material is needed."""

from io import BytesIO
from math import cos, pi, sin

from django.core.files.base import ContentFile
from PIL import Image as Raster
from PIL import ImageDraw
from wagtail.images import get_image_model
from wagtail.images.models import AbstractImage

WIDTH, HEIGHT = 1600, 1000
SKY, TABLE = (226, 236, 233), (15, 92, 92)
PEOPLE = ((201, 98, 46), (48, 88, 150), (120, 74, 140), (61, 122, 74), (178, 60, 72), (94, 94, 94))
TITLE = "Rozmowa przy stole (demo)"


def round_table() -> AbstractImage:
    """Return the picture of people around a table; it is drawn once."""
    model = get_image_model()
    present: AbstractImage | None = model.objects.filter(title=TITLE).first()
    if present is not None:
        return present
    content = BytesIO()
    _draw().save(content, "PNG", optimize=True)
    # Given to the model whole: a file stored on an empty one leaves width and height unknown.
    file = ContentFile(content.getvalue(), "rozmowa-przy-stole-demo.png")
    image: AbstractImage = model(title=TITLE, file=file, focal_point_x=800, focal_point_y=500)
    image.focal_point_width, image.focal_point_height = 900, 600
    image.save()
    return image


def _draw() -> Raster.Image:
    raster = Raster.new("RGB", (WIDTH, HEIGHT), SKY)
    draw = ImageDraw.Draw(raster)
    for number in range(12):
        _person(draw, number * pi / 6, PEOPLE[number % len(PEOPLE)])
    draw.ellipse((420, 300, 1180, 700), fill=TABLE)
    draw.ellipse((450, 318, 1150, 662), fill=(24, 116, 116))
    return raster


def _person(draw: ImageDraw.ImageDraw, angle: float, colour: tuple[int, int, int]) -> None:
    x, y = WIDTH / 2 + 520 * cos(angle), HEIGHT / 2 + 320 * sin(angle)
    draw.ellipse((x - 95, y - 60, x + 95, y + 75), fill=colour)
    draw.ellipse((x - 45, y - 95, x + 45, y - 5), fill=(235, 205, 180))
