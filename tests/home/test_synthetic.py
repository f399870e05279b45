"""Invented cases in great number: true to the table, the same each time, and never beside real ones."""

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterator
from io import StringIO
from uuid import uuid4

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.db.models import Count, Max
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation
from pytest_django import DjangoDbBlocker, Settings
from wagtail.models import Page

from accounts.models import User
from consultations.postulates.models import (
    CaseEvent,
    ClockEvent,
    Commitment,
    Postulate,
    ReferenceCounter,
    Response,
)
from consultations.postulates.services import move_postulate, start_draft
from consultations.postulates.synthetic import load_cases
from consultations.postulates.synthetic.plan import HISTORY_DAYS
from consultations.postulates.synthetic.society import address
from consultations.postulates.workflow import BY_NAME, CLOCK_RUNS, ResponseStatus, State
from home.models import NewsPage

pytestmark = pytest.mark.django_db
SEED, CASES = 1, 400
LISTS = {
    "register": ("", Postulate.objects.public),
    "queue": ("moderator0", lambda: Postulate.objects.filter(status__in=["submitted", "in_moderation", "returned"])),
    "desk": ("coordinator0", lambda: Postulate.objects.filter(status__in=[*CLOCK_RUNS, State.AWAITING_AUTHOR])),
}


@pytest.fixture(scope="module", autouse=True)
def loaded(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Load them once for all tests of this file and take them back afterwards."""
    translation.activate("pl")
    with django_db_blocker.unblock(), transaction.atomic():
        load("--cases", str(CASES), "--pages", "3")
        yield
        transaction.set_rollback(True)


def load(*arguments: str) -> str:
    said = StringIO()
    call_command("load_synthetic", "--seed", str(SEED), *arguments, stdout=said)
    return said.getvalue()


def somebody(login: str) -> User:
    return User.objects.get(email=address(SEED, login))


def counts() -> dict[str, int]:
    return {model._meta.label: model._base_manager.count() for model in apps.get_models(include_auto_created=True)}


def digest(cases: list[object]) -> str:
    """A hash of what the cases say; keys of rows are left out, because a sequence need not start anew."""
    rows: list[object] = list(
        Postulate.objects.filter(key__in=cases)
        .order_by("key")
        .values_list(
            "key", "title", "problem", "request", "status", "submitted_at", "registered_at", "due_on", "number"
        )
    )
    events = CaseEvent.objects.filter(postulate__key__in=cases).order_by("postulate__key", "pk")
    for key, move, at, details in events.values_list("postulate__key", "move", "at", "details"):
        said = {name: value for name, value in details.items() if isinstance(value, str)}
        rows.append((key, move, at, said))
    return hashlib.sha256(json.dumps(rows, default=str).encode()).hexdigest()


def test_the_same_seed_tells_the_same_cases_and_another_seed_others() -> None:
    digests = []
    for seed in (11, 11, 12):
        with transaction.atomic():
            before = set(Postulate.objects.values_list("key", flat=True))
            load_cases(count=30, seed=seed)
            digests.append(digest(sorted(set(Postulate.objects.values_list("key", flat=True)) - before)))
            transaction.set_rollback(True)
    assert digests[0] == digests[1]
    assert digests[0] != digests[2]


def test_a_second_run_adds_nothing() -> None:
    before = counts()
    assert "New: 0 cases with 0 events, 0 pages." in load("--cases", str(CASES), "--pages", "3")
    assert counts() == before


def test_a_larger_number_adds_only_the_missing_ones() -> None:
    assert "New: 5 cases" in load("--cases", str(CASES + 5))


def test_every_constraint_of_the_database_holds() -> None:
    connection.check_constraints()


def test_every_state_occurs_in_every_hundred() -> None:
    assert set(Postulate.objects.values_list("status", flat=True)) == set(State.values)


def test_texts_come_in_three_languages_and_many_lengths() -> None:
    assert set(Postulate.objects.values_list("language", flat=True)) == {"pl", "uk", "en"}
    assert len({len(text) for text in Postulate.objects.values_list("problem", flat=True)}) > CASES / 4


def test_a_case_has_about_twenty_events() -> None:
    assert 18 <= CaseEvent.objects.count() / CASES <= 22


def test_the_number_of_events_can_be_chosen() -> None:
    told = load_cases(count=10, seed=13, events_per_case=60)
    assert told.events / told.cases > 40


def test_public_cases_were_registered_and_sent_ones_have_a_number() -> None:
    public = Postulate.objects.public().exclude(status=State.REJECTED)
    assert not public.filter(registered_at__isnull=True).exists()
    assert not Postulate.objects.exclude(status=State.DRAFT).filter(number__isnull=True).exists()


def test_every_history_is_a_way_through_the_table() -> None:
    for case in Postulate.objects.prefetch_related("events"):
        state = State.DRAFT
        for event in case.events.all():
            if row := BY_NAME.get(event.move):
                assert state in row.sources, (case, event.move)
                state = row.target or state
        assert state == case.status, case
        events = list(case.events.all())
        assert [event.version for event in events] == list(range(2, len(events) + 2))
        assert [event.at for event in events] == sorted(event.at for event in events)


def test_dates_of_answers_come_from_the_clock() -> None:
    last = {row.postulate_id: row.new_due for row in ClockEvent.objects.order_by("pk")}
    for case in Postulate.objects.all():
        assert case.due_on == last.get(case.pk), case
    running = [case for case in Postulate.objects.all() if case.clock_runs]
    assert 0 < sum(case.is_overdue for case in running) < len(running)


def test_promises_are_kept_delayed_and_open_and_every_moved_date_is_reported() -> None:
    assert len(set(Commitment.objects.values_list("status", flat=True))) >= 4
    for commitment in Commitment.objects.filter(updates__isnull=False).prefetch_related("updates"):
        assert list(commitment.updates.all())[-1].new_due == commitment.due_on
        assert list(commitment.updates.all())[-1].status == commitment.status


def test_numbers_have_no_gaps_and_follow_the_order_of_sending() -> None:
    by_year = defaultdict(list)
    for year, number in Postulate.objects.exclude(number=None).order_by("submitted_at").values_list("year", "number"):
        by_year[year].append(number)
    for year, numbers in by_year.items():
        assert numbers == list(range(1, len(numbers) + 1))
        assert ReferenceCounter.objects.get(year=year).last == len(numbers)
    assert len(by_year) > HISTORY_DAYS / 365 - 1


def test_the_next_real_case_gets_the_next_number() -> None:
    author = somebody("owner1")
    text = {"title": "Ławka", "problem": "Nie ma gdzie usiąść.", "request": "Prosimy o ławkę.", "language": "pl"}
    draft = start_draft(actor=author, key=uuid4(), organisation=None, text=text, topics=[])
    sent = move_postulate(postulate_id=draft.pk, move="submit", actor=author, version=draft.version)
    others = Postulate.objects.filter(year=sent.year).exclude(pk=sent.pk)
    assert sent.number == (others.aggregate(last=Max("number"))["last"] or 0) + 1


def test_a_synthetic_case_goes_on_through_the_services() -> None:
    case = Postulate.objects.filter(status=State.REGISTERED)[0]
    unit = Postulate.objects.filter(status=State.ROUTED)[0].lead.unit
    moved = move_postulate(
        postulate_id=case.pk, move="route", actor=somebody("coordinator0"), version=case.version, lead_unit=unit
    )
    assert moved.status == State.ROUTED


def test_nobody_can_sign_in_as_an_invented_person() -> None:
    assert not any(user.has_usable_password() for user in User.objects.filter(email__endswith=f".s{SEED}@example.org"))


def test_news_are_published_and_some_are_translated(client: Client) -> None:
    pages = NewsPage.objects.live().filter(locale__language_code="pl")
    assert pages.count() == 3
    assert client.get(pages[0].get_url()).status_code == 200
    load("--pages", "12")
    assert {page.locale.language_code for page in Page.objects.live().type(NewsPage)} == {"pl", "uk", "en"}


@pytest.mark.parametrize("name", LISTS)
def test_the_number_of_queries_of_a_list_does_not_grow_with_its_cases(client: Client, sign_in, name: str) -> None:
    login, listed = LISTS[name]
    if login:
        sign_in(somebody(login))
    assert listed().count() >= 20
    # One list of the desk, so that the smaller number of cases does not open another one first.
    address = reverse(f"postulates:{name}") + ("?list=all" if name == "desk" else "")
    many = queries(client, address)
    # Those with an answer stay: a list without any has nothing to fetch of them.
    few = listed().annotate(answers=Count("responses")).order_by("-answers", "pk").values_list("pk", flat=True)[:3]
    Postulate.objects.exclude(pk__in=list(few)).update(status=State.DRAFT)
    assert queries(client, address) == many


def test_the_number_of_queries_of_the_commitments_does_not_grow_with_them(client: Client) -> None:
    assert Commitment.objects.public().count() >= 60
    many = queries(client, reverse("postulates:commitments"))
    few = Commitment.objects.public().values_list("response_id", flat=True)[:3]
    Response.objects.exclude(pk__in=list(few)).update(status=ResponseStatus.SUPERSEDED)
    assert queries(client, reverse("postulates:commitments")) == many


@pytest.mark.parametrize("login", ["", "moderator0"])
def test_the_number_of_queries_of_a_case_does_not_grow_with_its_events(client: Client, sign_in, login: str) -> None:
    if login:
        sign_in(somebody(login))
    case = Postulate.objects.filter(status=State.CLOSED, responses__commitments__isnull=False)[0]
    few = queries(client, case.get_absolute_url())
    events = list(case.events.all())
    for event in events * 9:
        CaseEvent.objects.create(
            postulate=case, move=event.move, actor_id=event.actor_id, acting_as=event.acting_as,
            is_public=event.is_public, version=event.version, details=event.details,
        )  # fmt: skip
    assert case.events.count() >= 100
    assert queries(client, case.get_absolute_url()) == few


def queries(client: Client, address: str) -> int:
    assert client.get(address).status_code == 200
    with CaptureQueriesContext(connection) as captured:
        client.get(address)
    return len(captured)


def test_synthetic_data_are_refused_with_production_settings(settings: Settings) -> None:
    settings.DEVELOPMENT_PAGES = False
    with pytest.raises(CommandError, match="production"):
        load("--yes")


def test_synthetic_data_are_refused_beside_real_people_unless_somebody_says_yes() -> None:
    User.objects.create_user("somebody@example.com", "correct horse battery staple")
    with pytest.raises(CommandError, match="--yes"):
        load("--cases", str(CASES + 1))
    assert "New: 1 cases" in load("--cases", str(CASES + 1), "--yes")
