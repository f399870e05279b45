"""What one takes along: an address short enough to type, a QR code of it, and a PDF under the rules of the page."""

import builtins
import re
from collections.abc import Callable
from typing import Any
from uuid import UUID, uuid4
from xml.etree import ElementTree as Xml

import pytest
from django.conf import settings
from django.test import Client
from django.utils.translation import gettext, override
from wagtail.models import Page, PageViewRestriction

from accounts.models import User
from home import pdf
from home.models import GuidePage, HomePage, NewsPage
from home.pdf import ForeignAddress, draw, own_file
from home.short_addresses import code_of, key_of, short_address
from tests.city.places import contact, week
from tests.home.guides import guide, whole
from tests.pdf_text import text_of, unpacked

pytestmark = pytest.mark.django_db


@pytest.fixture
def page(home: HomePage, editor: User) -> GuidePage:
    return guide(home, editor, **whole(contact(hours=week())))


def words_in(pdf: bytes) -> str:
    """Return the words of a PDF with every break of a line taken as a space."""
    return " ".join(text_of(pdf).split())


def test_code_is_the_same_in_every_language_and_survives_being_typed(
    page: GuidePage, translate: Callable[..., Page]
) -> None:
    translated = translate(page, "uk")
    code = code_of(page.translation_key)
    assert code == code_of(translated.translation_key)
    assert re.fullmatch(r"[0-9a-hjkmnp-tv-z]{8}", code)
    assert key_of(code) == key_of(code.upper()) == key_of(f"{code[:4]}-{code[4:]}") == page.translation_key
    assert key_of(code.replace("0", "o").replace("1", "l")) == page.translation_key


@pytest.mark.parametrize("code", ["", "zzzzzzzz", "abc", "u" * 8, "k7m2p9qxx", "☃" * 8, "k7m2 9qx"])
def test_what_is_no_code_leads_nowhere(client: Client, page: GuidePage, code: str) -> None:
    assert key_of(code) is None
    if code:
        assert client.get(f"/g/{code}", follow=True).status_code == 404


def test_code_that_two_pages_share_leads_nowhere(page: GuidePage, news: NewsPage) -> None:
    clash = UUID(int=(page.translation_key.int >> 88 << 88) + (uuid4().int >> 40))
    Page.objects.filter(pk=news.pk).update(translation_key=clash)
    assert code_of(clash) == code_of(page.translation_key)
    assert key_of(code_of(clash)) is None


@pytest.mark.parametrize(("accepted", "prefix"), [("uk", "/uk/"), ("en", "/en/"), ("de", "/pl/")])
def test_short_address_leads_to_the_page_in_the_readers_language(
    client: Client, page: GuidePage, translate: Callable[..., Page], accepted: str, prefix: str
) -> None:
    translated = translate(page, "uk")
    answer = client.get(f"/g/{code_of(page.translation_key)}", headers={"Accept-Language": accepted})
    assert answer["Location"].startswith(prefix)
    assert (answer["Location"] == translated.get_url()) is (accepted == "uk")
    assert "Accept-Language" in answer["Vary"]
    shown = client.get(answer["Location"])
    assert shown.status_code == 200
    assert ("noindex" in shown.content.decode()) is (accepted == "en")


def test_language_of_the_cookie_and_of_the_prefix_count_too(client: Client, page: GuidePage) -> None:
    code = code_of(page.translation_key)
    assert client.get(f"/en/g/{code}")["Location"].startswith("/en/")
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "uk"
    assert client.get(f"/g/{code}", headers={"Accept-Language": "en"})["Location"].startswith("/uk/")


def test_every_kind_of_page_has_a_short_address(
    client: Client, news: NewsPage, page: GuidePage, home: HomePage
) -> None:
    for one in (news, page, home):
        assert client.get(f"/g/{code_of(one.translation_key)}").status_code == 302
        assert short_address(one) in client.get(one.get_url()).content.decode()


def test_short_address_of_a_draft_or_a_private_page_does_not_exist(
    client: Client, page: GuidePage, write_news: Callable[..., NewsPage]
) -> None:
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)
    for hidden in (page, write_news("Szkic", live=False)):
        code = code_of(hidden.translation_key)
        ends = ("", "/qr.svg", "/qr.png")
        assert [client.get(f"/g/{code}{end}", follow=True).status_code for end in ends] == [404] * 3


def test_qr_code_is_a_picture_of_the_short_address(client: Client, page: GuidePage) -> None:
    address = f"/g/{code_of(page.translation_key)}"
    drawn = client.get(f"{address}/qr.svg")
    assert drawn["Content-Type"] == "image/svg+xml"
    assert Xml.fromstring(drawn.content).tag == "{http://www.w3.org/2000/svg}svg"
    assert b"style" not in drawn.content
    painted = client.get(f"{address}/qr.png")
    assert painted.content.startswith(b"\x89PNG")
    assert "max-age" in painted["Cache-Control"]
    assert client.get(f"{address}/qr.exe").status_code == 404


