"""The page of a case tells where it stands, what comes next and how its date came about."""

import re
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone, translation

from consultations.organisations.models import Membership
from consultations.postulates import figures
from consultations.postulates.figures import SMALLEST_SAMPLE, compute_figures, unit_figures
from consultations.postulates.models import CaseEvent, ClockEvent, Commitment, Postulate, Redaction
from consultations.postulates.outlook import dispute_until, outlook
from consultations.postulates.profile import cases_of
from consultations.postulates.services import MoveRefused
from consultations.postulates.workflow import NEXT, State
from tests.people import organisation, person, unit

TODAY = timezone.localdate


def page_of(client, postulate) -> str:
    return client.get(postulate.get_absolute_url()).content.decode()


def clock_of(client, postulate) -> str:
    return client.get(reverse("postulates:clock", args=(postulate.year, postulate.number))).content.decode()


def received(postulate, day: date) -> None:
    """Move the case and its clock back to the day on which it is to have been received."""
    moment = datetime(day.year, day.month, day.day, 12, tzinfo=ZoneInfo("Europe/Warsaw"))
    Postulate.objects.filter(pk=postulate.pk).update(submitted_at=moment)


def test_every_state_says_what_comes_next() -> None:
    assert NEXT.keys() == set(State)


def test_case_says_what_comes_next_and_until_when(client, registered) -> None:
    with translation.override("pl"):
        html = page_of(client, registered)
        told = outlook(registered)
    assert told.sentence in html
    assert told.until == registered.due_on
    assert told.words in html
    assert not told.is_late


def test_late_city_is_told_in_words(client, registered) -> None:
    Postulate.objects.filter(pk=registered.pk).update(due_on=TODAY() - timedelta(days=1))
    registered.refresh_from_db()
    assert outlook(registered).is_late
    assert f"<strong>{outlook(registered).words}</strong>" in page_of(client, registered)


def test_not_resolved_can_be_said_once_within_thirty_days(answered, cast, act) -> None:
    last = TODAY() + timedelta(days=30)
    assert dispute_until(answered) == outlook(answered).until == last
    act(answered, "reopen", cast.author, reason="Nic się nie zmieniło.")
    answered.refresh_from_db()
    assert answered.state is State.IN_PROGRESS
    Postulate.objects.filter(pk=answered.pk).update(status=State.ANSWERED)
    answered.refresh_from_db()
    assert dispute_until(answered) is None
    assert outlook(answered).until is None
    with pytest.raises(MoveRefused):
        act(answered, "reopen", cast.author, reason="Nadal nic.")


@pytest.mark.parametrize(("days", "is_open"), [(30, True), (31, False)])
def test_page_and_table_agree_on_the_last_day_to_dispute(sign_in, answered, cast, days, is_open) -> None:
    moment = timezone.now() - timedelta(days=days, minutes=5)
    Postulate.objects.filter(pk=answered.pk).update(answered_at=moment)
    answered.refresh_from_db()
    html = page_of(sign_in(cast.author), answered)
    assert (reverse("postulates:move", args=(answered.key, "reopen")) in html) is is_open
    assert (dispute_until(answered) is not None) is is_open


def test_page_is_found_in_every_language_and_by_its_short_address(client, registered) -> None:
    html = page_of(client, registered)
    path = f"/postulates/{registered.year}/{registered.number}/"
    assert f'<link rel="canonical" href="http://testserver/pl{path}">' in html
    found = dict(re.findall(r'rel="alternate" hreflang="([^"]+)" href="([^"]+)"', html))
    assert found["uk"] == f"http://testserver/uk{path}"
    assert found["x-default"] == found["pl"]
    assert f'<meta property="og:title" content="{registered.reference}: {registered.title}">' in html
    short = f"/POST/{registered.year}/{registered.number}"
    assert f'href="{short}">http://testserver{short}</a>' in html
    assert client.get(short).url == f"/pl{path}"


def test_title_is_escaped_in_the_metadata(client, registered) -> None:
    Postulate.objects.filter(pk=registered.pk).update(title='"><script>alert(1)</script>')
    assert "<script>alert" not in page_of(client, registered)


