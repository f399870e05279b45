"""A person is written to in the language in which they came, or which they chose."""

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.test import Client
from django.utils.translation import gettext, override

from accounts.models import User

PASSWORD = "correct horse battery staple"
pytestmark = pytest.mark.django_db


def sign_up(client: Client, language: str, **more: str) -> None:
    data = {"email": "olena@example.org", "password1": PASSWORD, "password2": PASSWORD} | more
    response = client.post(f"/{language}/accounts/signup/", data)
    assert response.status_code == 302


def test_new_person_keeps_the_language_of_the_page(client: Client, city):
    sign_up(client, "uk")
    assert User.objects.get().language == "uk"


def test_names_are_optional_but_kept(client: Client, city):
    sign_up(client, "uk", first_name="Олена")
    assert User.objects.get().get_full_name() == "Олена"


def test_message_about_the_new_account_is_in_the_language_of_the_page(client: Client, city):
    sign_up(client, "uk")
    with override("uk"):
        assert gettext("Please Confirm Your Email Address") in mail.outbox[0].subject


def test_later_messages_are_in_the_persons_language_whatever_the_page_was(client: Client, city):
    user = User.objects.create_user("olena@example.org", PASSWORD, language="uk")
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    client.post("/pl/accounts/password/reset/", {"email": "Olena@example.org"})
    with override("uk"):
        assert gettext("Password Reset Email") in mail.outbox[0].subject


def test_sign_up_with_a_known_address_answers_as_with_a_new_one(client: Client, city):
    User.objects.create_user("olena@example.org", PASSWORD)
    sign_up(client, "en")
    assert User.objects.count() == 1
