"""The page of a call: facts once for all languages, words in each, an extension as an act that everybody can read."""

import json
import re
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.documents.models import Document
from wagtail.models import Page

from accounts.models import User
from city.models import Topic
from consultations.organisations.models import Organisation
from home.call_parts import CallDocument
from home.calls.models import Call, CallDeadline, CallResult
from home.calls.services import cancel_call, publish_results
from home.models import CallPage, SectionPage
from home.services import source_texts, submit_for_translation
from home.translation.states import State, statuses
from tests.city.places import contact, week
from tests.home.calls.conftest import MakeCall
from tests.home.calls.pages import NOW, attachments, document, documents, extend, plain, text, write
from tests.home.calls.questions.conftest import answered, asked
from tests.home.events.clock import at
from tests.pdf_text import text_of

pytestmark = pytest.mark.django_db

OPENS = datetime(2026, 11, 1, 7, tzinfo=UTC)
CLOSES = datetime(2026, 12, 1, 11, tzinfo=UTC)
LATER = datetime(2026, 12, 15, 11, tzinfo=UTC)
Translate = Callable[..., Page]


@pytest.fixture
def call(make_call: MakeCall) -> Call:
    return make_call(
        opens_at=OPENS, closes=CLOSES, budget=Decimal(150000), max_grant=Decimal("7500.50"),
        own_contribution_pct=Decimal(0), eligible_kinds=[Organisation.Kind.FOUNDATION], legal_basis="art. 11 ust. 2",
        external_url="https://oferty.example.org/3",
    )  # fmt: skip


@pytest.fixture
def page(call: Call, call_section: SectionPage, editor: User) -> CallPage:
    with at("2026-11-01T10:00:00Z"):
        return write(call_section, call, editor, applicants="<p>Z siedzibą w Krakowie.</p>")


def words_in_pdf(response: Any) -> str:
    return " ".join(text_of(response.content).split())


def in_english(client: Client, page: Page) -> str:
    return text(client.get(page.get_url().replace("/pl/", "/en/")))


@at(NOW)
def test_page_says_until_which_hour_offers_are_taken_and_what_is_offered(client: Client, page: CallPage) -> None:
    html = in_english(client, page)
    words = plain(html)
    assert '<time datetime="2026-12-01T12:00+01:00">' in html
    assert "(in 5 days)" in words
    assert "150,000 PLN" in words
    assert "7,500.50 PLN" in words
    assert "Own contribution not required" in words
    assert "foundation" in words
    assert "Z siedzibą w Krakowie." in words
    assert "art. 11 ust. 2" in words
    assert 'href="https://oferty.example.org/3"' in html


@pytest.mark.parametrize(
    ("now", "left"),
    [
        ("2026-11-30T22:59:00Z", "(tomorrow)"),
        ("2026-11-30T23:01:00Z", "(today)"),
        ("2026-12-01T10:59:00Z", "(today)"),
        ("2026-12-01T11:00:00Z", ""),
    ],
)
def test_days_left_are_counted_by_the_calendar_of_the_city(client: Client, page: CallPage, now: str, left: str) -> None:
    with at(now):
        found = re.search(r'class="deadline__left">([^<]*)<', in_english(client, page))
    assert (found[1] if found else "") == left


def test_system_for_offers_is_linked_only_while_offers_are_taken(client: Client, page: CallPage, call: Call) -> None:
    address = 'href="https://oferty.example.org/3"'
    with at("2026-12-01T10:59:00Z"):
        assert address in in_english(client, page)
    with at("2026-12-01T11:00:00Z"):
        closed = in_english(client, page)
    assert address not in closed
    assert "Offers are no longer taken." in closed
    Call.objects.filter(pk=call.pk).update(opens_at=datetime(2026, 11, 28, tzinfo=UTC))
    with at(NOW):
        planned = in_english(client, page)
    assert address not in planned
    assert "Offers are taken from:" in planned


@at(NOW)
def test_extension_stands_with_what_was_before_why_and_by_which_decision(
    client: Client, page: CallPage, call: Call, clerk: User
) -> None:
    extend(call, LATER, clerk, why={"pl": "Awaria systemu.", "en": "The system was down."})
    html = in_english(client, page)
    assert (
        len(
            re.findall(
                r'<s[^>]*>\s*<span class="visually-hidden">[^<]+</span>\s*<time datetime="2026-12-01T12:00', html
            )
        )
        == 2
    )
    assert '<time datetime="2026-12-15T12:00+01:00">' in html
    assert "The system was down." in html
    assert "ZP/12/2026" in html
    assert '<time datetime="2026-11-26">' in html
    assert '<span lang="pl">Awaria systemu.</span>' in text(client.get(page.get_url().replace("/pl/", "/uk/")))


@at(NOW)
def test_whole_history_of_several_extensions_is_kept(client: Client, page: CallPage, call: Call, clerk: User) -> None:
    for day, why in ((LATER, "Pierwszy powód."), (LATER + timedelta(days=5), "Drugi powód.")):
        extend(call, day, clerk, why={"pl": why})
    words = plain(text(client.get(page.get_url())))
    assert words.index("Pierwszy powód.") < words.index("Drugi powód.")
    old = re.findall(r'class="deadline__old">.*?datetime="([^"]+)"', text(client.get(page.get_url())), re.S)
    assert old == ["2026-12-01T12:00+01:00", "2026-12-15T12:00+01:00"]