def test_pdf_holds_the_words_facts_and_address_of_the_page(client: Client, page: GuidePage) -> None:
    answer = client.get(f"{page.get_url()}pdf")
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
    assert f"{page.slug}-pl.pdf" in answer["Content-Disposition"]
    text = words_in(answer.content)
    for words in ("Karta pobytu dla badaczy", "Txt-how", "Txt-paper", "340", "art. 112a", "+48 12 000 00 01"):
        assert words in text
    assert short_address(page) in text.replace(" ", "")


def test_pdf_is_tagged_names_its_language_and_knows_cyrillic(
    client: Client, page: GuidePage, translate: Callable[..., Page]
) -> None:
    translated = translate(page, "uk", title="Карта побиту для їжаків ґанку")
    content = client.get(f"{translated.get_url()}pdf").content
    parts = b"".join(unpacked(content).values())
    assert b"/MarkInfo" in parts
    assert b"/StructTreeRoot" in parts
    assert re.search(rb"/Lang \(uk\)", parts)
    assert b"pdfuaid:part" in parts
    assert "Карта побиту для їжаків ґанку" in words_in(content)


def test_pdf_of_an_untranslated_guide_says_so_in_the_readers_language(client: Client, page: GuidePage) -> None:
    answer = client.get(f"/en/{page.slug}/pdf")
    text = words_in(answer.content)
    with override("en"):
        assert gettext("This text has not been translated yet") in text
    assert "Txt-paper" in text
    assert re.search(rb"/Lang \(pl\)", b"".join(unpacked(answer.content).values()))


def test_pdf_moves_with_the_translation(client: Client, page: GuidePage, translate: Callable[..., Page]) -> None:
    translated = translate(page, "uk", title="Карта")
    assert client.get(f"/uk/{page.slug}/pdf")["Location"] == f"{translated.get_url()}pdf"


def test_pdf_of_a_private_page_asks_for_sign_in_and_of_other_pages_there_is_none(
    client: Client, page: GuidePage, news: NewsPage
) -> None:
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)
    assert "/accounts/login/" in client.get(f"{page.get_url()}pdf")["Location"]
    assert client.get(f"{news.get_url()}pdf").status_code == 404
    assert client.get("/pl/nie-ma/pdf").status_code == 404


def test_pdf_is_drawn_once_for_each_content(
    client: Client, page: GuidePage, editor: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn: list[str] = []

    def count(html: str) -> bytes:
        drawn.append(html)
        return draw(html)

    monkeypatch.setattr("home.pdf.draw", count)
    first = client.get(f"{page.get_url()}pdf")
    again = client.get(f"{page.get_url()}pdf", headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, len(drawn)) == (304, 1)
    page.lead = "Inny początek"
    page.save_revision(user=editor).publish(user=editor)
    assert client.get(f"{page.get_url()}pdf")["ETag"] != first["ETag"]
    assert len(drawn) == 2


def test_reader_does_not_wait_for_another_readers_pdf(
    client: Client, page: GuidePage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pdf, "WAITS_SECONDS", 0.01)
    with pdf._DRAWING:
        assert client.get(f"{page.get_url()}pdf").status_code == 503
    assert client.get(f"{page.get_url()}pdf").status_code == 200


def test_without_the_engine_the_reader_is_told_to_print_the_page(
    client: Client, page: GuidePage, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = builtins.__import__

    def without_pango(name: str, *args: Any, **kwargs: Any) -> Any:
        if name.startswith("weasyprint"):
            raise OSError("cannot load library 'libpango-1.0-0'")
        return real(name, *args, **kwargs)

    monkeypatch.setattr(builtins, "__import__", without_pango)
    answer = client.get(f"/en/{page.slug}/pdf")
    assert answer.status_code == 503
    assert f'href="/en/{page.slug}/"' in answer.content.decode()
    assert "print it instead" in answer.content.decode()


def test_engine_reads_our_own_files_and_nothing_else() -> None:
    site = settings.WAGTAILADMIN_BASE_URL
    assert own_file(f"{site}/static/home/guide-pdf.css", "/static/home/guide-pdf.css")
    for url, path in (
        ("http://127.0.0.1:1/static/home/guide-pdf.css", "/static/home/guide-pdf.css"),
        ("file:///etc/passwd", "/etc/passwd"),
        (f"{site}/static/../cms/settings/base.py", "/static/../cms/settings/base.py"),
        (f"{site}/admin/", "/admin/"),
    ):
        with pytest.raises(ForeignAddress):
            own_file(url, path)


def test_page_that_wants_a_foreign_picture_is_drawn_without_it(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*args: object, **kwargs: object) -> None:
        raise AssertionError("the engine opened a connection")

    monkeypatch.setattr("socket.socket.connect", refuse)
    html = '<html lang="pl"><title>A</title><p>Słowa</p><img src="http://127.0.0.1:1/x.png" alt="x"></html>'
    assert draw(html).startswith(b"%PDF")
