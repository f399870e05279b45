"""Places and contact points for readers: facts of one row, words in each language, marked where they are foreign."""

import re
from collections.abc import Callable
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.translation import override
from wagtail.models import Locale
from wagtail_localize.models import StringTranslation, Translation, TranslationSource

from accounts.roles import Role
from city.contacts import cards
from city.models import ContactPoint, Place, Unit
from city.opening import WARSAW
from city.queries import Name
from city.structured import contact_data, place_data
from cms.blocks.body import body_from
from home.blocks import PageBodyBlock
from home.models import HomePage, InfoPage
from tests.city.places import closed, contact, fact, place, short_day, week
from tests.people import person

pytestmark = pytest.mark.django_db
THURSDAY = datetime(2026, 11, 26, 10, 0, tzinfo=WARSAW)


def words(row: Any) -> set[str]:
    source, _created = TranslationSource.update_or_create_from_instance(row)
    return {segment.string.data for segment in source.stringsegment_set.select_related("string")}


def translate(row: Any, language: str, **texts: str) -> Any:
    """Translate a row the way wagtail-localize does; what is not given stays untranslated."""
    source, _created = TranslationSource.update_or_create_from_instance(row)
    locale = Locale.objects.get(language_code=language)
    Translation.objects.update_or_create(source=source, target_locale=locale)
    for segment in source.stringsegment_set.select_related("string", "context"):
        if segment.string.data in texts:
            StringTranslation.objects.update_or_create(
                translation_of=segment.string, context=segment.context, locale=locale,
                defaults={"data": texts[segment.string.data]},
            )  # fmt: skip
    translated, _created = source.create_or_update_translation(locale, fallback=True)
    return translated


def card(row: Any, language: str = "pl", moment: datetime = THURSDAY) -> Any:
    with override(language):
        found = cards(**{"contacts" if isinstance(row, ContactPoint) else "places": [row.pk]}, moment=moment)
    return (found.contact if isinstance(row, ContactPoint) else found.place)[row.pk]


def test_words_are_offered_to_translators_and_facts_are_not(city: None) -> None:
    office = place(hours=week(), exceptions=[closed(date(2026, 12, 1))], barrier_free=[fact("lift", "yes", "Od ulicy")])
    assert words(office) == {"Urząd przykładowy", "Tramwaj do przystanku Przykładowa.", "Szkolenie", "Od ulicy"}
    point = contact(email="a@example.org", website="https://example.org/", exceptions=[closed(date(2026, 12, 1))])
    assert words(point) == {"Ambasada przykładowa", "Pomaga na początku.", "Szkolenie"}


def test_reader_gets_the_words_of_their_language_and_the_facts_of_the_source(city: None) -> None:
    point = contact(hours=week(), exceptions=[closed(date(2026, 12, 1))])
    texts = {"Ambasada przykładowa": "Амбасада", "Pomaga na początku.": "Допомагає.", "Szkolenie": "Навчання"}
    translate(point, "uk", **texts)
    found = card(point, "uk")
    assert found.name == Name("Амбасада", "uk")
    assert found.responsibility == Name("Допомагає.", "uk")
    assert found.opening.changes[0].reason.text == "Навчання"
    assert found.facts.phone == "+48 12 000 00 01"


def test_words_nobody_translated_are_shown_in_the_source_language_and_marked(city: None) -> None:
    point = contact(exceptions=[closed(date(2026, 12, 1))])
    translate(point, "uk", **{"Ambasada przykładowa": "Амбасада"})
    found = card(point, "uk")
    assert found.name.language == "uk"
    assert (found.responsibility.text, found.responsibility.language) == ("Pomaga na początku.", "pl")
    assert found.opening.changes[0].reason.language == "pl"
    assert card(point, "en").name.language == "pl"


def test_changed_fact_is_the_same_in_every_language_at_once(city: None) -> None:
    point = contact(hours=week())
    translate(point, "uk", **{"Ambasada przykładowa": "Амбасада"})
    point.phone = "+48 12 000 00 99"
    point.save()
    assert {card(point, code).facts.phone for code in ("pl", "uk", "en")} == {"+48 12 000 00 99"}


def test_rows_taken_out_disappear_from_the_translation_too(city: None) -> None:
    office = place(exceptions=[closed(date(2026, 12, 1))], barrier_free=[fact("lift", "yes", "Od ulicy")])
    translate(office, "uk", Szkolenie="Навчання")
    office.exceptions, office.barrier_free = [], []
    office.save()
    translated = translate(office, "uk")
    assert (len(translated.exceptions), len(translated.barrier_free)) == (0, 0)


