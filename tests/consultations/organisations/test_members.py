"""Who belongs to an organisation: owners decide, and there is always an owner left."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from consultations.organisations.models import Membership, Organisation
from consultations.organisations.queries import organisations_of, writable_organisation_ids
from consultations.organisations.services import add_member, change_role, leave, remove_member
from tests.people import organisation, person

pytestmark = pytest.mark.django_db
Role = Membership.Role


def with_members(*roles: str):
    """Return an organisation and its owner, and one more member per role."""
    owner = person()
    row = organisation(owner=owner)
    return row, owner, [add_member(actor=owner, organisation=row, person=person(), role=role) for role in roles]


def own(row: Organisation, user) -> Membership:
    return Membership.objects.get(organisation=row, person=user)


def test_owner_changes_a_role() -> None:
    _row, owner, [member] = with_members("viewer")
    assert change_role(actor=owner, membership_id=member.pk, role="editor").role == Role.EDITOR


def test_owner_removes_a_member() -> None:
    row, owner, [member] = with_members("editor")
    remove_member(actor=owner, membership_id=member.pk)
    assert row.memberships.count() == 1


def test_member_leaves() -> None:
    row, _owner, [member] = with_members("viewer")
    leave(actor=member.person, organisation_id=row.pk)
    assert row.memberships.count() == 1


@pytest.mark.parametrize("role", ["editor", "viewer"])
def test_member_who_is_no_owner_changes_nobody(role: str) -> None:
    row, owner, [member, other] = with_members(role, "viewer")
    for act in (
        lambda: change_role(actor=member.person, membership_id=member.pk, role="owner"),
        lambda: remove_member(actor=member.person, membership_id=other.pk),
        lambda: add_member(actor=member.person, organisation=row, person=person(), role="owner"),
    ):
        with pytest.raises(PermissionDenied):
            act()
    assert own(row, owner).role == Role.OWNER


def test_owner_of_another_organisation_changes_nobody() -> None:
    row, owner, _members = with_members()
    stranger = person()
    organisation(owner=stranger)
    with pytest.raises(PermissionDenied):
        remove_member(actor=stranger, membership_id=own(row, owner).pk)
    with pytest.raises(PermissionDenied):
        leave(actor=stranger, organisation_id=row.pk)


@pytest.mark.parametrize(
    "act",
    [
        lambda row, owner: leave(actor=owner, organisation_id=row.pk),
        lambda row, owner: remove_member(actor=owner, membership_id=own(row, owner).pk),
        lambda row, owner: change_role(actor=owner, membership_id=own(row, owner).pk, role="viewer"),
        lambda row, owner: add_member(actor=owner, organisation=row, person=owner, role="editor"),
    ],
    ids=["leaves", "is removed", "becomes a viewer", "is added again as an editor"],
)
def test_last_owner_never_ends(act) -> None:
    row, owner, _members = with_members("editor", "viewer")
    with pytest.raises(ValidationError, match="needs an owner"):
        act(row, owner)
    assert own(row, owner).role == Role.OWNER


def test_owner_whose_account_is_closed_does_not_count_as_the_one_who_stays() -> None:
    row, owner, [member] = with_members("owner")
    member.person.is_active = False
    member.person.save()
    with pytest.raises(ValidationError):
        leave(actor=owner, organisation_id=row.pk)


def test_second_owner_lets_the_first_leave() -> None:
    row, owner, _members = with_members("owner")
    leave(actor=owner, organisation_id=row.pk)
    assert row.memberships.get().role == Role.OWNER


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
@pytest.mark.faults
def test_of_two_owners_who_leave_at_once_one_stays() -> None:
    row, owner, [member] = with_members("owner")

    def go(user) -> bool:
        try:
            leave(actor=user, organisation_id=row.pk)
        except ValidationError:
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(go, [owner, member.person])) == [False, True]
    assert row.memberships.get().role == Role.OWNER


def test_nobody_writes_for_a_suspended_organisation_and_members_read_on(sign_in) -> None:
    row, owner, [editor] = with_members("editor")
    Organisation.objects.filter(pk=row.pk).update(status=Organisation.Status.SUSPENDED)
    for user in (owner, editor.person):
        assert not organisations_of(user)
        assert writable_organisation_ids(user) == frozenset()
    assert row not in Organisation.objects.with_editor(owner.pk)
    assert row in Organisation.objects.visible_to(editor.person)
    assert sign_in(editor.person).get(row.get_absolute_url()).status_code == 200


def test_in_a_suspended_organisation_nobody_is_promoted_but_people_may_go() -> None:
    row, owner, [editor, viewer] = with_members("editor", "viewer")
    Organisation.objects.filter(pk=row.pk).update(status=Organisation.Status.SUSPENDED)
    with pytest.raises(PermissionDenied):
        change_role(actor=owner, membership_id=editor.pk, role="owner")
    leave(actor=editor.person, organisation_id=row.pk)
    remove_member(actor=owner, membership_id=viewer.pk)
    assert row.memberships.count() == 1


def test_owner_changes_roles_and_removes_people_on_the_page(sign_in) -> None:
    row, owner, [member] = with_members("viewer")
    client = sign_in(owner)
    client.post(reverse("organisations:role", args=[member.pk]), {"role": "editor"})
    assert own(row, member.person).role == Role.EDITOR
    client.post(reverse("organisations:remove", args=[member.pk]))
    assert row.memberships.count() == 1


def test_last_owner_is_told_why_they_cannot_leave(sign_in) -> None:
    row, owner, _members = with_members("viewer")
    page = sign_in(owner).post(f"/en/organisations/{row.pk}/leave/", follow=True)
    assert "Make another member an owner first." in page.content.decode()


def test_wrong_role_is_refused_with_a_message(sign_in) -> None:
    row, owner, [member] = with_members("viewer")
    page = sign_in(owner).post(f"/en/organisations/members/{member.pk}/role/", {"role": "chief"}, follow=True)
    assert "Choose a role from the list." in page.content.decode()
    assert own(row, member.person).role == Role.VIEWER


@pytest.mark.parametrize("name", ["role", "remove"])
def test_place_in_an_organisation_of_others_is_unknown_and_changed_only_by_post(sign_in, name: str) -> None:
    _row, owner, [member] = with_members("viewer")
    url = reverse(f"organisations:{name}", args=[member.pk])
    assert sign_in(owner).get(url).status_code == 405
    assert sign_in(person()).post(url, {"role": "owner"}).status_code == 404


def test_viewer_sees_the_members_but_no_buttons_to_change_them(sign_in) -> None:
    row, owner, [viewer] = with_members("viewer")
    url = reverse("organisations:members", args=[row.pk])
    html = sign_in(viewer.person).get(url).content.decode()
    assert str(owner) in html
    assert "/role/" not in html
    assert "/remove/" not in html
    assert sign_in(person()).get(url).status_code == 404


def test_page_of_members_costs_the_same_for_one_and_for_many(sign_in) -> None:
    row, owner, _members = with_members()
    client = sign_in(owner)
    url = reverse("organisations:members", args=[row.pk])
    client.get(url)
    with CaptureQueriesContext(connection) as one:
        client.get(url)
    for _ in range(5):
        add_member(actor=owner, organisation=row, person=person(), role="editor")
    with CaptureQueriesContext(connection) as many:
        client.get(url)
    assert len(many) == len(one)
