"""A guide: every word translated, every fact the same, each row marked with the language it is really in."""

import json
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.translation import gettext, override
from wagtail.models import Page

from accounts.models import User
from city.models import ContactPoint, Topic, Unit
from cms.blocks.body import body_from
from cms.outbox.models import OutboxEntry
from home.blocks import PageBodyBlock
from home.documents import PageSource
from home.guide_parts import Fee, FormToFill
from home.guides import amount_words, time_words
from home.models import GuidePage, HomePage, InfoPage
from home.services import create_page, publish_page, source_texts, submit_for_translation
from tests.city.places import contact, place, week
from tests.home.guides import fee, guide, row, streams, whole

pytestmark = pytest.mark.django_db


@pytest.fixture
def page(home: HomePage, editor: User) -> GuidePage:
    return guide(home, editor, **whole(contact(hours=week()), place(hours=week())))


def text(client: Client, page: Page | str) -> str:
    answer = client.get(page if isinstance(page, str) else page.get_url())
    assert answer.status_code == 200
    return answer.content.decode()


def test_every_word_is_offered_to_translators_and_no_fact_is(page: GuidePage, editor: User) -> None:
    offered = " ".join(source_texts(submit_for_translation(page, "uk", actor=editor)))
    stored = json.dumps([list(getattr(page, name).raw_data) for name in whole()], default=str)
    words = set(re.findall(r"Txt-[\w-]+", stored)) | {"Txt-lead", "Txt-result", "Txt-refusal"}
    assert len(words) == 16
    assert words - set(re.findall(r"Txt-[\w-]+", offered)) == set()
    for fact in ("340", "60", "art. 112a", "Ustawa", "example.org", "original", "Ambasada"):
        assert fact not in offered


def test_reader_sees_every_part_with_a_list_of_contents_that_needs_no_script(client: Client, page: GuidePage) -> None:
    html = text(client, page)
    for words in ("Txt-who", "Txt-step", "Txt-paper", "Txt-fee", "Txt-time", "Txt-form", "Txt-result", "Txt-refusal"):
        assert words in html
    for fact in ("340 ", "art. 112a", "+48 12 000 00 01", "Przykładowa"):
        assert fact in html
    contents = re.findall(r'<a href="#([\w-]+)"', html.split('aria-labelledby="contents"')[1].split("</nav>")[0])
    assert len(contents) == 10
    assert all(f'id="{name}"' in html for name in contents)


def test_empty_parts_have_neither_heading_nor_entry(client: Client, home: HomePage, editor: User) -> None:
    html = text(client, guide(home, editor, **streams(fees=[fee()]), refusal=""))
    assert re.findall(r'<a href="#(?!main)([\w-]+)"', html) == ["fees", "result"]


def test_untranslated_guide_is_shown_in_polish_with_a_notice_and_its_language(client: Client, page: GuidePage) -> None:
    html = text(client, f"/en/{page.slug}/")
    with override("en"):
        assert gettext("This text has not been translated yet") in html
    assert re.search(r'<strong lang="pl">Txt-paper</strong>', html)
    assert '<ol class="steps__list" lang="pl">' in html
    assert "noindex" in html


def test_changed_fee_is_the_same_in_every_language_at_once(
    client: Client, page: GuidePage, translate: Callable[..., Page], editor: User
) -> None:
    translated = translate(page, "uk")
    raw = [dict(item) for item in page.fees.raw_data]
    raw[0]["value"] = {**raw[0]["value"], "amount": "440.50"}
    page.fees = raw
    publish_page(_saved(page, editor), actor=editor)
    for shown in (page, translated):
        html = text(client, shown)
        assert "440,50" in html
        assert "340" not in html
    assert "uk Txt-fee" in text(client, translated)


def test_row_no_translator_has_seen_is_shown_in_polish_and_marked(
    client: Client, page: GuidePage, translate: Callable[..., Page], editor: User
) -> None:
    translated = translate(page, "uk")
    added = streams(documents=[row("document", name="Nowy dokument", form="copy", note="")])["documents"]
    page.documents = [*page.documents.raw_data, *added.raw_data]
    publish_page(_saved(page, editor), actor=editor)
    html = text(client, translated)
    assert '<strong lang="pl">Nowy dokument</strong>' in html
    assert '<strong lang="uk">uk Txt-paper</strong>' in html


def test_row_taken_out_leaves_the_translation_when_it_is_written_anew(
    page: GuidePage, translate: Callable[..., Page], editor: User
) -> None:
    translate(page, "uk")
    page.documents = []
    page.law = streams(law=[row("reference", act="Kpa", article="art. 35", url="https://example.org/kpa")])["law"]
    publish_page(_saved(page, editor), actor=editor)
    translated = GuidePage.objects.get(pk=translate(page, "uk").pk)
    assert len(translated.documents) == 0
    assert [child.value["article"] for child in translated.law] == ["art. 35"]


def _saved(page: Page, editor: User) -> Page:
    page.save_revision(user=editor)
    return page


@pytest.mark.parametrize(
    ("language", "amount", "words"),
    [
        ("pl", "340.00", "340"),
        ("pl", "1234.50", "1\xa0234,50"),
        ("en", "1234.50", "1,234.50"),
        ("uk", "100.50", "100,50"),
    ],
)
def test_amount_is_written_as_people_of_the_language_write_it(language: str, amount: str, words: str) -> None:
    with override(language):
        assert amount_words({"is_free": False, "amount": amount}).startswith(words)


