"""Who writes drafts, who sends them, who decides, in which language."""

import pytest
from django.contrib.auth.models import Group, Permission
from django.core.exceptions import PermissionDenied
from wagtail.models import GroupPagePermission, WorkflowPage

from accounts.models import User
from accounts.roles import Role
from home.approval.models import ReviewTask
from home.approval.refusals import AlreadyInReview
from home.approval.services import approve, claim, reject, send_to_review
from home.models import HomePage, NewsPage
from home.services import ensure_site, fill_translation, source_texts, submit_for_translation
from tests.people import person

from .conftest import translator

pytestmark = pytest.mark.django_db


def test_site_prepared_twice_has_one_review_for_each_language(home: HomePage) -> None:
    ensure_site()
    assert sorted(ReviewTask.objects.values_list("language", flat=True)) == ["en", "pl", "uk"]
    for page in home.get_translations(inclusive=True):
        [task] = page.get_workflow().tasks
        assert task.specific.language == page.locale.language_code


def test_workflow_that_people_chose_for_a_tree_stays(home: HomePage) -> None:
    other = home.get_translations().first().get_workflow()
    WorkflowPage.objects.filter(page=home).update(workflow=other)
    ensure_site()
    assert WorkflowPage.objects.get(page=home).workflow == other


def test_author_writes_a_draft_over_a_live_page_and_readers_see_the_old_text(
    changed: NewsPage, author: User, reviewer: User, client
) -> None:
    send_to_review(page_id=changed.pk, actor=author)
    assert "Rozmowa o planach." in client.get(changed.get_url()).content.decode()
    changed.refresh_from_db()
    approve(page_id=changed.pk, actor=reviewer, revision_id=changed.latest_revision_id)
    assert "Nowy lead autora." in client.get(changed.get_url()).content.decode()


def test_author_saves_a_draft_in_the_editor_and_publishes_by_no_button(news: NewsPage, author: User, desk_of) -> None:
    desk_of(author).send(news, lead="Podmieniony.", **{"action-publish": "1"})
    news.refresh_from_db()
    assert news.lead == "Rozmowa o planach."
    assert news.get_latest_revision_as_object().lead == "Podmieniony."


@pytest.mark.parametrize("role", [Role.AUTHOR, Role.EDITOR, Role.ADMINISTRATOR])
def test_roles_that_write_polish_pages_send_them(news: NewsPage, role: Role) -> None:
    assert send_to_review(page_id=news.pk, actor=person(role)).is_waiting


@pytest.mark.parametrize("role", [Role.MODERATOR, Role.OFFICIAL, Role.AUDITOR, Role.ORGANISATION_MEMBER])
def test_other_roles_neither_send_nor_decide(changed: NewsPage, author: User, role: Role) -> None:
    with pytest.raises(PermissionDenied):
        send_to_review(page_id=changed.pk, actor=person(role))
    send_to_review(page_id=changed.pk, actor=author)
    with pytest.raises(PermissionDenied):
        claim(page_id=changed.pk, actor=person(role))


@pytest.mark.parametrize("role", [Role.EDITOR, Role.ADMINISTRATOR])
def test_roles_that_publish_decide(changed: NewsPage, author: User, role: Role) -> None:
    send_to_review(page_id=changed.pk, actor=author)
    changed.refresh_from_db()
    approve(page_id=changed.pk, actor=person(role), revision_id=changed.latest_revision_id)
    changed.refresh_from_db()
    assert changed.lead == "Nowy lead autora."


def test_author_does_not_decide_on_their_own_page(changed: NewsPage, author: User) -> None:
    send_to_review(page_id=changed.pk, actor=author)
    with pytest.raises(PermissionDenied):
        approve(page_id=changed.pk, actor=author, revision_id=changed.latest_revision_id)
    with pytest.raises(PermissionDenied):
        reject(page_id=changed.pk, actor=author, comment="Nie.")


def test_translators_review_the_tree_of_their_language_only(
    news: NewsPage, changed: NewsPage, author: User, editor: User
) -> None:
    ukrainian, english = translator("uk"), translator("en")
    task = submit_for_translation(news, "uk", actor=editor)
    fill_translation(task, {text: f"uk {text}" for text in source_texts(task)}, actor=editor)
    page = task.get_target_instance()
    send_to_review(page_id=page.pk, actor=editor)
    send_to_review(page_id=changed.pk, actor=author)
    claim(page_id=page.pk, actor=ukrainian)
    for key, stranger in ((page.pk, english), (changed.pk, ukrainian)):
        with pytest.raises(PermissionDenied):
            reject(page_id=key, actor=stranger, comment="Nie.")


def test_page_in_review_is_not_sent_again(changed: NewsPage, author: User) -> None:
    send_to_review(page_id=changed.pk, actor=author)
    with pytest.raises(AlreadyInReview, match=str(author)):
        send_to_review(page_id=changed.pk, actor=author)


def test_somebody_without_right_to_publish_is_sent_to_review_by_the_publish_button_of_translations(
    news: NewsPage, editor: User, desk_of
) -> None:
    translation = submit_for_translation(news, "uk", actor=editor)
    fill_translation(translation, {text: f"uk {text}" for text in source_texts(translation)}, actor=editor)
    page = translation.get_target_instance()
    helper = person(Role.AUTHOR)
    group = Group.objects.create(name="helpers")
    helper.groups.add(group)
    right = Permission.objects.get(codename="change_page", content_type__app_label="wagtailcore")
    GroupPagePermission.objects.create(group=group, page=page.get_parent(), permission=right)
    desk = desk_of(helper)
    answer = desk.client.post(desk.address(page), {"action": "publish"}, follow=True)
    assert any("do sprawdzenia" in str(said) or "review" in str(said) for said in answer.context["messages"])
    page.refresh_from_db()
    assert not page.live
