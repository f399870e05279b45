"""What waits for me, who looks at it, until when; and where what I sent stands."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import User
from accounts.roles import Role
from home.approval.queries import sent_by, waiting_for
from home.approval.services import approve, claim, reject, send_to_review
from home.models import NewsPage
from tests.people import person

from .conftest import translator

pytestmark = pytest.mark.django_db


@pytest.fixture
def waiting(changed: NewsPage, author: User) -> NewsPage:
    send_to_review(page_id=changed.pk, actor=author)
    changed.refresh_from_db()
    return changed


def test_page_waits_for_those_who_may_decide_and_not_for_who_sent_it(
    waiting: NewsPage, author: User, reviewer: User
) -> None:
    assert [row.page.pk for row in waiting_for(reviewer)] == [waiting.pk]
    for somebody in (author, translator("uk"), person(Role.MODERATOR)):
        assert waiting_for(somebody) == []


def test_sender_sees_where_the_page_stands(waiting: NewsPage, author: User, reviewer: User) -> None:
    claim(page_id=waiting.pk, actor=reviewer)
    [row] = sent_by(author)
    assert str(reviewer) in row.standing
    reject(page_id=waiting.pk, actor=reviewer, comment="Popraw.")
    [row] = sent_by(author)
    assert row.state.comment == "Popraw."
    send_to_review(page_id=waiting.pk, actor=author)
    approve(page_id=waiting.pk, actor=reviewer, revision_id=waiting.latest_revision_id)
    [row] = sent_by(author)
    assert row.standing == str(row.state.decision)


def test_first_page_of_the_administration_shows_what_waits(waiting: NewsPage, reviewer: User, desk_of) -> None:
    page = desk_of(reviewer).client.get(reverse("wagtailadmin_home")).content.decode()
    assert reverse("approval:review", args=[waiting.pk]) in page


def test_list_asks_as_many_questions_for_many_pages_as_for_one(
    write_news, author: User, reviewer: User, desk_of
) -> None:
    client = desk_of(reviewer).client

    def questions() -> int:
        client.get(reverse("approval:index"))
        with CaptureQueriesContext(
            connection,
        ) as asked:
            assert client.get(reverse("approval:index")).status_code == 200
        return len(asked)

    def send(title: str) -> None:
        page = write_news(title)
        send_to_review(page_id=page.pk, actor=author)
        claim(page_id=page.pk, actor=reviewer)

    send("Pierwsza")
    few = questions()
    for number in range(4):
        send(f"Kolejna {number}")
    assert questions() == few
    assert len(waiting_for(reviewer)) == 5


@pytest.mark.parametrize("role", [Role.MODERATOR, Role.OFFICIAL])
def test_review_is_closed_to_those_who_write_no_pages(waiting: NewsPage, role: Role, desk_of) -> None:
    client = desk_of(person(role)).client
    assert client.get(reverse("approval:review", args=[waiting.pk])).status_code == 302
    assert client.post(reverse("approval:review", args=[waiting.pk]), {"step": "approve"}).status_code == 302
    waiting.refresh_from_db()
    assert waiting.workflow_in_progress


def test_looking_at_the_pages_changes_nothing(waiting: NewsPage, reviewer: User, desk_of) -> None:
    client = desk_of(reviewer).client
    for address in (
        reverse("approval:index"),
        reverse("approval:review", args=[waiting.pk]),
        reverse("approval:send", args=[waiting.pk]),
        reverse("approval:session"),
    ):
        assert client.get(address).status_code == 200
    assert [row.state.claimed_by for row in waiting_for(reviewer)] == [None]


def test_refused_rejection_keeps_the_page_and_says_what_is_missing(waiting: NewsPage, reviewer: User, desk_of) -> None:
    answer = desk_of(reviewer).client.post(
        reverse("approval:review", args=[waiting.pk]), {"step": "reject", "comment": " "}
    )
    assert answer.status_code == 409
    assert waiting_for(reviewer)


def test_whoever_decides_second_reads_who_decided_and_keeps_their_words(
    waiting: NewsPage, reviewer: User, desk_of
) -> None:
    approve(page_id=waiting.pk, actor=reviewer, revision_id=waiting.latest_revision_id)
    answer = desk_of(person(Role.EDITOR)).client.post(
        reverse("approval:review", args=[waiting.pk]), {"step": "reject", "comment": "Popraw datę."}
    )
    assert answer.status_code == 409
    assert any(str(reviewer) in str(said) for said in answer.context["messages"])


def test_button_of_the_editor_saves_the_draft_and_leads_to_the_word_to_the_reviewers(
    news: NewsPage, author: User, reviewer: User, desk_of
) -> None:
    desk = desk_of(author)
    answer = desk.send(news, lead="Nowy lead.", **{"action-send-to-review": "1"})
    assert answer.headers["Location"] == reverse("approval:send", args=[news.pk])
    desk.client.post(answer.headers["Location"], {"note": "Proszę o szybkie sprawdzenie."})
    [row] = waiting_for(reviewer)
    assert row.state.note == "Proszę o szybkie sprawdzenie."
    news.refresh_from_db()
    assert news.get_latest_revision_as_object().lead == "Nowy lead."
