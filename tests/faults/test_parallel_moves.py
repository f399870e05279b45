"""Many at once: one effect, everybody gets the same answer."""

from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

import pytest
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.db import connection
from django.test import Client
from django.urls import reverse
from wagtail.models import Locale

from accounts.roles import Role, sync_groups
from city.services import load_reference_data
from consultations.postulates.models import CaseEvent, Postulate, ReferenceCounter, RejectionReason
from consultations.postulates.services import StaleCase, move_postulate, start_draft
from home.services import ensure_site
from tests.consultations.postulates.conftest import TEXT
from tests.people import organisation, person

pytestmark = [
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
    pytest.mark.faults,
]


@pytest.fixture
def author():
    sync_groups()
    ensure_site()
    load_reference_data()
    return person()


def at_once(calls):
    """Run the calls in threads of their own, each with its own database connection."""

    def run(call):
        try:
            return call()
        except StaleCase as stale:
            return stale
        finally:
            connection.close()

    with ThreadPoolExecutor(len(calls)) as pool:
        return list(pool.map(run, calls))


def test_same_form_posted_twenty_times_in_parallel_makes_one_case(author) -> None:
    draft = start_draft(
        actor=author,
        key=uuid4(),
        organisation=organisation(owner=author),
        text=TEXT,
        topics=[],
    )
    key = uuid4()

    def send():
        return move_postulate(
            postulate_id=draft.pk,
            move="submit",
            actor=author,
            version=draft.version,
            submission_key=key,
        ).reference

    assert len(set(at_once([send] * 20))) == 1
    assert CaseEvent.objects.count() == 1
    assert ReferenceCounter.objects.get().last == 1


def test_of_two_moderators_at_once_one_wins_and_the_other_is_told_who(author) -> None:
    draft = start_draft(
        actor=author,
        key=uuid4(),
        organisation=organisation(owner=author),
        text=TEXT,
        topics=[],
    )
    sent = move_postulate(postulate_id=draft.pk, move="submit", actor=author, version=draft.version)
    moderators = [person(Role.MODERATOR), person(Role.MODERATOR)]

    def claim(moderator):
        return lambda: move_postulate(postulate_id=sent.pk, move="claim", actor=moderator, version=sent.version)

    results = at_once([claim(moderator) for moderator in moderators])
    lost = [result for result in results if isinstance(result, StaleCase)]
    winner = Postulate.objects.get().claimed_by
    assert len(lost) == 1
    assert lost[0].last.actor == winner
    assert CaseEvent.objects.filter(move="claim").count() == 1


def test_ten_authors_at_once_get_ten_numbers_without_gaps(author) -> None:
    drafts = [
        start_draft(
            actor=author,
            key=uuid4(),
            organisation=None,
            text=TEXT | {"title": f"Sprawa {n}"},
            topics=[],
        )
        for n in range(10)
    ]

    def send(draft):
        return lambda: (
            move_postulate(
                postulate_id=draft.pk,
                move="submit",
                actor=author,
                version=draft.version,
            ).number
        )

    assert sorted(at_once([send(draft) for draft in drafts])) == list(range(1, 11))


def window_of(user) -> Client:
    """Return a browser window in which the person is signed in."""
    client = Client()
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.save()
    client.cookies[settings.SESSION_COOKIE_NAME] = session.session_key
    return client


@pytest.mark.parametrize("rival", ["register", "take_over"])
def test_of_two_decisions_at_once_one_is_made_and_the_other_is_told_who(author, rival) -> None:
    draft = start_draft(actor=author, key=uuid4(), organisation=organisation(owner=author), text=TEXT, topics=[])
    sent = move_postulate(postulate_id=draft.pk, move="submit", actor=author, version=draft.version)
    holder, other = person(Role.MODERATOR), person(Role.MODERATOR)
    case = move_postulate(postulate_id=sent.pk, move="claim", actor=holder, version=sent.version)
    reason = RejectionReason.objects.create(
        code="off-topic", name="Poza zakresem", explanation="Nie.", locale=Locale.get_default()
    )
    decisions = [
        (window_of(holder), "reject", {"rejection_reason": reason.pk, "note": "Nie."}),
        (
            window_of(holder if rival == "register" else other),
            rival,
            {"legal_kind": "postulate", "reason": "Teraz ja."},
        ),
    ]

    def decide(client, move, details):
        url = reverse("postulates:move", kwargs={"key": case.key, "name": move})
        form = {"version": case.version, "submission_key": uuid4(), **details}
        return lambda: client.post(url, form)

    answers = at_once([decide(*decision) for decision in decisions])
    assert sorted(answer.status_code for answer in answers) == [302, 409]
    made = CaseEvent.objects.filter(move__in=["reject", rival])
    assert made.count() == 1
    told = next(answer for answer in answers if answer.status_code == 409).content.decode()
    assert str(made.get().actor) in told
