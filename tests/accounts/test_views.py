"""After sign-in a person starts where they work; what they say about themselves is kept; every page is ours."""

import pytest
from allauth.account.models import EmailAddress
from django.test import Client
from django.urls import reverse

from accounts.models import User
from accounts.roles import Role
from accounts.views import WORKPLACES
from tests.people import person

PASSWORD = "correct horse battery staple"
pytestmark = pytest.mark.django_db


@pytest.fixture
def reader(city: None) -> User:
    user = person(name="Reader")
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return user


def test_every_role_of_the_staff_has_a_place_to_start():
    covered = frozenset().union(*(roles for roles, _places in WORKPLACES))
    assert covered == frozenset(Role) - {Role.ORGANISATION_MEMBER}


def test_moderator_starts_at_the_queue(city, sign_in):
    assert sign_in(person(Role.MODERATOR)).get("/en/accounts/").headers["Location"] == reverse("postulates:queue")


def test_editor_starts_in_the_admin(city, sign_in):
    assert sign_in(person(Role.EDITOR)).get("/en/accounts/").headers["Location"] == "/admin/"


def test_person_without_a_role_starts_at_their_postulates(reader: User, sign_in):
    assert sign_in(reader).get("/en/accounts/").headers["Location"] == reverse("postulates:mine")


def test_stranger_is_asked_to_sign_in_first(client: Client, city):
    response = client.get("/en/accounts/profile/")
    assert response.headers["Location"] == "/en/accounts/login/?next=/en/accounts/profile/"


def test_admin_asks_for_sign_in_and_keeps_the_way_back(client: Client, city):
    first = client.get("/admin/pages/")
    assert first.headers["Location"] == "/accounts/login/?next=/admin/pages/"
    second = client.get(first.headers["Location"])
    assert second.headers["Location"] == "/pl/accounts/login/?next=/admin/pages/"
    assert 'value="/admin/pages/"' in client.get(second.headers["Location"]).content.decode()


@pytest.mark.parametrize("evil", ["//evil.example", "/\\evil.example", "https:evil.example", "javascript:alert(1)"])
def test_sign_in_never_leads_to_another_site(client: Client, reader: User, evil: str):
    response = client.post("/en/accounts/login/", {"login": reader.email, "password": PASSWORD, "next": evil})
    assert response.status_code == 302
    assert response.headers["Location"] == "/en/accounts/"


def test_profile_is_saved(reader: User, sign_in):
    client = sign_in(reader)
    response = client.post("/en/accounts/profile/", {"first_name": "Ola", "last_name": "", "language": "uk"})
    assert response.status_code == 302
    reader.refresh_from_db()
    assert (reader.first_name, reader.language) == ("Ola", "uk")


def test_wrong_language_is_refused_and_what_was_typed_is_kept(reader: User, sign_in):
    page = sign_in(reader).post("/en/accounts/profile/", {"first_name": "Ola", "language": "xx"}).content.decode()
    assert 'href="#id_language"' in page
    assert 'value="Ola"' in page


@pytest.mark.parametrize("path", ["login/", "signup/", "password/reset/", "confirm-email/", "password/reset/done/"])
def test_pages_before_sign_in_are_in_our_layout(client: Client, city, path: str):
    page = client.get(f"/uk/accounts/{path}").content.decode()
    assert '<html lang="uk">' in page
    assert 'class="site-header"' in page
    assert "placeholder=" not in page.split("<main")[1]


@pytest.mark.parametrize(
    "path", ["profile/", "email/", "password/change/", "2fa/", "sessions/", "logout/", "reauthenticate/"]
)
def test_pages_after_sign_in_are_in_our_layout(reader: User, sign_in, path: str):
    response = sign_in(reader).get(f"/uk/accounts/{path}", REMOTE_ADDR="192.0.2.1")
    page = response.content.decode()
    assert response.status_code == 200
    assert 'class="site-header"' in page
    assert "style=" not in page


def test_password_field_tells_the_browser_what_it_is_for(client: Client, city):
    page = client.get("/en/accounts/login/").content.decode()
    assert 'autocomplete="current-password"' in page
    assert 'autocomplete="email"' in page
