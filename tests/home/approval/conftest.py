"""People around a live page: who writes, who reviews, who translates."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse
from lxml import html
from wagtail.fields import StreamField
from wagtail.models import Page

from accounts.models import User
from accounts.roles import Role, translator_group
from home.models import NewsPage
from tests.people import person


def translator(language: str) -> User:
    """Save somebody who translates into a language and reads their mail in it."""
    somebody = person(language=language, name=f"translator-{language}")
    somebody.groups.add(Group.objects.get(name=translator_group(language)))
    return somebody


@pytest.fixture
def author(home) -> User:
    return person(Role.AUTHOR)


@pytest.fixture
def reviewer(home) -> User:
    return person(Role.EDITOR)


@dataclass
class Desk:
    """Somebody who writes in the administration."""

    client: Client

    def form(self, page: Page) -> dict[str, str]:
        """Return what the browser would send of the editor as it stands."""
        answer = self.client.get(self.address(page))
        assert answer.status_code == 200, answer
        form = html.fromstring(answer.content.decode()).get_element_by_id("page-edit-form")
        fields = page.specific_class._meta.get_fields()
        streams = {f"{field.name}-count": "0" for field in fields if isinstance(field, StreamField)}
        return dict(form.form_values()) | streams  # a browser builds the blocks itself; these pages have none

    def send(self, page: Page, **changes: str) -> Any:
        return self.client.post(self.address(page), self.form(page) | changes)

    def address(self, page: Page) -> str:
        return reverse("wagtailadmin_pages:edit", args=[page.pk])


@pytest.fixture
def desk_of() -> Callable[[User], Desk]:
    def sit(user: User) -> Desk:
        client = Client()
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        return Desk(client)

    return sit


@pytest.fixture
def changed(news: NewsPage, author: User) -> NewsPage:
    """A live page with a draft that an author wrote over it."""
    draft = news.get_latest_revision_as_object()
    draft.lead = "Nowy lead autora."
    draft.save_revision(user=author)
    news.refresh_from_db()
    return news
