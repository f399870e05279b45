"""The desk: each list holds what waits for whom, one screen shows everything, and lists keep their place."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.roles import Role
from city.models import Topic
from consultations.postulates.models import Postulate
from consultations.postulates.queries import actor_of
from consultations.postulates.services import start_draft
from consultations.postulates.wagtail_hooks import WaitingPanel, tell_what_waits
from consultations.postulates.worklists import BY_NAME, cases_in, counts, lists_of, neighbours
from tests.people import official, person

from .conftest import TEXT


def desk_url(postulate, query: str = "") -> str:
    return reverse("postulates:desk_case", kwargs={"key": postulate.key}) + query


def names_of(user) -> list[str]:
    return [row.name for row in lists_of(actor_of(user))]


def in_list(name: str, user, postulate) -> bool:
    return cases_in(BY_NAME[name], actor_of(user)).filter(pk=postulate.pk).exists()


@pytest.fixture
def more(cast, act):
    """Make some registered cases, each due a day after the one before."""

    def make(number: int) -> list[Postulate]:
        made = []
        for days in range(number):
            draft = start_draft(actor=cast.author, key=uuid4(), organisation=cast.filer, text=TEXT, topics=[])
            act(draft, "submit", cast.author)
            act(draft, "claim", cast.moderator)
            case = act(draft, "register", cast.moderator, legal_kind="postulate")
            Postulate.objects.filter(pk=case.pk).update(due_on=timezone.localdate() + timedelta(days=40 + days))
            case.refresh_from_db()
            made.append(case)
        return made

    return make


def test_each_role_has_the_lists_that_are_for_it(cast) -> None:
    assert {"route", "publish", "late", "all"} <= set(names_of(cast.coordinator))
    assert "approve" in names_of(cast.head)
    assert "approve" not in names_of(cast.official)
    assert "route" not in names_of(cast.official)
    assert names_of(cast.author) == []


def test_a_registered_case_waits_to_be_passed_on(registered, cast) -> None:
    assert in_list("route", cast.coordinator, registered)


def test_a_routed_case_is_the_units_and_nobodys_yet(routed, cast) -> None:
    assert in_list("unit", cast.official, routed)
    assert in_list("unassigned", cast.official, routed)
    assert not in_list("mine", cast.official, routed)
    assert not in_list("unit", official("education"), routed)


def test_who_accepts_a_case_has_it_in_their_own_list(in_progress, cast) -> None:
    assert in_list("mine", cast.official, in_progress)
    assert not in_list("unassigned", cast.official, in_progress)
    assert not in_list("mine", cast.head, in_progress)


def test_a_part_is_owed_until_it_is_sent(in_progress, cast, act) -> None:
    assert in_list("parts", cast.contributor, in_progress)
    assert in_list("waiting", cast.official, in_progress)
    act(in_progress, "contribute", cast.contributor, part="100 000 zł.")
    assert not in_list("parts", cast.contributor, in_progress)
    assert not in_list("waiting", cast.official, in_progress)


def test_an_answer_waits_for_the_head_then_for_the_coordinator(in_approval, cast, act) -> None:
    assert in_list("approve", cast.head, in_approval)
    assert not in_list("publish", cast.coordinator, in_approval)
    act(in_approval, "approve", cast.head)
    assert not in_list("approve", cast.head, in_approval)
    assert in_list("publish", cast.coordinator, in_approval)


def test_a_correction_waits_for_approval_too(answered, cast, act) -> None:
    act(answered, "propose_correction", cast.official, outcome="planned", response="Inaczej.", reason="Błąd.")
    assert in_list("approve", cast.head, answered)


@pytest.mark.parametrize(
    ("days", "name"), [(-1, "overdue"), (0, "soon"), (7, "soon"), (8, None)], ids=["late", "today", "a week", "later"]
)
def test_the_day_of_the_answer_decides_between_overdue_and_soon(in_progress, cast, days, name) -> None:
    Postulate.objects.filter(pk=in_progress.pk).update(due_on=timezone.localdate() + timedelta(days=days))
    found = [row for row in ("overdue", "soon") if in_list(row, cast.official, in_progress)]
    assert found == ([name] if name else [])


def test_a_case_passed_on_too_late_is_listed(registered, cast, act) -> None:
    long_ago = timezone.now() - timedelta(days=40)
    Postulate.objects.filter(pk=registered.pk).update(submitted_at=long_ago)
    act(registered, "transfer_out", cast.coordinator, body="Gmina Przykład", reason="To jej droga.")
    assert in_list("late", cast.coordinator, registered)


def test_lists_are_sorted_by_the_day_of_the_answer(more, cast) -> None:
    made = more(3)
    Postulate.objects.filter(pk=made[0].pk).update(due_on=None)
    listed = list(cases_in(BY_NAME["route"], actor_of(cast.coordinator)))
    assert listed == [made[1], made[2], made[0]], "a case without a day comes last"


def test_neighbours_follow_the_list_even_after_the_case_left_it(more, cast) -> None:
    first, second, third = more(3)
    cases = cases_in(BY_NAME["route"], actor_of(cast.coordinator))
    here = neighbours(cases, second)
    assert (here.previous, here.next, here.position, here.total) == (first, third, 2, 3)
    Postulate.objects.filter(pk=second.pk).update(status="routed")
    here = neighbours(cases, second)
    assert (here.previous, here.next, here.total) == (first, third, 2)


def test_neighbours_of_cases_without_a_day_are_found(more, cast) -> None:
    first, second, third = more(3)
    Postulate.objects.filter(pk__in=[second.pk, third.pk]).update(due_on=None)
    second.refresh_from_db()
    cases = cases_in(BY_NAME["route"], actor_of(cast.coordinator))
    assert neighbours(cases, second)[:2] == (first, third)
    assert neighbours(cases, first)[:2] == (None, second)


def test_the_way_to_the_next_case_keeps_list_and_filter(sign_in, more, cast) -> None:
    first, second, _third = more(3)
    client = sign_in(cast.coordinator)
    page = client.get(reverse("postulates:desk") + "?list=route&kind=postulate").content.decode()
    assert desk_url(first, "?list=route&amp;kind=postulate") in page
    html = client.get(desk_url(first, "?list=route&kind=postulate")).content.decode()
    assert desk_url(second, "?list=route&amp;kind=postulate") in html
    assert 'rel="prev"' not in html


@pytest.mark.parametrize(
    ("query", "is_found"),
    [
        ("q=POST/{year}/0001", True),
        ("q=funduszu", True),
        ("q=tramwaj", False),
        ("kind=skarga", False),
        ("kind=?", True),
    ],
)
def test_a_list_is_narrowed_by_its_address(sign_in, registered, cast, query, is_found) -> None:
    url = reverse("postulates:desk") + "?list=route&" + query.format(year=registered.year)
    assert (desk_url(registered) in sign_in(cast.coordinator).get(url).content.decode()) is is_found


def test_counts_stand_beside_the_lists(registered, cast) -> None:
    assert {row.name: number for row, number in counts(actor_of(cast.coordinator))}["route"] == 1


@pytest.mark.parametrize("query", ["", "?list=publish", "?list=nonsense"])
def test_without_a_list_of_their_own_people_see_the_first_in_which_something_waits(
    sign_in, routed, cast, query
) -> None:
    page = sign_in(cast.official).get(reverse("postulates:desk") + query)
    assert page.context["place"].work_list.name == "unit", "nothing is theirs, and no part is awaited"


@pytest.mark.parametrize("role", [Role.MODERATOR, Role.EDITOR])
def test_people_without_a_desk_have_no_lists(sign_in, db, role) -> None:
    assert sign_in(person(role)).get(reverse("postulates:desk")).status_code == 403


@pytest.mark.parametrize("who", ["author", "stranger"])
def test_the_desk_of_a_case_is_not_there_for_people_outside(sign_in, in_progress, cast, who) -> None:
    user = cast.author if who == "author" else official("education")
    assert sign_in(user).get(desk_url(in_progress)).status_code == 404


def test_one_screen_shows_everything_about_a_case(sign_in, in_progress, cast, act) -> None:
    act(in_progress, "contribute", cast.contributor, part="Budżet pozwala na 100 000 zł.")
    act(in_progress, "draft_response", cast.official, response="Szkic odpowiedzi.")
    html = sign_in(cast.official).get(desk_url(in_progress)).content.decode()
    for shown in (
        TEXT["problem"],
        "Na co pozwala budżet?",
        "Budżet pozwala na 100 000 zł.",
        "Szkic odpowiedzi.",
        cast.author.email,
        str(cast.official),
        reverse("postulates:move", kwargs={"key": in_progress.key, "name": "ask_author"}),
    ):
        assert shown in html


def test_contributing_units_do_not_see_the_contact_of_the_author(sign_in, in_progress, cast) -> None:
    assert cast.author.email not in sign_in(cast.contributor).get(desk_url(in_progress)).content.decode()


def test_a_move_made_from_the_desk_leads_back_to_it(sign_in, routed, cast) -> None:
    client = sign_in(cast.official)
    back = desk_url(routed, "?list=unit")
    url = reverse("postulates:move", kwargs={"key": routed.key, "name": "accept"})
    data = {"version": routed.version, "submission_key": uuid4(), "back": back}
    assert client.post(url, data).url == back


def test_the_way_back_never_leads_to_another_site(sign_in, routed, cast) -> None:
    url = reverse("postulates:move", kwargs={"key": routed.key, "name": "accept"})
    data = {"version": routed.version, "submission_key": uuid4(), "back": "https://evil.example.org/"}
    assert sign_in(cast.official).post(url, data).url == routed.get_absolute_url()


def test_the_number_of_queries_of_a_list_does_not_grow_with_its_cases(sign_in, more, cast) -> None:
    client = sign_in(cast.coordinator)
    found = []
    for number in (1, 5):
        more(number)
        client.get(reverse("postulates:desk"))
        with CaptureQueriesContext(connection) as queries:
            client.get(reverse("postulates:desk"))
        found.append(len(queries))
    assert found[0] == found[1]


def test_the_number_of_queries_of_the_desk_does_not_grow_with_what_happened(sign_in, in_progress, cast, act) -> None:
    client = sign_in(cast.official)
    client.get(desk_url(in_progress))
    found = []
    for _round in range(2):
        with CaptureQueriesContext(connection) as queries:
            client.get(desk_url(in_progress))
        found.append(len(queries))
        for _question in range(2):
            act(in_progress, "ask_author", cast.official, question="Jaka kwota?")
            act(in_progress, "reply", cast.author, reply="10 000 zł")
    assert found[0] == found[1]


def test_the_page_to_pass_a_case_on_says_why_a_unit_is_proposed(sign_in, registered, cast) -> None:
    url = reverse("postulates:move", kwargs={"key": registered.key, "name": "route"})
    page = sign_in(cast.coordinator).get(url.replace("/pl/", "/en/"))
    field = page.context["form"]["lead_unit"]
    assert field.initial.code == "ngo-policy"
    assert "because of the topic" in str(field.help_text)


def test_with_no_competent_unit_none_is_proposed(sign_in, registered, cast) -> None:
    registered.topics.set(Topic.objects.none())
    url = reverse("postulates:move", kwargs={"key": registered.key, "name": "route"})
    assert sign_in(cast.coordinator).get(url).context["form"]["lead_unit"].initial is None


def test_room_for_one_more_unit_keeps_what_was_typed_and_moves_nothing(sign_in, registered, cast) -> None:
    url = reverse("postulates:move", kwargs={"key": registered.key, "name": "route"})
    typed = {"version": registered.version, "submission_key": uuid4(), "contribution_3_question": "Ile to kosztuje?"}
    typed |= {f"contribution_{row}_unit": "" for row in (1, 2, 3)}
    page = sign_in(cast.coordinator).post(url, typed | {"more_units": "1"})
    html = page.content.decode()
    assert 'name="contribution_4_unit"' in html
    assert "Ile to kosztuje?" in html
    assert not registered.assignments.exists()


def test_four_units_can_be_asked_at_once(sign_in, registered, cast) -> None:
    from tests.people import unit

    codes = ["finance", "education", "it", "social-welfare"]
    typed = {"version": registered.version, "submission_key": uuid4(), "lead_unit": unit("ngo-policy").pk}
    for row, code in enumerate(codes, start=1):
        typed |= {f"contribution_{row}_unit": unit(code).pk, f"contribution_{row}_question": "Co Państwo na to?"}
    url = reverse("postulates:move", kwargs={"key": registered.key, "name": "route"})
    sign_in(cast.coordinator).post(url, typed)
    asked = registered.assignments.filter(is_lead=False).values_list("unit__code", flat=True)
    assert sorted(asked) == sorted(codes)


def test_the_page_to_pass_a_case_out_shows_the_term_and_fills_in_the_law(sign_in, registered, cast) -> None:
    Postulate.objects.filter(pk=registered.pk).update(submitted_at=timezone.now() - timedelta(days=40))
    url = reverse("postulates:move", kwargs={"key": registered.key, "name": "transfer_out"}).replace("/pl/", "/en/")
    page = sign_in(cast.coordinator).get(url)
    assert page.context["terms"].legal_basis == page.context["form"]["legal_basis"].initial
    assert "This day has passed" in page.content.decode()


def test_the_first_page_of_the_admin_says_what_waits_for_whom(rf, registered, submitted, cast) -> None:
    def rows_for(user) -> list[tuple[str, int]]:
        request = rf.get("/admin/")
        request.user = user
        panels: list[WaitingPanel] = []
        tell_what_waits(request, panels)
        return [(str(url).rpartition("/")[2], number) for panel in panels for _label, number, url in panel.rows]

    assert ("?list=route", 1) in rows_for(cast.coordinator)
    assert rows_for(cast.official) == [], "nothing waits for the unit yet"
    assert rows_for(cast.author) == []
