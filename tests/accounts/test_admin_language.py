"""The administration speaks to people in their own language."""

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.users.models import UserProfile

from accounts.roles import Role
from tests.people import person

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("language", ["pl", "uk", "en"])
def test_administration_begins_in_the_language_of_a_persons_messages(client: Client, city: None, language: str) -> None:
    somebody = person(Role.EDITOR, language=language)
    client.force_login(somebody, backend="django.contrib.auth.backends.ModelBackend")
    assert f'<html lang="{language}"' in client.get(reverse("wagtailadmin_home")).content.decode()


def test_language_chosen_in_the_administration_stays(client: Client, city: None) -> None:
    somebody = person(Role.EDITOR, language="uk")
    UserProfile.objects.create(user=somebody, preferred_language="en")
    client.force_login(somebody, backend="django.contrib.auth.backends.ModelBackend")
    assert UserProfile.objects.get(user=somebody).preferred_language == "en"
