"""Screens: what is typed stays, what is not theirs is not there, buttons come from the table."""

import re
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.roles import Role
from consultations.postulates.models import Postulate
from consultations.postulates.services import move_postulate, start_draft
from consultations.postulates.workflow import MOVES, State
from tests.people import official, person

from .conftest import TEXT


def url_of(postulate, move: str) -> str:
    return reverse("postulates:move", kwargs={"key": postulate.key, "name": move})


def form_of(postulate, **details) -> dict[str, object]:
    return {"version": postulate.version, "submission_key": uuid4(), **details}


def test_incomplete_draft_cannot_be_sent_and_says_what_is_missing(sign_in, cast) -> None:
    draft = start_draft(
        actor=cast.author,
        key=uuid4(),
        organisation=cast.filer,
        text=TEXT | {"request": ""},
        topics=[],
    )
    page = sign_in(cast.author).post(url_of(draft, "submit"), form_of(draft))
    assert page.status_code == 200
    assert Postulate.objects.get().state is State.DRAFT


def test_double_submit_leads_to_the_first_result(sign_in, draft, cast) -> None:
    client = sign_in(cast.author)
    data = form_of(draft)
    first = client.post(url_of(draft, "submit"), data)
    second = client.post(url_of(draft, "submit"), data)
    assert first.url == second.url
    assert draft.events.count() == 1


def test_second_moderator_is_told_who_and_when(sign_in, submitted, cast) -> None:
    seen = form_of(submitted)
    move_postulate(
        postulate_id=submitted.pk,
        move="claim",
        actor=cast.moderator,
        version=submitted.version,
    )
    page = sign_in(cast.other_moderator).post(url_of(submitted, "claim"), seen)
    assert page.status_code == 409
    assert str(cast.moderator) in page.content.decode()


def test_unknown_reference_and_somebody_elses_draft_are_the_same_404(sign_in, draft) -> None:
    client = sign_in(person())
    pages = []
    for key in (draft.key, uuid4()):
        page = client.get(reverse("postulates:draft", kwargs={"key": key}))
        assert page.status_code == 404
        html = page.content.decode().replace(str(key), "KEY")
        pages.append(re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "TOKEN", html))
    assert pages[0] == pages[1]


def test_unknown_move_is_not_found(sign_in, draft, cast) -> None:
    assert sign_in(cast.author).get(url_of(draft, "publish-everything")).status_code == 404


@pytest.mark.parametrize("move", [row.name for row in MOVES if row.name != "edit"])
def test_who_has_no_right_is_refused_and_nothing_changes(sign_in, registered, move) -> None:
    stranger = person()
    client = sign_in(stranger)
    before = registered.events.count()
    assert client.get(url_of(registered, move)).status_code == 403
    answer = client.post(
        url_of(registered, move),
        form_of(
            registered,
            reason="x",
            due_on="2030-01-01",
            legal_kind="postulate",
            note="x",
        ),
    )
    assert answer.status_code in {200, 403}
    registered.refresh_from_db()
    assert registered.state is State.REGISTERED
    assert registered.events.count() == before


def test_extra_fields_of_a_post_are_ignored(sign_in, draft, cast) -> None:
    client = sign_in(cast.author)
    client.post(
        url_of(draft, "submit"),
        form_of(draft, status="answered", number=999, claimed_by=cast.author.pk),
    )
    draft.refresh_from_db()
    assert (draft.state, draft.number, draft.claimed_by) == (State.SUBMITTED, 1, None)


def test_a_move_is_never_made_by_get(sign_in, submitted, cast) -> None:
    sign_in(cast.moderator).get(url_of(submitted, "claim"))
    submitted.refresh_from_db()
    assert submitted.state is State.SUBMITTED


def test_late_button_leads_back_with_an_explanation(sign_in, in_moderation, cast) -> None:
    page = sign_in(cast.moderator).get(url_of(in_moderation, "claim"), follow=True)
    assert page.redirect_chain
    assert page.status_code == 200


def test_stranger_is_asked_to_sign_in(client, db) -> None:
    for name in ("start", "mine", "queue", "desk"):
        page = client.get(reverse(f"postulates:{name}"))
        assert page.status_code == 302
        assert "login" in page.url


