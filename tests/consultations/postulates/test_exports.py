"""What leaves the site as feeds and files: public fields only, names only with consent, nothing a spreadsheet runs."""

import csv
import io
import json
import re
import xml.etree.ElementTree as ET
from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from consultations.postulates.models import CaseEvent, Postulate
from consultations.postulates.public_record import CASE_FIELDS, PROMISE_FIELDS
from consultations.postulates.services import update_commitment
from home.sitemaps import CaseSitemap
from tests.people import organisation, person

ATOM = {"a": "http://www.w3.org/2005/Atom"}
LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def text_of(response) -> str:
    return (b"".join(response) if response.streaming else response.content).decode()


def table(client, name: str, **query) -> list[dict[str, str]]:
    text = text_of(client.get(reverse(f"postulates:{name}"), query))
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))


def everything(client, postulate) -> dict[str, str]:
    """Return each way in which a case leaves the site, with what it holds."""
    addresses = [reverse(f"postulates:{name}") for name in ("register", "register_csv", "register_json",
                 "register_feed", "commitments_csv", "commitments_json", "commitments_feed")]  # fmt: skip
    addresses += [
        postulate.get_absolute_url(),
        reverse("postulates:case_json", args=(postulate.year, postulate.number)),
        reverse("postulates:clock", args=(postulate.year, postulate.number)),
        "/sitemap-cases-pl.xml",
    ]
    return {address: text_of(client.get(address)) for address in addresses}


def test_table_of_cases_has_the_public_fields_and_a_byte_order_mark(client, answered) -> None:
    response = client.get(reverse("postulates:register_csv"))
    assert response.streaming
    text = text_of(response)
    assert text.startswith("\ufeff")
    row = table(client, "register_csv")[0]
    assert tuple(row) == CASE_FIELDS
    assert (row["reference"], row["outcome"], row["lead_unit"]) == (answered.reference, "planned", "ngo-policy")
    assert row["submitted_by"] == answered.organisation.legal_name


def test_licence_is_stated_in_every_download(client, answered) -> None:
    for name in ("register_csv", "register_json", "commitments_csv", "commitments_json", "statistics_csv"):
        response = client.get(reverse(f"postulates:{name}"))
        assert response["Link"] == '<https://creativecommons.org/licenses/by/4.0/>; rel="license"'
    assert table(client, "register_csv")[0]["licence"] == "CC-BY-4.0"
    assert "CC-BY-4.0" in client.get(reverse("postulates:register")).content.decode()


def test_spreadsheet_shows_a_formula_as_text(client, registered) -> None:
    """Acceptance check 18."""
    for start in ("=", "+", "-", "@", "\t", "\r"):
        Postulate.objects.filter(pk=registered.pk).update(title=f"{start}1+1")
        text = text_of(client.get(reverse("postulates:register_csv"))).removeprefix("\ufeff")
        cells = list(csv.reader(io.StringIO(text, newline=""), strict=True))[1]
        assert cells[CASE_FIELDS.index("title")] == f"'{start}1+1"


def test_downloads_keep_the_choice(client, answered) -> None:
    assert table(client, "register_csv", state="open") == []
    assert len(table(client, "register_csv", state="finished")) == 1
    assert json.loads(text_of(client.get(reverse("postulates:register_json"), {"state": "open"})))["postulates"] == []
    assert table(client, "commitments_csv", status="done") == []


def test_json_of_the_register_holds_the_same_records(client, answered) -> None:
    held = json.loads(text_of(client.get(reverse("postulates:register_json"))))
    assert held["licence"] == "CC-BY-4.0"
    assert [row["reference"] for row in held["postulates"]] == [answered.reference]
    assert tuple(held["postulates"][0]) == CASE_FIELDS


