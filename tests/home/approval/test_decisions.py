"""A decision is made once, about what was seen, and with a reason where somebody has to act on it."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from wagtail.models import PageLogEntry, TaskState

from accounts.models import User
from accounts.roles import Role
from home.approval.models import ReviewState
from home.approval.refusals import AlreadyDecided, ChangedSince, ReasonMissing
from home.approval.services import approve, cancel, claim, reject, release, send_to_review
from home.models import NewsPage
from tests.clock import freeze_time
from tests.people import person

pytestmark = pytest.mark.django_db
APPROVE = {"action-workflow-action": "true", "workflow-action-name": "approve"}
REJECT = APPROVE | {"workflow-action-name": "reject"}


@pytest.fixture
def waiting(changed: NewsPage, author: User) -> NewsPage:
    send_to_review(page_id=changed.pk, actor=author, note="Zmieniłam lead.")
    changed.refresh_from_db()
    return changed


def review(page: NewsPage) -> ReviewState:
    return ReviewState.objects.for_instance(page).latest("pk")


def test_second_approval_from_an_old_screen_changes_nothing_and_names_who_decided(
    waiting: NewsPage, reviewer: User, desk_of
) -> None:
    second = desk_of(person(Role.EDITOR))
    form = second.form(waiting) | APPROVE | {"lead": "Wpisane przez drugą osobę."}
    assert desk_of(reviewer).send(waiting, **APPROVE).status_code == 302
    answer = second.client.post(second.address(waiting), form)
    assert answer.status_code == 409
    said = answer.content.decode()
    assert str(reviewer) in said
    assert "Wpisane przez drugą osobę." in said
    waiting.refresh_from_db()
    assert waiting.live
    assert not waiting.has_unpublished_changes


@pytest.mark.parametrize("button", [REJECT, {"action-cancel-workflow": "1"}, {"action-publish": "1"}])
def test_other_decisions_from_an_old_screen_are_refused_too(
    waiting: NewsPage, reviewer: User, desk_of, button: dict[str, str]
) -> None:
    second = desk_of(person(Role.EDITOR))
    form = second.form(waiting) | button
    desk_of(reviewer).send(waiting, **APPROVE)
    answer = second.client.post(second.address(waiting), form)
    assert answer.status_code == 409
    assert str(reviewer) in answer.content.decode()


def test_second_approval_by_the_services_names_who_decided(waiting: NewsPage, reviewer: User) -> None:
    approve(page_id=waiting.pk, actor=reviewer, revision_id=waiting.latest_revision_id)
    with pytest.raises(AlreadyDecided, match=str(reviewer)):
        approve(page_id=waiting.pk, actor=person(Role.EDITOR), revision_id=waiting.latest_revision_id)
    with pytest.raises(AlreadyDecided):
        reject(page_id=waiting.pk, actor=person(Role.EDITOR), comment="Za późno.")
    with pytest.raises(AlreadyDecided):
        cancel(page_id=waiting.pk, actor=reviewer)
    assert PageLogEntry.objects.filter(action="wagtail.workflow.approve").count() == 1


def test_draft_changed_after_it_was_seen_is_not_approved(waiting: NewsPage, reviewer: User) -> None:
    seen = waiting.latest_revision_id
    draft = waiting.get_latest_revision_as_object()
    draft.lead = "Jeszcze inaczej."
    colleague = person(Role.EDITOR)
    draft.save_revision(user=colleague)
    with pytest.raises(ChangedSince, match=str(colleague)):
        approve(page_id=waiting.pk, actor=reviewer, revision_id=seen)


def test_reviewers_own_correction_is_published_by_the_same_press(waiting: NewsPage, reviewer: User, desk_of) -> None:
    assert desk_of(reviewer).send(waiting, lead="Poprawione.", **APPROVE).status_code == 302
    waiting.refresh_from_db()
    assert waiting.lead == "Poprawione."
    assert not waiting.workflow_in_progress


@pytest.mark.parametrize("words", ["", "   "])
def test_page_is_not_sent_back_without_a_reason(waiting: NewsPage, reviewer: User, desk_of, words: str) -> None:
    with pytest.raises(ReasonMissing):
        reject(page_id=waiting.pk, actor=reviewer, comment=words)
    for sent in (f'{{"comment": "{words}"}}', "[]", "{", ""):
        answer = desk_of(reviewer).send(waiting, **REJECT, **{"workflow-action-extra-data": sent})
        assert answer.status_code == 409
        assert ReasonMissing().sentence in answer.content.decode()
    assert review(waiting).is_waiting


def test_dialogue_of_the_administration_asks_for_the_reason_too(waiting: NewsPage, reviewer: User, desk_of) -> None:
    client = desk_of(reviewer).client
    address = reverse("wagtailadmin_pages:workflow_action", args=[waiting.pk, "reject", review(waiting).pk])
    answer = client.post(address, {"comment": ""}, follow=True)
    assert ReasonMissing().sentence in [str(said) for said in answer.context["messages"]]
    client.post(address, {"comment": "Popraw datę."})
    assert review(waiting).status == TaskState.STATUS_REJECTED
    late = desk_of(person(Role.EDITOR)).client.post(address, {"comment": "Ja też."}, follow=True)
    assert any(str(reviewer) in str(said) for said in late.context["messages"])


def test_claim_is_seen_taken_over_and_released_and_locks_nobody_out(waiting: NewsPage, reviewer: User) -> None:
    colleague = person(Role.EDITOR)
    claim(page_id=waiting.pk, actor=reviewer)
    assert claim(page_id=waiting.pk, actor=colleague).claimed_by == colleague
    with pytest.raises(PermissionDenied):
        release(page_id=waiting.pk, actor=reviewer)
    assert release(page_id=waiting.pk, actor=colleague).claimed_by is None
    claim(page_id=waiting.pk, actor=colleague)
    approve(page_id=waiting.pk, actor=reviewer, revision_id=waiting.latest_revision_id)


def test_claim_counts_until_the_end_of_the_next_working_day(waiting: NewsPage, reviewer: User) -> None:
    with freeze_time("2027-04-30 08:00:00+02:00"):  # a Friday before two days off
        claim(page_id=waiting.pk, actor=reviewer)
    for moment, counts in (("2027-05-04 20:00:00+02:00", True), ("2027-05-05 06:00:00+02:00", False)):
        with freeze_time(moment):
            assert review(waiting).is_claimed is counts


def test_review_is_due_in_three_working_days_from_the_day_it_is_sent(changed: NewsPage, author: User) -> None:
    with freeze_time("2027-04-29 10:00:00+02:00"):
        assert send_to_review(page_id=changed.pk, actor=author).due_on == date(2027, 5, 5)


def test_author_takes_a_page_back_and_the_draft_stays(waiting: NewsPage, author: User) -> None:
    cancel(page_id=waiting.pk, actor=author)
    waiting.refresh_from_db()
    assert not waiting.workflow_in_progress
    assert waiting.get_latest_revision_as_object().lead == "Nowy lead autora."


def test_somebody_else_does_not_take_a_page_back(waiting: NewsPage) -> None:
    with pytest.raises(PermissionDenied):
        cancel(page_id=waiting.pk, actor=person(Role.AUTHOR))


def test_draft_that_could_not_be_published_is_not_sent(news: NewsPage, author: User, image) -> None:
    draft = news.get_latest_revision_as_object()
    draft.image, draft.image_alt = image, ""
    draft.save_revision(user=author, clean=False)
    with pytest.raises(ValidationError) as refused:
        send_to_review(page_id=news.pk, actor=author)
    assert "image_alt" in refused.value.message_dict


def test_page_sent_back_and_sent_again_is_one_review_with_two_rounds(
    waiting: NewsPage, author: User, reviewer: User
) -> None:
    reject(page_id=waiting.pk, actor=reviewer, comment="Popraw datę.")
    again = send_to_review(page_id=waiting.pk, actor=author, note="Poprawione.")
    assert again.workflow_state.task_states.count() == 2
    assert again.note == "Poprawione."


def test_decision_pressed_while_ones_own_autosave_is_under_way_counts(
    waiting: NewsPage, reviewer: User, desk_of
) -> None:
    desk = desk_of(reviewer)
    form = desk.form(waiting) | APPROVE | {"lead": "Poprawione."}
    draft = waiting.get_latest_revision_as_object()
    draft.save_revision(user=reviewer)
    assert desk.client.post(desk.address(waiting), form).status_code == 302
    waiting.refresh_from_db()
    assert waiting.lead == "Poprawione."


def test_decision_about_a_draft_that_somebody_else_changed_meanwhile_is_refused_in_the_editor(
    waiting: NewsPage, reviewer: User, desk_of
) -> None:
    desk = desk_of(reviewer)
    form = desk.form(waiting) | APPROVE
    colleague = person(Role.EDITOR)
    waiting.get_latest_revision_as_object().save_revision(user=colleague)
    answer = desk.client.post(desk.address(waiting), form)
    assert answer.status_code == 409
    assert str(colleague) in answer.content.decode()


def test_page_in_review_shows_the_review_first_to_its_author(waiting: NewsPage, author: User, desk_of) -> None:
    desk = desk_of(author)
    menu = desk.client.get(desk.address(waiting)).context["action_menu"]
    assert type(menu.default_item).__name__ == "ReviewItem"
    assert 'name="review"' in desk.client.get(desk.address(waiting)).content.decode()