@at(NOW)
def test_deadline_is_the_same_in_every_language_without_publishing_anything(
    client: Client, page: CallPage, call: Call, clerk: User, translate: Translate
) -> None:
    translate(page, "uk", title="Конкурс")
    extend(call, LATER, clerk)
    found = []
    for code, _name in settings.LANGUAGES:
        html = text(client.get(f"/{code}{page.get_url()[3:]}" if code == "en" else _own(page, code).get_url()))
        found.append(re.findall(r'class="deadline__(?:old|now)">.*?datetime="([^"]+)"', html, re.S))
    assert found == [["2026-12-01T12:00+01:00", "2026-12-15T12:00+01:00"]] * 3


def _own(page: CallPage, language: str) -> CallPage:
    return CallPage.objects.get(translation_key=page.translation_key, locale__language_code=language)


def test_extension_leaves_translations_up_to_date_and_new_words_do_not(
    page: CallPage, call: Call, clerk: User, editor: User, translate: Translate
) -> None:
    with at(NOW):
        translate(page, "uk")
        extend(call, LATER, clerk)
        key = (page.translation_key, "uk")
        assert statuses([page.translation_key])[key].state == State.UP_TO_DATE
        page = CallPage.objects.get(pk=page.pk)
        page.lead = "Na działania w całym mieście."
        page.save_revision(user=editor).publish(user=editor)
        assert statuses([page.translation_key])[key].state == State.OUTDATED


def test_every_word_of_the_page_is_translated_and_no_fact_is(
    page: CallPage, editor: User, translate: Translate
) -> None:
    with at(NOW):
        page.attachments = attachments("Statut")
        page.documents = documents("Regulamin", {"pl": document("regulamin")})
        page.save_revision(user=editor).publish(user=editor)
        offered = set(source_texts(submit_for_translation(page, "uk", actor=editor)))
        assert offered == {
            "Konkurs", "Na działania sąsiedzkie.", "Z siedzibą w Krakowie.", "Statut", "Uwaga: Statut", "Regulamin",
        }  # fmt: skip
        translated = CallPage.objects.get(pk=translate(page, "uk").pk)
    assert translated.call_id == page.call_id
    assert translated.attachments[0].value["what"] == "uk Statut"


@pytest.fixture
def two_files(page: CallPage, editor: User) -> dict[str, Document]:
    files = {"pl": document("regulamin"), "en": document("rules")}
    with at(NOW):
        page.documents = documents("Regulamin", files)
        page.save_revision(user=editor).publish(user=editor)
    return files


@at(NOW)
def test_reader_gets_the_file_in_their_language_or_is_told_in_which_it_is(
    client: Client, page: CallPage, two_files: dict[str, Document]
) -> None:
    english = in_english(client, page)
    assert english.index(two_files["en"].url) < english.index(two_files["pl"].url)
    assert "There is no version in your language." not in english
    with_warning = text(client.get(page.get_url().replace("/pl/", "/uk/")))
    assert with_warning.index(two_files["pl"].url) < with_warning.index(two_files["en"].url)
    assert re.search(rf'href="{two_files["pl"].url}" hreflang="pl".*?<p class="meta">[^<]*Polski', with_warning, re.S)


@at(NOW)
def test_file_that_was_deleted_leaves_the_page_whole(
    client: Client, page: CallPage, two_files: dict[str, Document]
) -> None:
    for file in two_files.values():
        file.delete()
    assert client.get(page.get_url()).status_code == 200


def test_two_files_in_one_language_are_refused() -> None:
    block = CallDocument()
    files = [{"language": "pl", "document": document(name).pk} for name in ("a", "b")]
    with pytest.raises(ValidationError):
        block.clean(block.to_python({"title": "Regulamin", "files": files}))


def test_cancelled_call_says_why_and_counts_no_days(client: Client, page: CallPage, call: Call, clerk: User) -> None:
    with at(NOW):
        cancel_call(call_id=call.pk, reason={"pl": "Brak środków."}, actor=clerk)
    with at("2026-11-26T10:00:01Z"):
        html = in_english(client, page)
    assert "This call is cancelled" in html
    assert '<p class="notice__text" lang="pl">Brak środków.</p>' in html
    assert "deadline__left" not in html
    assert "Submit by" not in html
    assert "oferty.example.org" not in html


def test_results_are_shown_once_they_are_published(client: Client, page: CallPage, call: Call, clerk: User) -> None:
    rows = [
        CallResult(position=1, organisation="Fundacja A", title="Ogród", outcome="awarded", points=90, amount=5000),
        CallResult(position=2, organisation="Fundacja B", title="Kino", outcome="not_awarded", points=40),
    ]
    with at("2026-12-20T10:00:00Z"):
        assert "Fundacja A" not in in_english(client, page)
        publish_results(call_id=call.pk, results=rows, file_id=document("wyniki").pk, actor=clerk)
    with at("2026-12-20T10:00:01Z"):
        html = in_english(client, page)
    assert "Fundacja A" in html
    assert "5,000 PLN" in html
    assert "wyniki" in html
    assert '<a href="#results">' in html