def test_promises_leave_with_their_first_and_present_date(client, answered, cast) -> None:
    commitment = answered.responses.get().commitments.get()
    first, second = timezone.localdate() + timedelta(days=5), timezone.localdate() + timedelta(days=9)
    for status, due, reason in (("in_progress", first, "Ustalono datę."), ("delayed", second, "Urlopy.")):
        update_commitment(commitment_id=commitment.pk, actor=cast.official, status=status, due_on=due, reason=reason)
    row = table(client, "commitments_csv")[0]
    assert tuple(row) == PROMISE_FIELDS
    assert (row["first_due_on"], row["due_on"]) == (first.isoformat(), second.isoformat())
    held = json.loads(text_of(client.get(reverse("postulates:commitments_json"))))
    assert held["commitments"][0]["case"] == answered.reference


def test_no_name_without_consent_leaves_by_any_way(client, sign_in, draft, cast, act) -> None:
    """Acceptance check 63."""
    signer = person(name="cosigner")
    hidden = organisation("Fundacja Skryta (demo)", owner=signer)
    act(draft, "invite", cast.author, organisation=hidden)
    act(draft, "co_sign", signer, show_name=False)
    act(draft, "submit", cast.author)
    act(draft, "claim", cast.moderator)
    case = act(draft, "register", cast.moderator, legal_kind="petycja")
    Postulate.objects.filter(pk=case.pk).update(show_name=False)
    names = [hidden.legal_name, cast.filer.legal_name, str(cast.author), cast.author.email, str(signer)]
    for address, text in everything(client, case).items():
        assert not [name for name in names if name in text], address


def test_names_of_staff_and_inner_words_leave_by_no_way(client, answered, cast) -> None:
    secrets = ["Na co pozwala budżet?", answered.contact_phone or "no phone given"]
    secrets += [str(user) for user in (cast.moderator, cast.coordinator, cast.official, cast.head, cast.author)]
    for address, text in everything(client, answered).items():
        assert not [word for word in secrets if word in text], address


def test_case_that_is_not_public_leaves_by_no_way(client, in_moderation, cast, sign_in) -> None:
    url = reverse("postulates:case_json", args=(in_moderation.year, in_moderation.number))
    assert client.get(url).status_code == 404
    assert sign_in(cast.moderator).get(url).status_code == 404
    for name in ("register_csv", "register_json", "register_feed"):
        assert in_moderation.title not in text_of(client.get(reverse(f"postulates:{name}")))
    assert str(in_moderation.number) + "/" not in text_of(client.get("/sitemap-cases-pl.xml"))


def test_staff_get_exactly_the_public_fields_as_well(client, sign_in, answered, cast) -> None:
    url = reverse("postulates:case_json", args=(answered.year, answered.number))
    stranger = client.get(url).json()
    assert sign_in(cast.coordinator).get(url).json() == stranger
    assert stranger["answer"]["outcome"] == "planned"
    assert stranger["commitments"][0]["text"] == "Analiza możliwości przywrócenia funduszu"
    assert len(stranger["history"]) == CaseEvent.objects.filter(postulate=answered, is_public=True).count()


@pytest.mark.parametrize("name", ["register_csv", "register_json", "commitments_csv", "register_feed",
                                  "commitments_feed"])  # fmt: skip
def test_query_count_of_a_download_does_not_grow_with_its_rows(client, answered, name) -> None:
    url = reverse(f"postulates:{name}")
    text_of(client.get(url))
    counts = []
    for _round in range(2):
        with CaptureQueriesContext(connection) as queries:
            text_of(client.get(url))
        counts.append(len(queries))
        _copies(answered, 4)
    assert counts[0] == counts[1]


def _copies(postulate: Postulate, number: int) -> None:
    """Add cases like the given one, with answer and promise."""
    for _copy in range(number):
        response = postulate.responses.get(status="published")
        commitment = response.commitments.get()
        case = Postulate.objects.get(pk=postulate.pk)
        topics = list(case.topics.all())
        case.pk, case.key, case.number = None, None, Postulate.objects.order_by("-number")[0].number + 1
        case.key = Postulate._meta.get_field("key").get_default()
        case._state.adding = True
        case.save()
        case.topics.set(topics)
        response.pk, response.postulate = None, case
        response._state.adding = True
        response.save()
        commitment.pk, commitment.response = None, response
        commitment._state.adding = True
        commitment.save()