def test_public_sees_signers_with_consent_and_a_number_for_the_rest(client, draft, cast, act) -> None:
    for name, consent in (("Fundacja Jawna (demo)", True), ("Fundacja Skryta (demo)", False)):
        owner = person()
        act(draft, "invite", cast.author, organisation=organisation(name, owner=owner))
        act(draft, "co_sign", owner, show_name=consent)
    act(draft, "submit", cast.author)
    act(draft, "claim", cast.moderator)
    case = act(draft, "register", cast.moderator, legal_kind="postulate")
    client.cookies.clear()
    html = client.get(case.get_absolute_url().replace("/pl/", "/en/")).content.decode()
    assert "Fundacja Jawna (demo)" in html
    assert "Fundacja Skryta (demo)" not in html
    assert "1 organisation" in html


def test_case_that_came_by_letter_says_so(client, registered, cast) -> None:
    assert "<dd>list" not in page_of(client, registered)
    Postulate.objects.filter(pk=registered.pk).update(
        channel=Postulate.Channel.LETTER, entered_by=cast.moderator, received_on=TODAY()
    )
    assert f"<dd>{Postulate.Channel.LETTER.label}" in page_of(client, registered)


# The vectors of the law: receipt, legal kind, the day counted to, the last day.
@pytest.mark.parametrize(
    ("day", "kind", "unshifted", "last"),
    [
        (date(2026, 11, 24), "wniosek", "24 grudnia 2026", "28 grudnia 2026"),
        (date(2027, 1, 31), "skarga", "28 lutego 2027", "1 marca 2027"),
    ],
)
def test_clock_page_explains_the_vectors_of_the_law(
    client, in_moderation, cast, act, day, kind, unshifted, last
) -> None:
    received(in_moderation, day)
    case = act(in_moderation, "register", cast.moderator, legal_kind=kind)
    html = clock_of(client, case)
    assert unshifted in html
    assert last in html
    assert "art. 237" in html


def test_event_kept_before_explanations_existed_is_explained_by_its_rule(client, registered) -> None:
    ClockEvent.objects.update(explanation={})
    event = registered.clock_events.get()
    html = clock_of(client, registered)
    assert f'datetime="{event.new_due:%Y-%m-%d}"' in html
    assert "<ul><li>" in html


def test_rule_that_no_longer_gives_the_date_explains_nothing_rather_than_something_wrong(client, registered) -> None:
    ClockEvent.objects.update(explanation={}, new_due=registered.due_on + timedelta(days=100))
    assert "<ul><li>" not in clock_of(client, registered)


def test_extension_keeps_the_old_date_and_its_reason(client, in_progress, cast, act) -> None:
    old = in_progress.due_on
    new = old + timedelta(days=30)
    act(in_progress, "extend", cast.coordinator, due_on=new, reason="Czekamy na opinię.")
    html = clock_of(client, in_progress)
    assert f'<del><time datetime="{old:%Y-%m-%d}">' in html
    assert f'datetime="{new:%Y-%m-%d}"' in html
    assert "Czekamy na opinię." in html


def test_pause_is_told_with_its_days(client, in_progress, cast, act) -> None:
    act(in_progress, "ask_author", cast.official, question="Jaka kwota?")
    Postulate.objects.filter(pk=in_progress.pk).update(paused_on=TODAY() - timedelta(days=4))
    ClockEvent.objects.filter(kind="pause").update(at=timezone.now() - timedelta(days=4))
    act(in_progress, "reply", cast.author, reply="10 000 zł")
    html = client.get(
        reverse("postulates:clock", args=(in_progress.year, in_progress.number)).replace("/pl/", "/en/")
    ).content.decode()
    assert "stood still for 4 days" in html
    assert "Jaka kwota?" not in html


def test_reason_hidden_in_the_history_is_hidden_on_the_clock_page(client, in_progress, cast, act) -> None:
    due = in_progress.due_on + timedelta(days=30)
    act(in_progress, "extend", cast.coordinator, due_on=due, reason="Pan Kowalski jest chory.")
    assert "Kowalski" in clock_of(client, in_progress)
    entry = CaseEvent.objects.get(move="extend")
    reason = Redaction.Reason.PERSONAL_DATA
    act(in_progress, "redact_entry", cast.moderator, entry=entry, redaction_reason=reason)
    assert "Kowalski" not in clock_of(client, in_progress)


def test_clock_of_a_case_that_is_not_public_is_not_found(client, in_moderation) -> None:
    url = reverse("postulates:clock", args=(in_moderation.year, in_moderation.number))
    assert client.get(url).status_code == 404


@pytest.mark.parametrize("language", ["pl", "uk", "en"])
def test_pages_about_dates_open_in_every_language(client, answered, language) -> None:
    for url in (
        reverse("postulates:clock", args=(answered.year, answered.number)),
        reverse("postulates:statistics"),
        Commitment.objects.get().get_absolute_url(),
    ):
        assert client.get(url.replace("/pl/", f"/{language}/")).status_code == 200


