"""Many at once: one effect, everybody gets the same answer."""

from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

import pytest
from django.db import connection

from accounts.roles import Role, sync_groups
from city.services import load_reference_data
from consultations.postulates.models import CaseEvent, Postulate, ReferenceCounter
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
