"""The register: what fits a choice, in which order, and what a choice can never do."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from city.models import District, Topic
from consultations.postulates.forms.register import PromisesForm, RegisterForm
from consultations.postulates.models import CaseEvent, Postulate
from consultations.postulates.queries import public_register
from consultations.postulates.register import Choice, Order, chosen
from consultations.postulates.services import start_draft
from tests.people import organisation, person, unit

from .conftest import TEXT

TODAY = timezone.localdate


def shown(**query: str) -> list[str]:
    """Return the titles that the register shows for a query."""
    return [case.title for case in chosen(public_register(), RegisterForm(query).choice())]


@pytest.fixture
def file_case(cast, act):
    """File and register a further case."""

    def make(title: str, *, kind: str = "postulate", **text):
        topics = text.pop("topics", [])
        filer = text.pop("filer", cast.filer)
        draft = start_draft(
            actor=text.pop("actor", cast.author),
            key=uuid4(),
            organisation=filer,
            text=TEXT | {"title": title} | text,
            topics=topics,
        )
        act(draft, "submit", draft.author)
        act(draft, "claim", cast.moderator)
        return act(draft, "register", cast.moderator, legal_kind=kind)

    return make


def test_register_narrows_by_group_and_by_exact_state(answered, file_case) -> None:
    file_case("Ławki")
    assert shown(state="open") == ["Ławki"]
    assert shown(state="finished") == [answered.title]
    assert shown(state="answered") == [answered.title]
    assert shown(state="registered") == ["Ławki"]
    assert shown(state="ended") == []


def test_register_narrows_by_outcome_unit_and_topic(answered, file_case) -> None:
    file_case("Ławki", topics=[Topic.objects.facts().get(code="premises")])
    assert shown(outcome="planned") == [answered.title]
    assert shown(outcome="declined") == []
    assert shown(unit="ngo-policy") == [answered.title]
    assert shown(unit="finance") == []
    assert shown(topic="premises") == ["Ławki"]


def test_register_narrows_by_year_kind_language_and_district(registered, file_case) -> None:
    case = file_case("Лавки", kind="wniosek", language="uk")
    Postulate.objects.filter(pk=case.pk).update(district=District.objects.facts().first())
    assert shown(kind="wniosek") == shown(language="uk") == ["Лавки"]
    assert shown(district=District.objects.facts().first().code) == ["Лавки"]
    assert len(shown(year=str(case.year))) == 2


def test_register_shows_overdue_cases_only_when_asked(registered, file_case) -> None:
    file_case("W terminie")
    Postulate.objects.filter(pk=registered.pk).update(due_on=TODAY() - timedelta(days=1))
    assert shown(overdue="1") == [registered.title]


def test_words_are_found_in_the_title_whatever_their_case(registered, file_case) -> None:
    case = file_case("Ścieżka na Łąkowej")
    assert shown(q="łąkowej ŚCIEŻKA") == ["Ścieżka na Łąkowej"]
    assert shown(q=case.reference) == shown(q=case.reference.lower()) == ["Ścieżka na Łąkowej"]
    assert shown(q="(") == shown(q=".*") == []


def test_organisation_is_found_only_where_its_name_may_be_shown(registered, file_case, cast) -> None:
    """Acceptance check 63: a name without consent must not be found either, not even by guessing."""
    Postulate.objects.filter(pk=registered.pk).update(show_name=False)
    assert shown(organisation=cast.filer.legal_name) == []
    assert shown(organisation="przykład") == []
    file_case("Z nazwą")
    assert shown(organisation="przykład") == ["Z nazwą"]


def test_co_signing_organisation_is_found_only_with_its_consent(draft, cast, act) -> None:
    signers = []
    for name, consent in (("Fundacja Jawna (demo)", True), ("Fundacja Skryta (demo)", False)):
        owner = person()
        act(draft, "invite", cast.author, organisation=organisation(name, owner=owner))
        signers.append((owner, consent))
    for owner, consent in signers:
        act(draft, "co_sign", owner, show_name=consent)
    act(draft, "submit", cast.author)
    act(draft, "claim", cast.moderator)
    act(draft, "register", cast.moderator, legal_kind="postulate")
    assert shown(organisation="jawna") == [draft.title]
    assert shown(organisation="skryta") == []


def test_orders_put_first_what_they_promise(answered, file_case) -> None:
    older = file_case("Starszy")
    newer = file_case("Nowszy")
    now = timezone.now()
    Postulate.objects.filter(pk=answered.pk).update(submitted_at=now - timedelta(days=90))
    Postulate.objects.filter(pk=older.pk).update(submitted_at=now - timedelta(days=20), due_on=TODAY() + timedelta(9))
    Postulate.objects.filter(pk=newer.pk).update(submitted_at=now - timedelta(days=2), due_on=TODAY() + timedelta(3))
    CaseEvent.objects.filter(postulate=newer).update(at=now - timedelta(days=5))
    CaseEvent.objects.filter(postulate=older).update(at=now - timedelta(days=9))
    assert shown() == ["Nowszy", "Starszy", answered.title]
    assert shown(sort="due")[:2] == ["Nowszy", "Starszy"]
    assert shown(sort="waiting") == ["Starszy", "Nowszy", answered.title]
    assert shown(sort="changed") == [answered.title, "Nowszy", "Starszy"]


def test_inner_work_does_not_move_a_case_up_the_list(registered, file_case, cast, act) -> None:
    other = file_case("Inna")
    CaseEvent.objects.filter(postulate=registered).update(at=timezone.now() - timedelta(days=3))
    CaseEvent.objects.filter(postulate=other).update(at=timezone.now() - timedelta(days=2))
    act(registered, "route", cast.coordinator, lead_unit=unit("ngo-policy"))
    CaseEvent.objects.filter(postulate=registered, is_public=True).update(at=timezone.now() - timedelta(days=3))
    act(registered, "appoint", cast.official, officer=cast.official)
    assert shown(sort="changed")[0] == "Inna"


def test_unknown_value_falls_back_and_never_reaches_the_database(client, registered) -> None:
    poison = "title) OR 1=1 --poison"
    for name in ("state", "outcome", "topic", "unit", "district", "year", "kind", "language", "sort"):
        with CaptureQueriesContext(connection) as queries:
            page = client.get(reverse("postulates:register"), {name: poison})
        assert registered.title in page.content.decode(), name
        assert not any("poison" in query["sql"] for query in queries), name


@pytest.mark.parametrize("form", [RegisterForm, PromisesForm])
def test_every_order_of_a_form_is_a_value_of_its_enum(city, form) -> None:
    offered = [value for value, _label in form({}).fields["sort"].choices]
    assert all(form({"sort": value}).choice().sort == value for value in offered)
    assert form({"sort": "pk; drop table"}).choice().sort == form({}).choice().sort


def test_choice_without_values_asks_for_everything(city) -> None:
    assert RegisterForm({}).choice() == Choice(sort=Order.NEWEST)


def test_filters_in_force_are_shown_and_can_be_removed_one_by_one(client, registered) -> None:
    html = client.get(reverse("postulates:register"), {"state": "open", "language": "pl"}).content.decode()
    assert 'href="/pl/postulates/?language=pl"' in html
    assert 'href="/pl/postulates/?state=open"' in html


def test_filter_in_force_is_never_out_of_view(client, registered) -> None:
    url = reverse("postulates:register")
    assert "<details open>" not in client.get(url, {"state": "open"}).content.decode()
    assert "<details open>" in client.get(url, {"kind": "postulate"}).content.decode()


def test_pages_and_downloads_keep_the_filters(client, registered, file_case, monkeypatch) -> None:
    monkeypatch.setattr("consultations.postulates.views.register.PER_PAGE", 1)
    file_case("Druga")
    html = client.get(reverse("postulates:register"), {"state": "open"}).content.decode()
    assert "?state=open&amp;page=2" in html
    for name in ("register_feed", "register_csv", "register_json"):
        assert f'href="{reverse("postulates:" + name)}?state=open"' in html


def test_list_without_hits_says_what_to_do(client, registered) -> None:
    html = client.get(reverse("postulates:register"), {"q": "nieistniejące"}).content.decode()
    assert 'class="empty"' in html
    assert registered.title not in html


def test_case_that_is_not_public_is_in_no_list_whatever_is_asked(in_moderation, client) -> None:
    for query in ({}, {"state": "in_moderation"}, {"q": in_moderation.reference}):
        assert in_moderation.title not in client.get(reverse("postulates:register"), query).content.decode()


PAYLOADS = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "javascript:alert(1)",
    "' OR 1=1 --",
    "{{ 7|add:7 }}{% debug %}",
    "\x00%00\r\nX-Injected: 1",
]
NAMES = ["q", "state", "outcome", "topic", "unit", "organisation", "district", "year", "kind", "language", "overdue",
         "status", "sort", "page", "anything"]  # fmt: skip


@pytest.mark.parametrize(
    "view",
    ["register", "commitments", "statistics", "register_feed", "commitments_feed", "register_csv", "register_json",
     "commitments_csv", "commitments_json", "statistics_csv"],
)  # fmt: skip
def test_hostile_parameters_come_back_escaped_or_not_at_all(client, answered, view) -> None:
    for payload in PAYLOADS:
        page = client.get(reverse(f"postulates:{view}"), dict.fromkeys(NAMES, payload))
        assert page.status_code == 200, payload
        text = (b"".join(page) if page.streaming else page.content).decode()
        assert "<script>alert" not in text
        assert "<img src=x" not in text
        assert 'href="javascript:' not in text
        assert "X-Injected" not in page.headers


def test_impossible_page_numbers_show_a_page(client, answered) -> None:
    for page in ("0", "-1", "999999999999999999999", "9" * 5000, "x"):
        for name in ("register", "commitments"):
            assert client.get(reverse(f"postulates:{name}"), {"page": page}).status_code == 200
