"""The report of links, the places of one, and replacing it with a look before the leap."""

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import Page

from accounts.models import User
from accounts.roles import Role
from home.models import InfoPage
from home.upkeep.links.services import check_links, collect_links
from home.upkeep.models import CheckedLink
from tests.home.upkeep.conftest import looked_after
from tests.people import person

from .conftest import button, paragraph

pytestmark = pytest.mark.django_db
SignIn = Callable[[User], Client]
Write = Callable[..., InfoPage]
OLD, NEW = "https://old.example/", "https://new.example/"


@pytest.fixture
def page(write_guide: Write) -> InfoPage:
    page = write_guide(paragraph('<p><a href="foo">x</a> <a href="tel:112">y</a></p>'), title="Z linkiem")
    collect_links()
    check_links(date(2026, 11, 26))
    return page


def shown(client: Client, **parameters: str) -> list[str]:
    response = client.get(reverse("upkeep:links"), parameters)
    return [link.address for link in response.context["page_obj"].object_list]


def test_report_begins_with_what_needs_attention(page: InfoPage, chief_editor: User, sign_in: SignIn) -> None:
    desk = sign_in(chief_editor)
    assert "tel:112" not in shown(desk)
    assert "foo" in shown(desk)
    text = desk.get(reverse("upkeep:links")).content.decode()
    assert "Z linkiem" in text
    assert f"/admin/pages/{page.pk}/edit/#block-" in text


def test_report_is_narrowed(page: InfoPage, chief_editor: User, sign_in: SignIn) -> None:
    desk = sign_in(chief_editor)
    assert "tel:112" in shown(desk, status="all", kind="phone")
    assert "foo" not in shown(desk, status="all", kind="phone")
    assert shown(desk, language="uk") == []
    assert shown(desk, words="Z LINKIEM") == ["foo"]
    assert shown(desk, status="moved") == []
    assert "foo" in shown(desk, kind="x")


def test_owner_sees_links_of_the_own_pages_only(page: InfoPage, owner: User, sign_in: SignIn) -> None:
    assert shown(sign_in(owner)) == []
    looked_after(page, owner=owner)
    assert shown(sign_in(owner)) == ["foo"]
    stranger = sign_in(person(Role.OFFICIAL))
    address = reverse("upkeep:link", args=[CheckedLink.objects.get(address="foo").pk])
    assert stranger.get(address, follow=True).status_code == 404


def test_queries_of_the_report_do_not_grow_with_the_links(
    page: InfoPage, chief_editor: User, sign_in: SignIn, write_guide: Write, django_assert_max_num_queries
) -> None:
    desk = sign_in(chief_editor)
    shown(desk)

    def count() -> int:
        with django_assert_max_num_queries(60) as seen:
            shown(desk)
        return len(seen)

    few = count()
    for number in range(4):
        write_guide(*[button(f"bad{number}-{part}") for part in range(4)], title=f"Strona {number}")
    collect_links()
    check_links(date(2026, 11, 26))
    assert len(shown(desk)) > 16
    assert count() == few


def test_report_is_downloaded_with_the_places(page: InfoPage, chief_editor: User, sign_in: SignIn) -> None:
    response = sign_in(chief_editor).get(reverse("upkeep:links"), {"export": "csv"})
    text = b"".join(response.streaming_content).decode()
    assert "foo" in text
    assert "Z linkiem" in text
    assert "<li>" not in text


def test_new_address_is_tried_by_looking_and_done_by_posting(
    write_guide: Write, chief_editor: User, sign_in: SignIn
) -> None:
    page = write_guide(button(OLD))
    collect_links()
    address = reverse("upkeep:link", args=[CheckedLink.objects.get(address=OLD).pk])
    desk = sign_in(chief_editor)
    looked = desk.get(address, {"new": NEW})
    assert [row.page.pk for row, _names in looked.context["plan"]] == [page.pk]
    assert OLD in str(InfoPage.objects.get(pk=page.pk).body.raw_data[0])
    assert desk.post(address, {"new": NEW}).status_code == 302
    assert NEW in str(InfoPage.objects.get(pk=page.pk).body.raw_data[0])


def test_wrong_new_address_is_kept_and_explained(write_guide: Write, chief_editor: User, sign_in: SignIn) -> None:
    write_guide(button(OLD))
    collect_links()
    address = reverse("upkeep:link", args=[CheckedLink.objects.get(address=OLD).pk])
    desk = sign_in(chief_editor)
    for response in (desk.get(address, {"new": "new.example"}), desk.post(address, {"new": "new.example"})):
        assert response.status_code == 200
        assert 'value="new.example"' in response.content.decode()
        assert response.context["form"].errors


def test_owner_sees_where_a_link_stands_but_cannot_replace_it(page: InfoPage, owner: User, sign_in: SignIn) -> None:
    looked_after(page, owner=owner)
    address = reverse("upkeep:link", args=[CheckedLink.objects.get(address="foo").pk])
    desk = sign_in(owner)
    assert "form" not in desk.get(address).context
    desk.post(address, {"new": NEW})
    assert NEW not in str(Page.objects.get(pk=page.pk).specific.body.raw_data[0])


def test_visitors_see_nothing(page: InfoPage, client: Client) -> None:
    assert client.get(reverse("upkeep:links")).status_code == 302
