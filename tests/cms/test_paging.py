"""Pages of long lists: first the keys, then the rows, in the order of the list."""

import pytest
from django.core.paginator import EmptyPage

from accounts.models import User
from cms.paging import Paginator
from tests.people import person

pytestmark = pytest.mark.django_db


@pytest.fixture
def people() -> list[User]:
    return [person(name=name) for name in ("cecylia", "adam", "borys", "dorota", "ewa")]


def test_a_page_holds_its_rows_in_the_order_of_the_list(people: list[User]) -> None:
    everybody = User.objects.filter(pk__in=[user.pk for user in people]).order_by("first_name")
    pages = Paginator(everybody, 2)
    assert [user.first_name for user in pages.page(1)] == ["Adam", "Borys"]
    assert [user.first_name for user in pages.page(3)] == ["Ewa"]
    assert pages.page(1).has_next()
    assert not pages.page(3).has_next()


def test_a_page_takes_two_queries_and_a_count(people: list[User], django_assert_num_queries) -> None:
    pages = Paginator(User.objects.order_by("pk"), 2)
    with django_assert_num_queries(3):
        assert len(pages.page(2).object_list) == 2


def test_an_empty_list_has_one_empty_page() -> None:
    assert list(Paginator(User.objects.none().order_by("pk"), 2).get_page(7)) == []


def test_a_page_that_does_not_exist_is_refused(people: list[User]) -> None:
    with pytest.raises(EmptyPage):
        Paginator(User.objects.order_by("pk"), 2).page(99)


def test_a_list_that_is_no_queryset_is_divided_as_well() -> None:
    assert list(Paginator(["a", "b", "c"], 2).page(2)) == ["c"]
