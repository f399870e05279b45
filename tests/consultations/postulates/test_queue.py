"""The queue of the moderators: who waits, how long, and who has the case."""

from datetime import datetime, timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_date

from accounts.roles import Role
from city.deadlines import last_day
from city.models import DeadlineRule
from consultations.organisations.models import Organisation
from consultations.postulates.models import Postulate, Report
from consultations.postulates.queries import actor_of
from consultations.postulates.queue import FACETS, clock, conditions, counts, in_queue
from consultations.postulates.services import start_draft
from consultations.postulates.workflow import State
from tests.people import organisation, person

from .conftest import TEXT

# A Friday, so that a weekend lies between.
TODAY = parse_date("2026-11-27")


def facet(name: str, user, text: str = "") -> list[Postulate]:
    return list(in_queue(conditions(actor_of(user), clock())[name], text))


def received(postulate: Postulate, days_ago: int) -> None:
    Postulate.objects.filter(pk=postulate.pk).update(submitted_at=timezone.now() - timedelta(days=days_ago))


@pytest.fixture
def send(cast, act):
    """Send one more text."""

    def make(title: str = "Nowa sprawa", organisation=None) -> Postulate:
        filer = organisation or cast.filer
        text = TEXT | {"title": title}
        draft = start_draft(actor=cast.author, key=uuid4(), organisation=filer, text=text, topics=[])
        return act(draft, "submit", cast.author)

    return make


def test_limits_divide_the_queue_by_working_days(city) -> None:
    limits = clock(TODAY)
    for days in range(14):
        day = TODAY - timedelta(days=days)
        sent_at = timezone.make_aware(datetime.combine(day, datetime.min.time())) + timedelta(hours=23)
        is_over = last_day(day, length=3, measure=DeadlineRule.Measure.WORKING_DAY) < TODAY
        is_near = last_day(day, length=2, measure=DeadlineRule.Measure.WORKING_DAY) < TODAY
        assert (sent_at < limits.over, sent_at < limits.near) == (is_over, is_near), day


def test_limits_follow_the_rule_that_the_city_sets(city) -> None:
    DeadlineRule.objects.filter(code="moderation").update(length=5)
    limits = clock(TODAY)
    assert limits.working_days == 5
    assert limits.over < clock_with_three_days().over


def clock_with_three_days():
    DeadlineRule.objects.filter(code="moderation").delete()
    return clock(TODAY)


def test_new_mine_and_late_cases_have_their_facets(cast, act, send) -> None:
    new, mine, late = send("Nowa"), send("Moja"), send("Spóźniona")
    act(mine, "claim", cast.moderator)
    received(late, 30)
    assert set(facet("new", cast.moderator)) == {new, late}
    assert facet("mine", cast.moderator) == [mine]
    assert facet("mine", cast.other_moderator) == []
    assert facet("over", cast.moderator) == [late]
    assert facet("all", cast.moderator)[0] == late, "the oldest comes first"


def test_returned_cases_are_late_once_their_date_has_passed(in_moderation, cast, act) -> None:
    due = timezone.localdate() + timedelta(days=5)
    act(in_moderation, "return", cast.moderator, reason="Brakuje kwoty.", due_on=due)
    assert facet("returned", cast.moderator) == [in_moderation]
    assert facet("returned-late", cast.moderator) == []
    Postulate.objects.update(correct_by=timezone.localdate() - timedelta(days=1))
    assert facet("returned-late", cast.moderator) == [in_moderation]


def test_opinions_appeals_and_unverified_organisations_have_their_facets(cast, act, send, reason) -> None:
    asked, appealed = send("Pytanie"), send("Odwołanie")
    unknown = send("Nieznana", organisation(owner=cast.author, verified=False))
    act(asked, "claim", cast.moderator)
    act(asked, "ask_opinion", cast.moderator, question="Czy to petycja?")
    act(appealed, "claim", cast.moderator)
    act(appealed, "reject", cast.moderator, rejection_reason=reason, note="Nie.")
    act(appealed, "appeal", cast.author, reason="To sprawa miasta.")
    assert facet("opinion", cast.moderator) == [asked]
    assert facet("appeals", cast.moderator) == [appealed]
    assert facet("unverified", cast.moderator) == [unknown]


def test_reported_cases_and_addenda_come_into_the_queue_after_registration(registered, cast, act) -> None:
    assert facet("all", cast.moderator) == []
    act(registered, "add", cast.author, addendum="Dodajemy szczegóły.")
    assert facet("addenda", cast.moderator) == [registered]
    report = Report.objects.create(postulate=registered, reason="spam", submission_key=uuid4())
    assert facet("flagged", cast.moderator) == [registered]
    act(registered, "release_addendum", cast.moderator, released=registered.addenda.get())
    report.handled_at = timezone.now()
    report.save()
    assert facet("all", cast.moderator) == []