def test_work_lists_are_closed_to_people_without_the_role(sign_in, cast) -> None:
    client = sign_in(cast.author)
    assert client.get(reverse("postulates:queue")).status_code == 403
    assert client.get(reverse("postulates:desk")).status_code == 403


def test_queue_shows_the_moves_of_the_table(sign_in, submitted, cast) -> None:
    html = sign_in(cast.moderator).get(reverse("postulates:queue")).content.decode()
    assert url_of(submitted, "claim") in html
    assert url_of(submitted, "register") not in html


def test_case_page_offers_exactly_the_moves_of_the_table(sign_in, in_progress, cast) -> None:
    html = sign_in(cast.official).get(in_progress.get_absolute_url()).content.decode()
    assert url_of(in_progress, "propose_response") in html
    assert url_of(in_progress, "route") not in html


def test_author_without_consent_is_not_named_in_public(client, sign_in, cast, registered) -> None:
    Postulate.objects.filter(pk=registered.pk).update(show_name=False)
    html = client.get(registered.get_absolute_url()).content.decode()
    assert cast.filer.legal_name not in html
    assert str(cast.author) not in html


def test_internal_texts_never_reach_the_public_page(client, in_approval) -> None:
    html = client.get(in_approval.get_absolute_url()).content.decode()
    assert "przeanalizuje" not in html
    assert "Na co pozwala" not in html


def test_text_keeps_its_language_on_a_page_in_another(client, registered) -> None:
    html = client.get(registered.get_absolute_url().replace("/pl/", "/uk/")).content.decode()
    assert '<html lang="uk"' in html
    assert '<h1 lang="pl">' in html


def test_short_link_leads_to_the_case(client, registered) -> None:
    page = client.get(f"/{registered.reference}", follow=True)
    assert page.status_code == 200


@pytest.mark.parametrize("language", ["pl", "uk", "en"])
def test_public_pages_open_in_every_language(client, answered, language) -> None:
    for name in ("register", "commitments"):
        url = reverse(f"postulates:{name}").replace("/pl/", f"/{language}/")
        assert client.get(url).status_code == 200


@pytest.mark.parametrize(
    ("name", "role"),
    [
        ("register", None),
        ("queue", Role.MODERATOR),
        ("desk", Role.COORDINATOR),
        ("mine", None),
    ],
)
def test_query_count_of_a_list_does_not_grow_with_its_rows(sign_in, cast, act, name, role) -> None:
    user = {Role.MODERATOR: cast.moderator, Role.COORDINATOR: cast.coordinator}.get(role, cast.author)
    client = sign_in(user)
    counts = []
    for more in (2, 6):
        for _row in range(more):
            draft = start_draft(
                actor=cast.author,
                key=uuid4(),
                organisation=cast.filer,
                text=TEXT,
                topics=[],
            )
            act(draft, "submit", cast.author)
            act(draft, "claim", cast.moderator)
            if name != "queue":
                act(draft, "register", cast.moderator, legal_kind="postulate")
        client.get(reverse(f"postulates:{name}"))
        with CaptureQueriesContext(connection) as queries:
            client.get(reverse(f"postulates:{name}"))
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_query_count_of_a_case_does_not_grow_with_its_events(sign_in, in_progress, cast, act) -> None:
    client = sign_in(cast.official)
    client.get(in_progress.get_absolute_url())
    counts = []
    for _round in range(2):
        with CaptureQueriesContext(connection) as queries:
            client.get(in_progress.get_absolute_url())
        counts.append(len(queries))
        for _question in range(3):
            act(in_progress, "ask_author", cast.official, question="Jaka kwota?")
            act(in_progress, "reply", cast.author, reply="10 000 zł")
    assert counts[0] == counts[1]


def test_head_of_another_unit_has_no_button_to_approve(sign_in, in_approval) -> None:
    stranger = official("finance", kind="head")
    html = sign_in(stranger).get(in_approval.get_absolute_url()).content.decode()
    assert url_of(in_approval, "approve") not in html