def test_follow_box_promises_only_what_can_still_happen(
    client: Client, page: CallPage, call: Call, clerk: User
) -> None:
    with at(NOW):
        assert "three days before offers close" in in_english(client, page)
    with at("2026-12-20T10:00:00Z"):
        closed = in_english(client, page)
        publish_results(call_id=call.pk, results=[], file_id=document("wyniki").pk, actor=clerk)
    assert "We write when the results are there or a deadline moves." in closed
    with at("2026-12-20T10:00:01Z"):
        assert "We write when a deadline moves or the results are corrected." in in_english(client, page)


@at(NOW)
def test_further_deadlines_announcements_and_contact_have_their_place(
    client: Client, page: CallPage, call: Call
) -> None:
    CallDeadline.objects.create(call=call, kind="confirmation", at=CLOSES + timedelta(days=3))
    call.topics.set([Topic.objects.facts().get(code="calls")])
    Call.objects.filter(pk=call.pk).update(contact=contact(hours=week()))
    html = in_english(client, page)
    assert '<time datetime="2026-12-04T12:00+01:00">' in html
    assert html.count(f'<time datetime="{date(2026, 11, 1)}">') >= 3
    assert 'aria-labelledby="contact"' in html
    assert "page-topics" in html


@at(NOW)
def test_search_engines_are_told_from_when_until_when_and_where_to_apply(
    client: Client, page: CallPage, call: Call
) -> None:
    html = in_english(client, page)
    data = json.loads(re.findall(r'<script type="application/ld\+json">(.*?)</script>', html, re.S)[0])
    assert data["@type"] == "MonetaryGrant"
    assert data["identifier"] == call.reference
    assert data["amount"] == {"@type": "MonetaryAmount", "currency": "PLN", "maxValue": "7500.50"}
    assert data["potentialAction"] == {
        "@type": "ApplyAction",
        "startTime": "2026-11-01T08:00:00+01:00",
        "endTime": "2026-12-01T12:00:00+01:00",
        "target": "https://oferty.example.org/3",
    }
    assert data["funder"]["@type"] == "GovernmentOrganization"


def test_search_engines_are_not_sent_to_a_closed_call(client: Client, page: CallPage) -> None:
    with at("2026-12-02T10:00:00Z"):
        assert "ApplyAction" not in text(client.get(page.get_url()))


@at(NOW)
def test_call_is_taken_along_as_a_pdf_that_counts_no_days(client: Client, page: CallPage, call: Call) -> None:
    response = client.get(f"{page.get_url()}pdf")
    assert response["Content-Type"] == "application/pdf"
    words = words_in_pdf(response)
    assert call.reference in words
    assert "12:00" in words
    with at("2026-11-27T10:00:00Z"):
        assert client.get(f"{page.get_url()}pdf")["ETag"] == response["ETag"]


@at(NOW)
def test_pdf_of_a_call_holds_its_questions_and_answers_and_no_way_to_ask(
    client: Client, page: CallPage, call: Call, editor: User
) -> None:
    address = f"{page.get_url()}pdf".replace("/pl/", "/en/")
    before = client.get(address)
    assert "Questions and answers" not in words_in_pdf(before)
    asked(call, "Tajne?")
    answered(asked(call), editor, asked="Czy klub może?", answer="Tak, jeśli ma statut.")
    after = client.get(address)
    assert after["ETag"] != before["ETag"]
    words = words_in_pdf(after)
    assert "Questions and answers" in words
    assert "Czy klub może?" in words
    assert "Tak, jeśli ma statut." in words
    assert "Tajne" not in words
    assert "Ask about this call" not in words


@at(NOW)
def test_call_without_a_deadline_has_a_page(client: Client, page: CallPage, call: Call) -> None:
    call.deadlines.get().delete()
    assert "No deadline for offers is set." in in_english(client, page)


@at("2026-12-02T10:00:00Z")
def test_sitemap_says_when_the_call_was_last_extended(client: Client, page: CallPage, call: Call, clerk: User) -> None:
    extend(call, LATER, clerk)
    sitemap = text(client.get("/sitemap-pl.xml"))
    entry = next(part for part in sitemap.split("<url>") if page.get_url() in part)
    assert f"<lastmod>{timezone.localdate().isoformat()}</lastmod>" in entry


@at(NOW)
def test_translated_page_takes_few_queries(
    client: Client, page: CallPage, call: Call, two_files: dict[str, Document], translate: Translate
) -> None:
    Call.objects.filter(pk=call.pk).update(contact=contact(hours=week()))
    address = translate(page, "uk", title="Конкурс").get_url()
    client.get(address)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    assert len(queries) <= 26, "\n".join(query["sql"] for query in queries.captured_queries)


@at(NOW)
def test_page_needs_no_style_or_script_of_its_own(client: Client, page: CallPage) -> None:
    html = text(client.get(page.get_url()))
    assert " style=" not in html
    assert "<style" not in html