def _answered_copies(postulate, days: list[int], *, late: int = 0) -> None:
    """Add answered cases of the same unit that took so many days; the first ``late`` of them were late."""
    lead = postulate.assignments.get(is_lead=True)
    for number, took in enumerate(days, start=100):
        case = Postulate.objects.get(pk=postulate.pk)
        case.pk, case.number = None, number
        case.key = Postulate._meta.get_field("key").get_default()
        case._state.adding = True
        case.answered_at = timezone.now()
        case.submitted_at = case.answered_at - timedelta(days=took)
        case.due_on = TODAY() - timedelta(days=1) if number < 100 + late else TODAY()
        case.save()
        lead.pk, lead.postulate = None, case
        lead._state.adding = True
        lead.save()


def test_figures_need_five_answers_before_they_compare(answered) -> None:
    _answered_copies(answered, [10, 20, 30])
    few = next(row for row in compute_figures().units if row.unit_id == unit("ngo-policy").pk)
    assert few.answered == SMALLEST_SAMPLE - 1
    assert few.in_time_per_cent is None
    assert few.median_days is None


def test_figures_give_median_days_and_the_share_in_time(answered) -> None:
    _answered_copies(answered, [10, 20, 30, 40], late=1)
    row = next(row for row in compute_figures().units if row.unit_id == unit("ngo-policy").pk)
    assert (row.answered, row.median_days, row.in_time_per_cent) == (5, 20, 80)


def test_figures_count_open_and_overdue_cases_and_promises(in_progress, cast, act) -> None:
    Postulate.objects.update(due_on=TODAY() - timedelta(days=1))
    row = compute_figures().units[0]
    assert (row.unit_id, row.open, row.overdue, row.answered) == (unit("ngo-policy").pk, 1, 1, 0)


def test_figures_tell_kept_from_late_promises(answered) -> None:
    Commitment.objects.update(due_on=TODAY() - timedelta(days=1))
    assert (compute_figures().units[0].promises_kept, compute_figures().units[0].promises_late) == (0, 1)
    Commitment.objects.update(status="done")
    assert (compute_figures().units[0].promises_kept, compute_figures().units[0].promises_late) == (1, 0)


def test_figures_are_computed_at_most_once_an_hour_in_two_queries(answered, monkeypatch) -> None:
    cache.clear()
    with CaptureQueriesContext(connection) as queries:
        first = unit_figures()
        again = unit_figures()
    assert len(queries) == 2
    assert first.at == again.at
    assert figures.KEPT_FOR == 3600


def test_page_of_figures_states_method_moment_and_sample(client, answered) -> None:
    html = client.get(reverse("postulates:statistics").replace("/pl/", "/en/")).content.decode()
    assert "too few cases to compare" in html
    assert "With fewer than 5 answered cases" in html
    assert "As of" in html
    assert '<th scope="row"' in html


def test_page_of_an_organisation_names_only_what_it_agreed_to(registered, cast) -> None:
    stranger, member = AnonymousUser(), cast.author
    with CaptureQueriesContext(connection) as queries:
        template, context = cases_of(cast.filer, stranger)
    assert len(queries) == 1
    assert template == "postulates/organisation_cases.html"
    assert [case.pk for case in context["cases"]] == [registered.pk]
    Postulate.objects.filter(pk=registered.pk).update(show_name=False)
    assert cases_of(cast.filer, stranger) is None
    with CaptureQueriesContext(connection) as queries:
        assert [case.pk for case in cases_of(cast.filer, member)[1]["cases"]] == [registered.pk]
    assert len(queries) <= 5


def test_draft_without_a_title_has_a_link_with_words(sign_in, draft, cast) -> None:
    Postulate.objects.filter(pk=draft.pk).update(title="")
    page = sign_in(cast.author).get(reverse("organisations:profile", args=[cast.filer.pk])).content.decode()
    assert f'<a href="{draft.get_absolute_url()}">Szkic bez tytułu</a>' in page


def test_members_see_their_drafts_on_the_page_of_their_organisation(draft, cast) -> None:
    viewer = person()
    Membership.objects.create(organisation=cast.filer, person=viewer, role=Membership.Role.VIEWER)
    assert [case.pk for case in cases_of(cast.filer, viewer)[1]["cases"]] == [draft.pk]
    assert cases_of(cast.filer, person()) is None