def test_time_says_whether_the_law_sets_it() -> None:
    with override("en"):
        assert time_words({"number": 1, "unit": "month", "is_legal_limit": False}) == "1 month"
        assert time_words({"number": 60, "unit": "day", "is_legal_limit": True}) == "at most 60 days"


@pytest.mark.parametrize(
    "value",
    [
        {"what": "A", "is_free": False, "amount": None, "how_to_pay": ""},
        {"what": "A", "is_free": True, "amount": "10.00", "how_to_pay": ""},
        {"what": "", "is_free": True, "amount": None, "how_to_pay": ""},
        {"what": "A", "is_free": False, "amount": "-1.00", "how_to_pay": ""},
    ],
)
def test_fee_is_either_an_amount_or_free(value: dict[str, Any]) -> None:
    block = Fee()
    with pytest.raises(ValidationError):
        block.clean(block.to_python(value))


def test_form_is_an_address_or_a_document() -> None:
    block = FormToFill()
    with pytest.raises(ValidationError):
        block.clean(block.to_python({"name": "A", "url": "", "document": None}))
    assert block.clean(block.to_python({"name": "A", "url": "https://example.org/", "document": None}))


def test_structured_data_say_what_the_page_says_and_cannot_break_out(
    client: Client, home: HomePage, editor: User
) -> None:
    nasty = '</script><script>alert("1")</script>&'
    page = guide(home, editor, lead=nasty, **whole(contact(hours=week())))
    html = text(client, page)
    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', html, re.DOTALL)
    assert found
    data = json.loads(found[1])
    assert (data["@type"], data["description"], data["inLanguage"]) == ("GovernmentService", nasty, "pl")
    assert data["offers"][0] | {} == {
        "@type": "Offer", "description": "Txt-fee", "price": "340.00", "priceCurrency": "PLN",
    }  # fmt: skip
    assert data["availableChannel"][0]["servicePhone"]["telephone"] == "+48 12 000 00 01"
    assert "alert" not in html.replace(found[1], "").replace("&lt;script&gt;alert", "")


def test_one_changed_number_changes_every_page_that_names_the_contact(
    client: Client, home: HomePage, page: GuidePage, editor: User
) -> None:
    point = ContactPoint.objects.get(code="embassy")
    body = body_from([{"type": "contact", "value": point.pk}], PageBodyBlock())
    other = publish_page(create_page(home, InfoPage(title="Kontakt", body=body), actor=editor), actor=editor)
    OutboxEntry.objects.all().delete()
    point.phone = "+48 12 000 00 77"
    point.save()
    assert all("+48 12 000 00 77" in text(client, shown) for shown in (page, other))
    again = {row.payload["pk"] for row in OutboxEntry.objects.filter(topic="search.refresh")}
    assert again == {page.pk, other.pk}


def test_changed_place_makes_the_search_read_pages_again_that_name_its_contact(home: HomePage, editor: User) -> None:
    office = place()
    page = guide(home, editor, **whole(contact(place=office)))
    OutboxEntry.objects.all().delete()
    office.street = "Inna"
    office.save()
    assert {row.payload["pk"] for row in OutboxEntry.objects.filter(topic="search.refresh")} == {page.pk}


def test_contact_that_was_deleted_leaves_the_page_whole(client: Client, page: GuidePage) -> None:
    ContactPoint.objects.all().delete()
    assert "Txt-result" in text(client, page)


def test_search_finds_facts_steps_and_contacts(page: GuidePage, translate: Callable[..., Page]) -> None:
    translated = translate(page, "uk")
    found = {document.pk: document for document in PageSource().documents([page.pk, translated.pk])}
    assert found[page.pk].kind == "page-guide"
    for words in ("Txt-step-2", "Txt-paper", "Txt-refusal", "art. 112a", "Ambasada przykładowa", "Urząd przykładowy"):
        assert words in found[page.pk].body
    assert "uk Txt-how" in found[translated.pk].body


def test_documents_take_as_many_queries_for_many_guides_as_for_few(home: HomePage, editor: User) -> None:
    point = contact(place=place())
    pages = [guide(home, editor, title=f"Poradnik {number}", **whole(point)).pk for number in range(5)]
    list(PageSource().documents(pages))
    counts = []
    for some in (pages[:2], pages):
        with CaptureQueriesContext(connection) as queries:
            assert len(list(PageSource().documents(some))) == len(some)
        counts.append(len(queries))
    assert counts[0] == counts[1]


@pytest.mark.parametrize("language", ["pl", "uk", "en"])
def test_page_takes_the_same_number_of_queries_for_one_row_and_for_six(
    client: Client, home: HomePage, editor: User, translate: Callable[..., Page], language: str
) -> None:
    counts = []
    unit, topics = Unit.objects.facts().get(code="embassy"), list(Topic.objects.facts()[:3])
    for size in (1, 6):
        points = [contact(f"c{size}-{n}", place=place(f"p{size}-{n}"), hours=week(), unit=unit) for n in range(size)]
        named = [{"type": "contact", "value": point.pk} for point in points]
        named += [{"type": "place", "value": point.place.pk} for point in points if point.place]
        lists = streams(
            points=named, body=named, fees=[fee()] * size,
            documents=[row("document", name="A", form="copy", note="")] * size,
            steps=[row("step", title="Krok", text="<p>Jak</p>")] * size,
        )  # fmt: skip
        page = guide(home, editor, title=f"Poradnik {size}", owner_unit=unit, topics=topics[:size], **lists)
        translated = translate(page, "uk")
        address = {"pl": page.get_url(), "uk": translated.get_url(), "en": f"/en/{page.slug}/"}[language]
        client.get(address)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address).status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1]
    assert counts[0] <= 25, counts
