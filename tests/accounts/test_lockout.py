"""Five wrong passwords from one machine stop that machine for that account for a while, and nobody else."""

from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from axes.models import AccessAttempt
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from accounts.models import User

PASSWORD = "correct horse battery staple"
URL = "/en/accounts/login/"
pytestmark = pytest.mark.django_db


@pytest.fixture
def clerk(city: None) -> User:
    user = User.objects.create_user("clerk@example.org", PASSWORD)
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return user


def attempt(password: str, *, email: str = "clerk@example.org", address: str = "192.0.2.1") -> HttpResponse:
    return Client(REMOTE_ADDR=address).post(URL, {"login": email, "password": password})


def fail_five_times() -> None:
    for _ in range(5):
        attempt("wrong")


def test_fourth_failure_still_lets_the_right_password_in(clerk: User):
    for _ in range(4):
        assert attempt("wrong").status_code == 200
    assert attempt(PASSWORD).status_code == 302


def test_sixth_try_is_refused_even_with_the_right_password(clerk: User):
    fail_five_times()
    response = attempt(PASSWORD)
    assert response.status_code == 429
    assert "Wait 15 minutes and try again." in " ".join(response.content.decode().split())


def test_writing_the_address_in_another_way_is_the_same_account(clerk: User):
    fail_five_times()
    assert attempt(PASSWORD, email=" Clerk@EXAMPLE.org ").status_code == 429


def test_right_password_from_another_machine_passes(clerk: User):
    fail_five_times()
    assert attempt(PASSWORD, address="198.51.100.7").status_code == 302


def test_lock_ends_by_itself_and_further_tries_do_not_prolong_it(clerk: User):
    fail_five_times()
    AccessAttempt.objects.update(attempt_time=timezone.now() - timedelta(minutes=14))
    assert attempt(PASSWORD).status_code == 429
    AccessAttempt.objects.update(attempt_time=timezone.now() - timedelta(minutes=16))
    assert attempt(PASSWORD).status_code == 302


def test_refusal_says_the_same_about_an_account_that_does_not_exist(clerk: User):
    for _ in range(5):
        attempt("wrong", email="nobody@example.org")
    assert attempt("wrong", email="nobody@example.org").status_code == 429