def test_facts_of_a_translation_are_written_anew_with_the_source(city: None) -> None:
    office = place(hours=week())
    translate(office, "uk", **{"Urząd przykładowy": "Установа"})
    changed = place("other", hours=week("6"))
    office.hours, office.postcode = changed.hours, "30-001"
    office.save()
    translated = translate(office, "uk")
    assert translated.postcode == "30-001"
    assert [child.value["weekday"] for child in translated.hours] == ["6"]
    assert translated.name == "Установа"


def test_contact_without_hours_of_its_own_has_those_of_its_place(city: None) -> None:
    office = place(hours=week())
    assert card(contact(place=office)).opening.is_open
    assert not card(contact("late", place=office, hours=week("1"))).opening.is_open
    away = card(contact("away", place=office, exceptions=[closed(date(2026, 11, 26), reason="Urlop")])).opening
    assert not away.is_open
    assert away.changes[0].reason.text == "Urlop"


def test_contact_out_of_its_time_is_not_in_use(city: None) -> None:
    assert not card(contact(active_to=date(2026, 11, 25))).is_active
    assert not card(contact("next", active_from=date(2026, 11, 27))).is_active
    assert card(contact("now", active_from=date(2026, 11, 26), active_to=date(2026, 11, 26))).is_active


def test_position_is_told_in_words(city: None) -> None:
    office = place()
    place("near", name="Blisko", latitude=Decimal("50.06800"), longitude=Decimal("19.94250"))
    place("nowhere", latitude=None, longitude=None)
    found = card(office, "en")
    assert found.from_square == "610 m north-east of the Main Market Square (Rynek Główny), as the crow flies."
    assert [(one.number, one.name.text, one.way) for one in found.neighbours] == [(1, "Blisko", "220 m to the north")]


def test_cards_take_the_same_number_of_queries_for_two_and_for_eight(
    city: None, django_assert_num_queries: Callable[..., Any]
) -> None:
    unit = Unit.objects.facts().get(code="embassy")
    rows = []
    for number in range(8):
        office = place(f"p{number}", hours=week(), barrier_free=[fact("lift", "no")])
        rows.append(contact(f"c{number}", place=office, unit=unit))
        translate(rows[-1], "uk")
    for some in (rows[:2], rows):
        with override("uk"), django_assert_num_queries(3):
            found = cards(contacts=[row.pk for row in some], places=[row.place.pk for row in some])
        assert {row.pk for row in some} <= found.contact.keys()


def test_row_of_another_language_leads_to_the_same_card(city: None) -> None:
    point = contact()
    translated = translate(point, "uk", **{"Ambasada przykładowa": "Амбасада"})
    for chosen in (point, translated):
        assert (card(chosen, "uk").name.text, card(chosen, "en").name.text) == ("Амбасада", "Ambasada przykładowa")


@pytest.mark.parametrize(
    ("fields", "where"),
    [
        ({"latitude": Decimal("52.23"), "longitude": Decimal("21.01")}, "latitude"),
        ({"latitude": Decimal("50.06"), "longitude": None}, "longitude"),
        ({"latitude": Decimal("19.94"), "longitude": Decimal("50.06")}, "latitude"),
        ({"postcode": "31004"}, "postcode"),
    ],
)
def test_place_with_a_wrong_position_or_postcode_is_refused(city: None, fields: dict[str, Any], where: str) -> None:
    with pytest.raises(ValidationError) as refused:
        place(**fields)
    assert where in refused.value.message_dict


def test_short_numbers_of_the_city_are_telephones_too(city: None) -> None:
    assert contact(phone="112").phone == "112"


@pytest.mark.parametrize("phone", ["dwanaście", "+48 12 abc", "+48\n12", "+"])
def test_telephone_that_cannot_be_dialled_is_refused(city: None, phone: str) -> None:
    with pytest.raises(ValidationError, match="phone"):
        contact(phone=phone)


def test_contact_nobody_can_reach_is_refused(city: None) -> None:
    with pytest.raises(ValidationError, match="__all__"):
        contact(phone="")


