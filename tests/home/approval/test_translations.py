"""A translation is reviewed like any page: readers see it when somebody approves exactly this draft."""

import pytest
from django.core.exceptions import PermissionDenied
from django.template import Context, Template
from django.test import Client, RequestFactory
from django.urls import reverse
from wagtail.models import Page
from wagtail_localize.models import Translation

from accounts.models import User
from home.approval.services import approve, reject, send_to_review, send_translation
from home.models import NewsPage
from home.services import fill_translation, source_texts, submit_for_translation
from home.translation.guard import IncompleteTranslation

from .conftest import translator

pytestmark = pytest.mark.django_db


@pytest.fixture
def task(news: NewsPage, editor: User) -> Translation:
    return submit_for_translation(news, "uk", actor=editor)


@pytest.fixture
def ukrainian(task: Translation) -> User:
    return translator("uk")


def fill(task: Translation, actor: User, prefix: str = "uk") -> None:
    fill_translation(task, {text: f"{prefix} {text}" for text in source_texts(task)}, actor=actor)


def test_translation_with_a_text_missing_is_not_sent(task: Translation, ukrainian: User) -> None:
    with pytest.raises(IncompleteTranslation):
        send_translation(translation_id=task.pk, actor=ukrainian)
    assert not task.get_target_instance().workflow_in_progress


def test_approval_publishes_exactly_the_draft_that_was_sent(task: Translation, ukrainian: User, editor: User) -> None:
    fill(task, ukrainian)
    send_translation(translation_id=task.pk, actor=ukrainian)
    fill(task, ukrainian, "пізніше")
    page = task.get_target_instance()
    assert not page.live
    approve(page_id=page.pk, actor=translator("uk"), revision_id=page.latest_revision_id)
    page.refresh_from_db()
    assert page.live
    assert page.title.startswith("uk ")


def test_readers_see_the_old_translation_until_the_new_one_is_approved(
    task: Translation, ukrainian: User, news: NewsPage, editor: User, client
) -> None:
    fill(task, ukrainian)
    task.save_target(user=editor, publish=True)
    fill(task, ukrainian, "нове")
    send_translation(translation_id=task.pk, actor=ukrainian)
    page = task.get_target_instance()
    assert page.title.startswith("uk ")
    assert "нове" not in client.get(page.get_url()).content.decode()


def test_translator_of_another_language_does_not_send_it(task: Translation, ukrainian: User) -> None:
    fill(task, ukrainian)
    with pytest.raises(PermissionDenied):
        send_translation(translation_id=task.pk, actor=translator("en"))


def test_page_for_sending_says_how_many_texts_are_missing_and_then_sends(
    task: Translation, ukrainian: User, desk_of
) -> None:
    client = desk_of(ukrainian).client
    address = reverse("approval:send_translation", args=[task.pk])
    assert '<form method="post" novalidate>' not in client.get(address).content.decode()
    assert client.post(address, {"note": ""}).status_code == 409
    fill(task, ukrainian)
    assert client.post(address, {"note": "Готово."}).status_code == 302
    assert task.get_target_instance().workflow_in_progress


def test_editor_of_translations_offers_to_send_and_then_shows_the_review(
    task: Translation, ukrainian: User, desk_of
) -> None:
    fill(task, ukrainian)
    desk = desk_of(ukrainian)
    page = task.get_target_instance()
    assert reverse("approval:send_translation", args=[task.pk]) in desk.client.get(desk.address(page)).content.decode()
    send_translation(translation_id=task.pk, actor=ukrainian)
    assert reverse("approval:review", args=[page.pk]) in desk.client.get(desk.address(page)).content.decode()


def test_tag_shows_the_way_to_send_to_those_who_may(task: Translation, ukrainian: User) -> None:
    def shown(user: User) -> str:
        request = RequestFactory().get("/")
        request.user = user
        template = Template("{% load approval %}{% send_translation_to_review translation %}")
        return template.render(Context({"request": request, "translation": task}))

    address = reverse("approval:send_translation", args=[task.pk])
    assert address not in shown(ukrainian)
    fill(task, ukrainian)
    assert address in shown(ukrainian)
    assert shown(translator("en")).strip() == ""
    send_translation(translation_id=task.pk, actor=ukrainian)
    assert reverse("approval:review", args=[task.get_target_instance().pk]) in shown(ukrainian)


def test_page_beside_its_source_leads_to_its_review(client: Client, task: Translation, editor: User) -> None:
    client.force_login(editor, backend="django.contrib.auth.backends.ModelBackend")
    address = reverse("translation:side_by_side", args=["pages", "uk", task.source.object_id])
    send = reverse("approval:send_translation", args=[task.pk])
    assert send not in client.get(address).content.decode()
    fill(task, editor)
    assert send in client.get(address).content.decode()


def test_mended_translation_is_sent_again_with_its_new_words(task: Translation, ukrainian: User, editor: User) -> None:
    fill(task, ukrainian)
    send_translation(translation_id=task.pk, actor=ukrainian)
    page = task.get_target_instance()
    reject(page_id=page.pk, actor=editor, comment="Ще раз.")
    fill(task, ukrainian, prefix="виправлено")
    send_to_review(page_id=page.pk, actor=ukrainian)
    draft = Page.objects.get(pk=page.pk).get_latest_revision_as_object()
    assert draft.title.startswith("виправлено")


def test_translation_with_a_text_missing_is_not_sent_from_its_review_either(task: Translation, ukrainian: User) -> None:
    with pytest.raises(IncompleteTranslation):
        send_to_review(page_id=task.get_target_instance().pk, actor=ukrainian)