def test_feed_speaks_the_language_of_its_address_and_marks_that_of_each_entry(client, answered) -> None:
    for language in ("pl", "uk", "en"):
        feed = ET.fromstring(text_of(client.get(f"/{language}/postulates/feed/")))
        assert feed.get(LANG) == language
        entry = feed.find("a:entry", ATOM)
        assert entry.get(LANG) == "pl"
        assert entry.find("a:id", ATOM).text == f"urn:uuid:{answered.key}"
        assert f"/{language}/postulates/" in entry.find("a:link", ATOM).get("href")


def test_feed_of_a_topic_and_of_a_unit_holds_what_the_list_shows(client, answered) -> None:
    for query, number in (
        ({"topic": "own-contribution"}, 1),
        ({"topic": "premises"}, 0),
        ({"unit": "ngo-policy"}, 1),
        ({"unit": "finance"}, 0),
    ):
        feed = ET.fromstring(text_of(client.get(reverse("postulates:register_feed"), query)))
        assert len(feed.findall("a:entry", ATOM)) == number
    assert "Fundusz wkładów własnych" in text_of(
        client.get(reverse("postulates:register_feed"), {"topic": "own-contribution"})
    )


def test_entry_of_a_feed_is_as_new_as_its_last_public_event(client, routed, cast, act) -> None:
    moment = timezone.now() - timedelta(days=4)
    CaseEvent.objects.filter(postulate=routed).update(at=moment)
    act(routed, "appoint", cast.official, officer=cast.official)
    feed = ET.fromstring(text_of(client.get(reverse("postulates:register_feed"))))
    updated = feed.find("a:entry/a:updated", ATOM).text
    assert datetime.fromisoformat(updated) == moment


def test_feed_of_promises_tells_of_the_last_report(client, answered, cast) -> None:
    commitment = answered.responses.get().commitments.get()
    update_commitment(commitment_id=commitment.pk, actor=cast.official, status="in_progress", reason="Zaczęliśmy.")
    ids = []
    for language in ("pl", "uk"):
        feed = ET.fromstring(text_of(client.get(f"/{language}/postulates/commitments/feed/")))
        entry = feed.find("a:entry", ATOM)
        ids.append(entry.find("a:id", ATOM).text)
        assert "Zaczęliśmy." in entry.find("a:summary", ATOM).text
    assert ids[0] == ids[1]
    assert ids[0].startswith("urn:uuid:")


def test_character_that_xml_cannot_hold_ends_no_feed(client, answered) -> None:
    Postulate.objects.filter(pk=answered.pk).update(title="Fundusz\x0bwkładów", request="Strona\x0cdruga \ufffe")
    feed = ET.fromstring(text_of(client.get(reverse("postulates:register_feed"))))
    assert "Funduszwkładów" in feed.find("a:entry/a:title", ATOM).text
    asked = client.get(reverse("postulates:register_feed"), {"q": "a\x01b"})
    assert ET.fromstring(text_of(asked)).find("a:title", ATOM).text.endswith("ab")


def test_sitemap_names_the_case_in_every_language(client, registered) -> None:
    text = text_of(client.get("/sitemap-cases-uk.xml"))
    path = f"/postulates/{registered.year}/{registered.number}/"
    assert f"<loc>http://testserver/uk{path}</loc>" in text
    for language in ("pl", "en", "uk", "x-default"):
        assert f'hreflang="{language}"' in text


def test_index_of_sitemaps_names_every_page_of_the_cases(client, answered, monkeypatch) -> None:
    monkeypatch.setattr(CaseSitemap, "limit", 2)
    _copies(answered, 2)
    places = re.findall(
        r"<loc>http://testserver(/sitemap-cases-uk\.xml[^<]*)</loc>", text_of(client.get("/sitemap.xml"))
    )
    assert places == ["/sitemap-cases-uk.xml", "/sitemap-cases-uk.xml?p=2"]
    assert [text_of(client.get(place)).count("<url>") for place in places] == [2, 1]