def test_structured_data_hold_address_position_and_hours(city: None) -> None:
    office = place(
        hours=week("12"), exceptions=[closed(date(2026, 12, 1)), short_day(date(2026, 12, 2), time(8), time(10))]
    )
    found = place_data(card(office))
    assert found["address"]["postalCode"] == "31-004"
    assert found["geo"]["latitude"] == 50.066
    assert found["openingHoursSpecification"][1] == {
        "@type": "OpeningHoursSpecification", "opens": "08:00", "closes": "16:00",
        "dayOfWeek": "https://schema.org/Tuesday",
    }  # fmt: skip
    special = found["specialOpeningHoursSpecification"]
    assert [(row["opens"], row["closes"], row["validFrom"]) for row in special] == [
        ("00:00", "00:00", "2026-12-01"), ("08:00", "10:00", "2026-12-02"),
    ]  # fmt: skip
    point = contact_data(card(contact(languages=["uk", "pl"])))
    assert point["availableLanguage"] == ["pl", "uk"]
    assert "email" not in point


def _form(**fields: str) -> dict[str, str]:
    values = {
        "code": "made-in-admin", "name": "Biuro", "responsibility": "Pomaga.", "phone": "+48 12 000 00 02",
        "languages": "uk", "hours-count": "1", "hours-0-type": "open", "hours-0-order": "0", "hours-0-deleted": "",
        "hours-0-id": "", "hours-0-value-weekday": "1", "hours-0-value-opens": "08:00",
        "hours-0-value-closes": "16:00", "exceptions-count": "0",
    }  # fmt: skip
    return values | fields


def test_editor_writes_a_contact_in_the_administration(city: None, client: Client, sign_in: Callable[..., Any]) -> None:
    sign_in(person(Role.EDITOR))
    address = reverse(ContactPoint.snippet_viewset.get_url_name("add"))
    assert client.post(address, _form(phone="zadzwoń")).status_code == 200
    assert client.post(address, _form(**{"hours-0-value-closes": "07:00"})).status_code == 200
    assert not ContactPoint.objects.filter(code="made-in-admin").exists()
    assert client.post(address, _form()).status_code == 302
    row = ContactPoint.objects.get(code="made-in-admin")
    assert (row.languages, len(row.hours)) == (["uk"], 1)


@pytest.mark.parametrize("role", [Role.MODERATOR, Role.OFFICIAL])
def test_others_do_not_write_contacts(city: None, client: Client, sign_in: Callable[..., Any], role: Role) -> None:
    sign_in(person(role))
    address = reverse(ContactPoint.snippet_viewset.get_url_name("add"))
    assert client.post(address, _form()).status_code in {302, 403}
    assert not ContactPoint.objects.exists()


def test_our_columns_of_the_administrations_lists_ask_nothing_for_each_row(
    city: None, client: Client, sign_in: Callable[..., Any]
) -> None:
    sign_in(person(Role.EDITOR))
    counts: dict[type, list[int]] = {Place: [], ContactPoint: []}
    for numbers in (range(2), range(2, 8)):
        for number in numbers:
            contact(f"c{number}", place=place(f"p{number}"))
        for model, found in counts.items():
            address = reverse(model.snippet_viewset.get_url_name("list"))
            client.get(address)
            with CaptureQueriesContext(connection) as queries:
                assert client.get(address).status_code == 200
            found.append(sum(not _is_of_localize(query["sql"]) for query in queries))
    for few, many in counts.values():
        assert few == many


def _is_of_localize(sql: str) -> bool:
    """Say whether a query is for the buttons that wagtail-localize draws in each row of every list."""
    return "translatableobject" in sql or sql.startswith('SELECT 1 AS "a" FROM "wagtailcore_locale"')


def test_list_says_on_how_many_pages_a_contact_is_used_and_links_to_them(
    city: None, client: Client, sign_in: Callable[..., Any]
) -> None:
    point = contact()
    page = InfoPage(title="Kontakt", body=body_from([{"type": "contact", "value": point.pk}], PageBodyBlock()))
    HomePage.objects.get(locale=point.locale).add_child(instance=page)
    sign_in(person(Role.EDITOR))
    html = client.get(reverse(ContactPoint.snippet_viewset.get_url_name("list"))).content.decode()
    address = reverse(ContactPoint.snippet_viewset.get_url_name("usage"), args=[point.pk])
    assert re.search(rf'<a href="{re.escape(address)}[^"]*">\s*\w+ 1 ', html)
    assert "Kontakt" in client.get(address).content.decode()
