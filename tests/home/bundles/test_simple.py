"""A table that a clerk fills in becomes pages."""

from collections.abc import Callable
from pathlib import Path

import pytest

from home.bundles.importing import Outcome
from home.bundles.problems import BundleRefused
from home.bundles.simple import blocks_of
from home.models import InfoPage, NewsPage

from .conftest import Write, codes

Bring = Callable[..., Outcome]
TABLE = """\
key;parent;type;language;title;lead;text;unit;topics;state;show_in_menus;verified_on
poradnik;home;SectionPage;pl;Poradniki;;;;;live;tak;
karta;home;InfoPage;pl;Karta pobytu;Jak ją dostać.;"## Najpierw

Zbierz papiery & <kopie>.

- paszport
- zdjęcie";{unit};{topic};live;;5.11.2026
karta;home;InfoPage;uk;Карта побиту;Як її отримати.;"## Спочатку

Зберіть документи.

- паспорт
- фото";;;live;;
"""


@pytest.fixture
def table(tmp_path: Path) -> Callable[..., Path]:
    def act(text: str, encoding: str = "utf-8", name: str = "strony.csv") -> Path:
        (tmp_path / name).write_bytes(text.encode(encoding))
        return tmp_path / name

    return act


def test_plain_text_becomes_blocks() -> None:
    assert blocks_of("# A\r\n\r\nb\nc\n\n- d\n- e\n\n### F") == [
        {"type": "heading", "value": {"text": "A", "level": "h2"}},
        {"type": "paragraph", "value": "<p>b<br/>c</p>"},
        {"type": "paragraph", "value": "<ul><li>d</li><li>e</li></ul>"},
        {"type": "heading", "value": {"text": "F", "level": "h3"}},
    ]


@pytest.mark.django_db
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
def test_a_table_becomes_pages_with_translations(
    city: None, table: Callable[..., Path], bring: Bring, encoding: str
) -> None:
    from city.models import Topic, Unit

    unit, topic = Unit.objects.facts().first(), Topic.objects.facts().first()
    outcome = bring(table(TABLE.format(unit=unit.code, topic=topic.code), encoding))
    assert codes(outcome) == []
    pages = {page.locale.language_code: page for page in InfoPage.objects.all()}
    polish, ukrainian = pages["pl"], pages["uk"]
    assert polish.owner_unit == unit
    assert list(polish.topics.all()) == [topic] == list(ukrainian.topics.all())
    assert polish.verified_on.isoformat() == "2026-11-05"
    assert [block["value"] for block in polish.body.raw_data][1:] == [
        "<p>Zbierz papiery &amp; &lt;kopie&gt;.</p>",
        "<ul><li>paszport</li><li>zdjęcie</li></ul>",
    ]
    assert [block["id"] for block in polish.body.raw_data] == [block["id"] for block in ukrainian.body.raw_data]
    assert ukrainian.live


@pytest.mark.django_db
def test_the_same_table_again_changes_nothing(city: None, table: Callable[..., Path], bring: Bring) -> None:
    path = table("key,parent,type,language,title,state\na,home,InfoPage,pl,Tytuł,live\n")
    assert bring(path).written == 1
    assert bring(path).unchanged == 1


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("text", "encoding", "line", "code"),
    [
        ("key,tytuł\na,b\n", "utf-8", 1, "unknown_column"),
        ("key,key\na,b\n", "utf-8", 1, "header"),
        ("\n\n", "utf-8", 1, "header"),
        ("key,title\na,b,c\n", "utf-8", 2, "cells"),
        ('key,title\na,"b\n', "utf-8", 2, "csv"),
        ("key,title\na,b\nc,Zażółć\n", "cp1250", 3, "encoding"),
        ("key,title\na,b\n", "utf-16", 1, "encoding"),
    ],
)
def test_a_table_that_cannot_be_read_is_named_with_its_line(
    table: Callable[..., Path], bring: Bring, text: str, encoding: str, line: int, code: str
) -> None:
    with pytest.raises(BundleRefused) as refused:
        bring(table(text, encoding))
    assert [(it.file, it.line, it.code) for it in refused.value.problems] == [("pages.csv", line, code)]


@pytest.mark.django_db
def test_a_row_after_a_long_cell_is_named_by_its_own_line(table: Callable[..., Path], bring: Bring) -> None:
    rows = (
        'key,parent,type,language,title,lead,state\na,home,InfoPage,pl,A,"x\ny\nz",live\nb,home,InfoPage,pl,B,,hidden\n'
    )
    assert codes(bring(table(rows))) == [("pages.csv", 5, "state")]


@pytest.mark.django_db
def test_yes_and_no_are_words(table: Callable[..., Path], bring: Bring) -> None:
    rows = "key,parent,type,language,title,show_in_menus\na,home,InfoPage,pl,A,może\n"
    assert codes(bring(table(rows))) == [("pages.csv", 2, "yes_or_no")]


@pytest.mark.django_db
def test_a_bundle_with_a_table_and_pictures_needs_no_manifest(write: Write, bring: Bring) -> None:
    from .conftest import picture

    rows = [
        ("key", "parent", "type", "language", "title", "listing", "lead", "image", "image_alt", "state"),
        ("a", "home", "SectionPage", "pl", "Aktualności", "news", "", "", "", "live"),
        ("b", "a", "NewsPage", "pl", "Nowe", "", "Wieść.", "sala", "Sala", "live"),
    ]
    images = [("key", "file", "title", "alt"), ("sala", "images/s.jpg", "Sala", "Pusta sala")]
    path = write(
        tables={"pages.csv": rows, "images.csv": images}, files={"images/s.jpg": picture(kind="JPEG")}, manifest=None
    )
    assert codes(bring(path)) == []
    assert NewsPage.objects.get().image.description == "Pusta sala"