def test_search_finds_by_reference_number_and_words_in_any_case(cast, send) -> None:
    other, wanted = send("Chodnik"), send("Żłobek dla dzieci")
    for text in (wanted.reference, wanted.reference.lower(), str(wanted.number), "żłobek", "ŻŁOBEK", "dla dzieci"):
        assert facet("all", cast.moderator, text) == [wanted], text
    assert facet("all", cast.moderator, f"{wanted.year - 1}/{wanted.number}") == []
    assert other in facet("all", cast.moderator)


def test_counts_agree_with_the_lists_and_take_one_query(cast, act, send) -> None:
    for number in range(4):
        received(send(f"Sprawa {number}"), number * 4)
    found = conditions(actor_of(cast.moderator), clock())
    with CaptureQueriesContext(connection) as queries:
        numbers = counts(found)
    assert len(queries) == 1
    assert numbers == {name: len(in_queue(condition)) for name, condition in found.items()}
    assert set(numbers) == set(FACETS)


def test_page_keeps_the_choice_in_its_address_and_ignores_an_unknown_one(sign_in, cast, act, send) -> None:
    client = sign_in(cast.moderator)
    mine = act(send("Moja sprawa"), "claim", cast.moderator)
    send("Cudza sprawa")
    page = client.get(reverse("postulates:queue"), {"facet": "mine"}).content.decode()
    assert mine.title in page
    assert "Cudza sprawa" not in page
    everything = client.get(reverse("postulates:queue"), {"facet": "no-such"}).content.decode()
    assert "Cudza sprawa" in everything


def test_number_of_queries_of_the_queue_does_not_grow(sign_in, cast, act, send) -> None:
    client = sign_in(cast.moderator)
    numbers = []
    for more in (2, 6):
        for _row in range(more):
            case = act(send(), "claim", cast.moderator)
            Report.objects.create(postulate=case, reason="spam", submission_key=uuid4())
        client.get(reverse("postulates:queue"))
        with CaptureQueriesContext(connection) as queries:
            client.get(reverse("postulates:queue"))
        numbers.append(len(queries))
    assert numbers[0] == numbers[1]


def test_queue_says_who_has_a_case_and_since_when(sign_in, in_moderation, cast) -> None:
    html = sign_in(cast.other_moderator).get(reverse("postulates:queue")).content.decode()
    assert str(cast.moderator) in html


def test_opening_a_claimed_case_says_who_has_it(sign_in, in_moderation, cast) -> None:
    html = sign_in(cast.other_moderator).get(in_moderation.get_absolute_url()).content.decode()
    assert f"{cast.moderator}" in html
    assert 'class="notice tone-warning"' in html


def test_moderator_reads_nothing_internal_about_a_case_of_the_own_organisation(
    sign_in, cast, act, in_moderation
) -> None:
    from consultations.organisations.models import Membership

    Membership.objects.create(organisation=cast.filer, person=cast.other_moderator, role=Membership.Role.OWNER)
    act(in_moderation, "ask_opinion", cast.moderator, question="Czy znasz tych ludzi?")
    client = sign_in(cast.other_moderator)
    for url in (reverse("postulates:queue"), in_moderation.get_absolute_url()):
        html = client.get(url).content.decode()
        assert "Czy znasz" not in html
        assert str(cast.moderator) not in html
    assert Organisation.objects.filter(memberships__person=cast.other_moderator).exists()


def test_queue_does_not_tell_that_somebody_reported_or_doubts_a_case_of_the_own_organisation(
    cast, act, in_moderation
) -> None:
    from consultations.organisations.models import Membership

    Membership.objects.create(organisation=cast.filer, person=cast.other_moderator, role=Membership.Role.OWNER)
    act(in_moderation, "ask_opinion", cast.moderator, question="Czy to petycja?")
    assert facet("opinion", cast.moderator) == [in_moderation]
    assert facet("opinion", cast.other_moderator) == []
    registered = act(in_moderation, "register", cast.moderator, legal_kind="postulate")
    Report.objects.create(postulate=registered, reason="spam", submission_key=uuid4())
    for name in ("flagged", "all"):
        assert facet(name, cast.moderator) == [registered]
        assert facet(name, cast.other_moderator) == []


def test_take_over_needs_a_reason_and_ends_the_first_claim(in_moderation, cast, act) -> None:
    from django.core.exceptions import ValidationError

    with pytest.raises(ValidationError):
        act(in_moderation, "take_over", cast.other_moderator)
    taken = act(in_moderation, "take_over", cast.other_moderator, reason="Koleżanka choruje.")
    assert taken.claimed_by == cast.other_moderator
    back = act(taken, "give_back", cast.other_moderator)
    assert (back.claimed_by, back.state) == (None, State.SUBMITTED)


def test_auditor_may_look_at_the_queue_and_change_nothing(sign_in, submitted) -> None:
    html = sign_in(person(Role.AUDITOR)).get(reverse("postulates:queue")).content.decode()
    assert submitted.title in html
    assert f"/case/{submitted.key}/" not in html
