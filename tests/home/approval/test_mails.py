"""Who is told what, in which language, once. Wagtail itself sends nothing."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone, translation

from accounts.models import User
from accounts.roles import Role
from cms.outbox.models import OutboxEntry
from cms.outbox.worker import drain
from home.approval.handlers import remind
from home.approval.models import ReviewState
from home.approval.services import approve, cancel, claim, reject, send_to_review
from home.models import NewsPage
from home.services import fill_translation, source_texts, submit_for_translation
from tests.clock import freeze_time
from tests.people import person

from .conftest import translator

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _nothing_else_to_send(home) -> None:
    OutboxEntry.objects.all().delete()


@pytest.fixture
def post() -> Callable[[], dict[str, mail.EmailMessage]]:
    """Deliver what was recorded and return the mails by recipient."""

    def deliver() -> dict[str, mail.EmailMessage]:
        mail.outbox.clear()
        drain()
        recipients = [message.to[0] for message in mail.outbox]
        assert len(recipients) == len(set(recipients)), "one mail for each person"
        return {message.to[0]: message for message in mail.outbox}

    return deliver


@pytest.fixture
def waiting(changed: NewsPage, author: User, reviewer: User) -> NewsPage:
    OutboxEntry.objects.all().delete()
    send_to_review(page_id=changed.pk, actor=author, note="Zmieniłam lead.")
    changed.refresh_from_db()
    return changed


def test_reviewers_are_told_who_sent_what_until_when_and_where(
    waiting: NewsPage, author: User, reviewer: User, post
) -> None:
    mails = post()
    assert set(mails) == {reviewer.email}
    text = mails[reviewer.email].body
    for fact in (waiting.title, str(author), "Zmieniłam lead.", f"/reviews/{waiting.pk}/"):
        assert fact in text
    due = ReviewState.objects.get().due_on
    with translation.override("pl"):
        from django.utils.formats import date_format

        assert date_format(due, "DATE_FORMAT") in text


def test_reviewer_who_sends_a_page_is_not_told_of_it(changed: NewsPage, reviewer: User, post) -> None:
    colleague = person(Role.EDITOR)
    send_to_review(page_id=changed.pk, actor=reviewer)
    assert set(post()) == {colleague.email}


def test_superuser_gets_no_mail_of_wagtails_own(waiting: NewsPage, editor: User, post) -> None:
    assert editor.is_superuser
    assert mail.outbox == []
    assert editor.email not in post()


def test_nobody_is_told_of_a_page_that_waits_no_longer(waiting: NewsPage, author: User, post) -> None:
    cancel(page_id=waiting.pk, actor=author)
    assert post() == {}


def test_author_is_told_who_looks_at_the_page(waiting: NewsPage, author: User, reviewer: User, post) -> None:
    post()
    claim(page_id=waiting.pk, actor=reviewer)
    claim(page_id=waiting.pk, actor=reviewer)
    mails = post()
    assert set(mails) == {author.email}
    assert str(reviewer) in mails[author.email].body


def test_author_gets_the_reason_and_reviewers_hear_again_when_it_is_mended(
    waiting: NewsPage, author: User, reviewer: User, post
) -> None:
    post()
    reject(page_id=waiting.pk, actor=reviewer, comment="Popraw datę & godzinę.")
    mails = post()
    assert set(mails) == {author.email}
    assert "Popraw datę & godzinę." in mails[author.email].body
    first = ReviewState.objects.get()
    send_to_review(page_id=waiting.pk, actor=author, note="Poprawione.")
    again = post()
    assert set(again) == {reviewer.email}
    assert "Poprawione." in again[reviewer.email].body
    assert ReviewState.objects.exclude(pk=first.pk).get().workflow_state_id == first.workflow_state_id


def test_author_and_owner_are_told_of_the_approval(waiting: NewsPage, author: User, reviewer: User, post) -> None:
    owner = person(Role.OFFICIAL, language="en")
    draft = waiting.get_latest_revision_as_object()
    draft.content_owner = owner
    revision = draft.save_revision(user=author)
    post()
    approve(page_id=waiting.pk, actor=reviewer, revision_id=revision.pk, comment="Dziękuję!")
    mails = post()
    assert set(mails) == {author.email, owner.email}
    assert "Dziękuję!" in mails[author.email].body
    assert "Approved and published" in mails[owner.email].subject


def test_approval_of_a_page_for_later_does_not_say_that_readers_see_it(
    waiting: NewsPage, author: User, reviewer: User, post
) -> None:
    draft = waiting.get_latest_revision_as_object()
    draft.go_live_at = timezone.now() + timedelta(days=3)
    revision = draft.save_revision(user=author)
    author.language = "en"
    author.save()
    post()
    approve(page_id=waiting.pk, actor=reviewer, revision_id=revision.pk)
    assert "when its time has come" in post()[author.email].body


def test_author_is_told_when_somebody_publishes_past_the_review(
    waiting: NewsPage, author: User, reviewer: User, desk_of, post
) -> None:
    author.language = "en"
    author.save()
    post()
    desk_of(reviewer).send(waiting, **{"action-publish": "1"})
    mails = post()
    assert set(mails) == {author.email}
    assert mails[author.email].subject.startswith("Published")


def test_who_sent_and_who_was_looking_are_told_that_the_review_ended(
    waiting: NewsPage, author: User, reviewer: User, post
) -> None:
    claim(page_id=waiting.pk, actor=reviewer)
    post()
    cancel(page_id=waiting.pk, actor=author)
    assert set(post()) == {reviewer.email}


def test_ukrainian_translators_are_told_in_ukrainian_and_editors_are_not(
    news: NewsPage, editor: User, reviewer: User, post
) -> None:
    from home.approval.services import send_translation

    first, second = translator("uk"), translator("uk")
    task = submit_for_translation(news, "uk", actor=editor)
    fill_translation(task, {text: f"uk {text}" for text in source_texts(task)}, actor=first)
    OutboxEntry.objects.all().delete()
    send_translation(translation_id=task.pk, actor=first)
    mails = post()
    assert set(mails) == {second.email}
    assert mails[second.email].extra_headers["Content-Language"] == "uk"


def test_editors_are_told_of_a_translation_where_its_translator_is_alone(
    news: NewsPage, editor: User, reviewer: User, post
) -> None:
    alone = translator("uk")
    task = submit_for_translation(news, "uk", actor=editor)
    fill_translation(task, {text: f"uk {text}" for text in source_texts(task)}, actor=alone)
    OutboxEntry.objects.all().delete()
    send_to_review(page_id=task.get_target_instance().pk, actor=alone)
    assert set(post()) == {reviewer.email}


def test_comment_is_told_to_owner_and_author_but_not_to_who_wrote_it(
    waiting: NewsPage, author: User, reviewer: User, desk_of, post
) -> None:
    post()
    comment = {
        "comments-TOTAL_FORMS": "1",
        "comments-INITIAL_FORMS": "0",
        "comments-MIN_NUM_FORMS": "0",
        "comments-MAX_NUM_FORMS": "",
        "comments-0-text": "Czy ta data jest pewna?",
        "comments-0-contentpath": "lead",
        "comments-0-position": "",
        "comments-0-id": "",
        "comments-0-replies-TOTAL_FORMS": "0",
        "comments-0-replies-INITIAL_FORMS": "0",
        "comments-0-replies-MIN_NUM_FORMS": "0",
        "comments-0-replies-MAX_NUM_FORMS": "",
    }
    desk_of(reviewer).send(waiting, **comment)
    mails = post()
    assert set(mails) == {author.email}
    assert "Czy ta data jest pewna?" in mails[author.email].body


def test_overdue_review_reminds_reviewers_once_and_later_owner_and_deputy(
    changed: NewsPage, author: User, reviewer: User, post
) -> None:
    owner, deputy = person(Role.OFFICIAL), person(Role.OFFICIAL)
    NewsPage.objects.filter(pk=changed.pk).update(content_owner=owner, deputy=deputy)
    with freeze_time("2027-04-05 10:00:00+02:00"):
        OutboxEntry.objects.all().delete()
        due = send_to_review(page_id=changed.pk, actor=author).due_on
        post()
    with freeze_time(f"{due} 22:00:00+02:00"):
        remind()
        assert post() == {}
    with freeze_time(
        timezone.make_aware(timezone.datetime.combine(due + timedelta(days=1), timezone.datetime.min.time()))
    ):
        remind()
        assert set(post()) == {reviewer.email}
        remind()
        assert post() == {}
    with freeze_time("2027-04-14 10:00:00+02:00"):
        remind()
        assert set(post()) == {owner.email, deputy.email}
        remind()
        assert post() == {}


def test_decided_review_reminds_nobody(waiting: NewsPage, reviewer: User, post) -> None:
    approve(page_id=waiting.pk, actor=reviewer, revision_id=waiting.latest_revision_id)
    post()
    with freeze_time(timezone.now() + timedelta(days=30)):
        remind()
        assert post() == {}
