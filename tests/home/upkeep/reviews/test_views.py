"""The report of reviews and the page on which one confirms."""

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page

from accounts.models import User
from accounts.roles import Role
from home.models import HomePage, InfoPage
from home.services import create_page, publish_page
from home.upkeep.models import ContentReview
from tests.home.upkeep.conftest import looked_after
from tests.people import person, unit

pytestmark = pytest.mark.django_db
SignIn = Callable[[User], Client]


def titles(client: Client, **parameters: object) -> list[str]:
    response = client.get(reverse("upkeep:reviews"), parameters)
    return [row.title for row in response.context["page_obj"].object_list]


@pytest.fixture
def orphan(home: HomePage, editor: User) -> InfoPage:
    page = create_page(home, InfoPage(title="Bez opiekuna", verified_on=timezone.localdate()), actor=editor)
    return publish_page(page, actor=editor)


def test_report_shows_editors_every_page_once_the_most_urgent_first(
    kept: InfoPage, orphan: InfoPage, chief_editor: User, sign_in: SignIn, translate: Callable[..., Page]
) -> None:
    translate(kept, "en", title="Residence card")
    assert titles(sign_in(chief_editor))[0] == "Karta pobytu"
    assert "Residence card" not in titles(sign_in(chief_editor))
    assert "Bez opiekuna" in titles(sign_in(chief_editor))


def test_report_shows_others_the_pages_they_look_after(
    kept: InfoPage, orphan: InfoPage, owner: User, sign_in: SignIn
) -> None:
    assert titles(sign_in(owner)) == ["Karta pobytu"]
    assert titles(sign_in(person(Role.OFFICIAL))) == []


def test_report_is_narrowed_by_urgency_unit_and_person(
    kept: InfoPage, orphan: InfoPage, chief_editor: User, owner: User, sign_in: SignIn
) -> None:
    office = unit("ngo-policy")
    looked_after(kept, unit=office, verified_on=date(2020, 1, 1))
    desk = sign_in(chief_editor)
    assert titles(desk, urgency="overdue") == ["Karta pobytu"]
    assert "Bez opiekuna" in titles(desk, urgency="nobody")
    assert "Karta pobytu" not in titles(desk, urgency="nobody")
    assert titles(desk, unit=office.pk) == ["Karta pobytu"]
    assert titles(desk, person=owner.pk) == ["Karta pobytu"]


def test_filter_that_makes_no_sense_is_named_and_ignored(kept: InfoPage, chief_editor: User, sign_in: SignIn) -> None:
    response = sign_in(chief_editor).get(reverse("upkeep:reviews"), {"unit": "x", "p": "y"})
    assert response.context["form"].errors.keys() == {"unit"}
    assert "Karta pobytu" in titles(sign_in(chief_editor), unit="x")


def test_report_is_downloaded_as_csv_that_runs_no_formula(kept: InfoPage, chief_editor: User, sign_in: SignIn) -> None:
    InfoPage.objects.filter(pk=kept.pk).update(title="=1+1")
    response = sign_in(chief_editor).get(reverse("upkeep:reviews"), {"export": "csv"})
    text = b"".join(response.streaming_content).decode()
    assert response["Content-Type"].startswith("text/csv")
    assert "'=1+1" in text


def test_queries_of_the_report_do_not_grow_with_the_pages(
    kept: InfoPage, home: HomePage, editor: User, chief_editor: User, sign_in: SignIn, django_assert_max_num_queries
) -> None:
    desk = sign_in(chief_editor)
    titles(desk)

    def count() -> int:
        with django_assert_max_num_queries(60) as seen:
            titles(desk)
        return len(seen)

    few = count()
    for number in range(6):
        page = publish_page(create_page(home, InfoPage(title=f"Strona {number}"), actor=editor), actor=editor)
        looked_after(page, owner=person(Role.OFFICIAL))
    assert count() == few


def test_looking_changes_nothing_and_posting_confirms(kept: InfoPage, owner: User, sign_in: SignIn) -> None:
    desk, address = sign_in(owner), reverse("upkeep:confirm", args=[kept.pk])
    assert "Karta pobytu" in desk.get(address).content.decode()
    assert not ContentReview.objects.exists()
    response = desk.post(address, {"note": "Zadzwoniłam do urzędu."})
    assert response.status_code == 302
    assert ContentReview.objects.get().by == owner
    assert "Zadzwoniłam" in desk.get(address).content.decode()


def test_note_that_is_too_long_is_kept_and_named(kept: InfoPage, owner: User, sign_in: SignIn) -> None:
    response = sign_in(owner).post(reverse("upkeep:confirm", args=[kept.pk]), {"note": "x" * 301})
    assert response.status_code == 200
    assert "x" * 301 in response.content.decode()
    assert not ContentReview.objects.exists()


def test_page_of_somebody_else_is_refused(kept: InfoPage, sign_in: SignIn) -> None:
    desk = sign_in(person(Role.OFFICIAL))
    response = desk.post(reverse("upkeep:confirm", args=[kept.pk]))
    assert response.status_code in {302, 403}
    assert not ContentReview.objects.exists()


def test_visitors_see_neither_report_nor_form(kept: InfoPage, client: Client) -> None:
    for address in (reverse("upkeep:reviews"), reverse("upkeep:confirm", args=[kept.pk])):
        assert client.get(address).status_code == 302


def test_editor_of_a_page_offers_to_confirm_it(kept: InfoPage, chief_editor: User, sign_in: SignIn) -> None:
    page = sign_in(chief_editor).get(reverse("wagtailadmin_pages:edit", args=[kept.pk])).content.decode()
    assert reverse("upkeep:confirm", args=[kept.pk]) in page
