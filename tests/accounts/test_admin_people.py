"""An administrator adds and changes people, who have no user name, in Wagtail's own screens."""

import pytest
from django.contrib.auth.models import Group

from accounts.models import User

PASSWORD = "correct horse battery staple"
pytestmark = pytest.mark.django_db


@pytest.fixture
def admin(city: None, sign_in):
    return sign_in(User.objects.create_superuser("chief@example.org", PASSWORD))


def test_administrator_adds_a_person_with_a_role(admin):
    group = Group.objects.get(name="moderator")
    data = {
        "email": "maria@example.org", "first_name": "Maria", "last_name": "Wójcik", "password1": PASSWORD,
        "password2": PASSWORD, "groups": [group.pk],
    }  # fmt: skip
    response = admin.post("/admin/users/new/", data)
    assert response.status_code == 302
    assert list(User.objects.get(email="maria@example.org").groups.all()) == [group]


def test_administrator_changes_a_person(admin):
    user = User.objects.create_user("jan@example.org", PASSWORD, first_name="Jan", last_name="Lis")
    assert admin.get(f"/admin/users/edit/{user.pk}/").status_code == 200
    data = {"email": "jan@example.org", "first_name": "Jan", "last_name": "Nowy", "is_active": "on"}
    assert admin.post(f"/admin/users/edit/{user.pk}/", data).status_code == 302
    user.refresh_from_db()
    assert user.last_name == "Nowy"
    assert user.check_password(PASSWORD)


def test_second_person_with_the_same_address_is_refused(admin):
    data = {
        "email": "chief@example.org", "first_name": "A", "last_name": "B", "password1": PASSWORD, "password2": PASSWORD
    }  # fmt: skip
    assert admin.post("/admin/users/new/", data).status_code == 200
    assert User.objects.count() == 1


def test_list_of_people_is_shown(admin):
    assert "chief@example.org" in admin.get("/admin/users/").content.decode()
