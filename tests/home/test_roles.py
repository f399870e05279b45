"""Editors write everywhere; a translator writes in the tree of one language and nowhere else."""

from collections.abc import Callable

import pytest
from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from wagtail.models import Page

from accounts.models import User
from accounts.roles import Role, translator_group
from city.models import DeadlineRule, Unit
from home.models import HomePage, NewsPage
from home.services import (
    ensure_site,
    fill_translation,
    publish_translation,
    source_texts,
    submit_for_translation,
)

pytestmark = pytest.mark.django_db


def member(group: str) -> User:
    person = User.objects.create_user(f"{group}@example.org")
    person.groups.add(Group.objects.get(name=group))
    return person


@pytest.fixture
def pages(news: NewsPage, translate: Callable[..., Page]) -> dict[str, Page]:
    return {"pl": news, "uk": translate(news, "uk", title="Зустріч"), "en": translate(news, "en", title="Meeting")}


def may(person: User, pages: dict[str, Page], what: str) -> set[str]:
    return {code for code, page in pages.items() if getattr(page.permissions_for_user(person), what)()}


@pytest.mark.parametrize(
    "what", ["can_edit", "can_publish", "can_unpublish", "can_delete", "can_set_view_restrictions"]
)
def test_ukrainian_translator_may_act_in_the_ukrainian_tree_only(pages: dict[str, Page], what: str) -> None:
    assert may(member(translator_group("uk")), pages, what) <= {"uk"}


def test_ukrainian_translator_writes_and_publishes_ukrainian(pages: dict[str, Page]) -> None:
    person = member(translator_group("uk"))
    assert may(person, pages, "can_edit") == may(person, pages, "can_publish") == {"uk"}
    assert person.has_perm("wagtail_localize.submit_translation")
    assert not person.has_perm("city.change_topic")


def test_editor_writes_and_publishes_in_every_language(pages: dict[str, Page]) -> None:
    person = member(Role.EDITOR)
    assert may(person, pages, "can_edit") == may(person, pages, "can_publish") == {"pl", "uk", "en"}
    assert person.has_perm("wagtailadmin.access_admin")


def test_administrator_may_also_delete(pages: dict[str, Page]) -> None:
    assert may(member(Role.ADMINISTRATOR), pages, "can_delete") == {"pl", "uk", "en"}


@pytest.mark.parametrize("role", [Role.MODERATOR, Role.OFFICIAL, Role.AUDITOR, Role.ORGANISATION_MEMBER])
def test_other_roles_touch_no_page(pages: dict[str, Page], role: Role) -> None:
    assert may(member(role), pages, "can_edit") == set()


def test_rights_given_by_hand_to_a_role_are_taken_back(home: HomePage) -> None:
    from django.contrib.auth.models import Permission
    from wagtail.models import GroupPagePermission

    group = Group.objects.get(name=translator_group("uk"))
    right = Permission.objects.get(codename="change_page", content_type__app_label="wagtailcore")
    GroupPagePermission.objects.create(group=group, page=home, permission=right)
    ensure_site()
    assert not GroupPagePermission.objects.filter(group=group, page=home).exists()


def test_ukrainian_translator_neither_fills_nor_publishes_another_language(
    news: NewsPage, editor: User, home: HomePage
) -> None:
    person = member(translator_group("uk"))
    english = submit_for_translation(news, "en", actor=editor)
    texts = {text: f"en {text}" for text in source_texts(english)}
    with pytest.raises(PermissionDenied):
        fill_translation(english, texts, actor=person)
    fill_translation(english, texts, actor=editor)
    with pytest.raises(PermissionDenied):
        publish_translation(english, actor=person)
    assert not english.get_target_instance().live


def test_ukrainian_translator_does_the_whole_way_in_ukrainian(news: NewsPage) -> None:
    person = member(translator_group("uk"))
    translation = submit_for_translation(news, "uk", actor=person)
    fill_translation(translation, {text: f"uk {text}" for text in source_texts(translation)}, actor=person)
    assert publish_translation(translation, actor=person).live


def test_ukrainian_translator_opens_only_ukrainian_pages_in_the_administration(
    client: Client, pages: dict[str, Page]
) -> None:
    client.force_login(member(translator_group("uk")), backend="django.contrib.auth.backends.ModelBackend")
    answers = {code: client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])) for code, page in pages.items()}
    assert {code for code, answer in answers.items() if answer.status_code == 200} == {"uk"}


def test_prepared_site_has_units_topics_and_deadline_rules(db: None) -> None:
    call_command("prepare_site")
    call_command("prepare_site")
    assert Unit.objects.facts().get(code="ngo-policy").parent is not None
    assert DeadlineRule.objects.filter(code="postulate").count() == 1
