"""The sketch of where a place is: right distances, right directions, no foreign service."""

import re
from decimal import Decimal
from xml.etree import ElementTree as Xml

import pytest
from django.test import Client
from django.utils.translation import override

from city.map_sketch import MAIN_SQUARE, Spot, nearest, sketch, way
from city.map_words import distance
from tests.city.places import place

WAWEL = (50.05410, 19.93540)


@pytest.mark.parametrize(
    ("target", "direction"),
    [
        ((50.08, 19.93731), 0),
        ((50.074, 19.956), 1),
        ((50.06168, 19.99), 2),
        ((50.05, 19.956), 3),
        ((50.04, 19.93731), 4),
        ((50.05, 19.919), 5),
        ((50.06168, 19.88), 6),
        ((50.074, 19.919), 7),
    ],
)
def test_directions_count_from_north_by_the_clock(target: tuple[float, float], direction: int) -> None:
    assert way(MAIN_SQUARE, target).direction == direction


def test_distance_is_that_of_the_earth() -> None:
    assert way(MAIN_SQUARE, WAWEL).metres == pytest.approx(854, abs=10)


def test_distance_is_said_as_people_say_it() -> None:
    with override("en"):
        assert [distance(metres) for metres in (3, 854, 1000, 2349)] == ["10 m", "850 m", "1.0 km", "2.3 km"]
    with override("pl"):
        assert distance(2349) == "2,3 km"


def test_everything_is_drawn_at_one_scale_with_north_up() -> None:
    north = Spot("A", "pl", WAWEL[0] + 0.003, WAWEL[1])
    drawing = sketch(Spot("Wawel", "pl", *WAWEL), [north])
    mark = drawing.neighbours[0]
    assert (mark.x, mark.number) == (160.0, 1)
    assert mark.y < 120
    metres = way(WAWEL, (north.latitude, north.longitude)).metres
    assert (120 - mark.y) / metres == pytest.approx(drawing.bar_length / drawing.bar_metres, rel=0.02)
    assert drawing.square is not None
    assert drawing.square.y < mark.y


def test_place_on_the_other_side_of_the_city_is_not_near_by() -> None:
    assert nearest(Spot("W", "pl", *WAWEL), [Spot("Far", "pl", WAWEL[0] + 0.05, WAWEL[1])]) == []


def test_only_the_nearest_few_are_numbered() -> None:
    others = [Spot(f"S{number}", "pl", WAWEL[0] + number / 1000, WAWEL[1]) for number in range(9, 0, -1)]
    assert [spot.name for spot, _way in nearest(Spot("W", "pl", *WAWEL), others)] == ["S1", "S2", "S3", "S4", "S5"]


@pytest.mark.django_db
def test_drawing_is_a_picture_that_may_be_kept_and_names_no_other_server(client: Client, city: None) -> None:
    place(name='Urząd <script>"&')
    place("near", latitude=Decimal("50.06700"), longitude=Decimal("19.94250"))
    answer = client.get("/en/city/places/office/map.svg")
    assert answer["Content-Type"] == "image/svg+xml"
    assert "max-age=86400" in answer["Cache-Control"]
    text = answer.content.decode()
    picture = Xml.fromstring(text)
    assert 'Urząd <script>"&' in picture.findtext("{http://www.w3.org/2000/svg}title", "")
    assert not re.search(r"style=|<style|<script|href", text)
    assert re.findall(r"https?://[^\"]+", text) == ["http://www.w3.org/2000/svg"]
    again = client.get("/en/city/places/office/map.svg", headers={"If-None-Match": answer["ETag"]})
    assert again.status_code == 304


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["pl", "uk", "en"])
def test_numbers_of_the_drawing_are_never_written_the_way_people_write_them(
    client: Client, city: None, language: str
) -> None:
    place()
    place("near", latitude=Decimal("50.06712"), longitude=Decimal("19.94266"))
    picture = Xml.fromstring(client.get(f"/{language}/city/places/office/map.svg").content)
    numbers = [one.get(name) for one in picture.iter() for name in ("cx", "cy", "r", "x", "y") if one.get(name)]
    assert len(numbers) > 10
    assert all(re.fullmatch(r"-?[0-9]+(\.[0-9]+)?", str(number)) for number in numbers)
    assert not [one for one in picture.iter() if re.search(r"[0-9],[0-9]", one.get("d", ""))]


@pytest.mark.django_db
def test_drawing_changes_its_tag_with_what_it_shows(client: Client, city: None) -> None:
    place()
    before = client.get("/en/city/places/office/map.svg")["ETag"]
    assert client.get("/pl/city/places/office/map.svg")["ETag"] != before
    place("near", latitude=Decimal("50.06700"), longitude=Decimal("19.94250"))
    assert client.get("/en/city/places/office/map.svg")["ETag"] != before


@pytest.mark.django_db
def test_place_without_a_position_has_no_drawing(client: Client, city: None) -> None:
    place(latitude=None, longitude=None)
    assert client.get("/en/city/places/office/map.svg").status_code == 404
    assert client.get("/en/city/places/nowhere/map.svg").status_code == 404
