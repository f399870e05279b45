"""A reader says whether a page was helpful: without JavaScript, without telling who they are."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation
from wagtail.models import Page, PageViewRestriction

from accounts.models import User
from accounts.roles import Role
from home.models import HomePage, InfoPage, SectionPage
from home.upkeep.models import Feedback
from tests.clock import freeze_time
from tests.people import person

pytestmark = pytest.mark.django_db
NOON = timezone.datetime(2026, 11, 26, 12, 34, 56, tzinfo=timezone.get_default_timezone())


def address(page: Page, language: str = "pl", name: str = "ask") -> str:
    with translation.override(language):
        return reverse(f"feedback:{name}", args=[page.pk])


def fill(client: Client, page: Page, *, language: str = "pl", after: int = 10, **data: str) -> object:
    """Open the form, wait, and send it as a reader does."""
    begun = timezone.now()
    shown = client.get(address(page, language), {"answer": "no"})
    token = shown.context["form"]["begun"].value()
    with freeze_time(begun + timedelta(seconds=after)):
        return client.post(address(page, language), {"answer": "no", "begun": token, **data})


def test_page_asks_with_two_plain_links_and_stays_the_same_for_everybody(client: Client, guide: InfoPage) -> None:
    response = client.get(guide.get_url())
    text = response.content.decode()
    assert f'href="{address(guide)}?answer=yes"' in text
    assert f'href="{address(guide)}?answer=no"' in text
    assert "csrfmiddlewaretoken" not in text
    assert "Cookie" not in response.get("Vary", "")
    assert not response.cookies


def test_lists_of_pages_do_not_ask(client: Client, home: HomePage, section: SectionPage) -> None:
    for page in (home, section):
        assert "/feedback/" not in client.get(page.get_url()).content.decode()
        assert client.get(address(page)).status_code == 404


def test_form_is_protected_not_indexed_and_not_kept_by_caches(guide: InfoPage) -> None:
    client = Client(enforce_csrf_checks=True)
    response = client.get(address(guide), {"answer": "yes"})
    text = response.content.decode()
    assert 'name="robots" content="noindex"' in text
    assert "no-store" in response["Cache-Control"]
    assert re.search(r'value="yes"[^>]*checked', text)
    assert client.post(address(guide), {"answer": "yes"}).status_code == 403
    assert not Feedback.objects.exists()


def test_answer_is_kept_without_anything_that_tells_who_it_was(client: Client, guide: InfoPage) -> None:
    with freeze_time(NOON):
        response = fill(client, guide, comment="Brakuje\n\nceny.")
    assert response.status_code == 302
    assert response["Location"] == address(guide, name="thanks")
    row = Feedback.objects.get()
    assert (row.page_id, row.is_helpful, row.comment) == (guide.pk, False, "Brakuje ceny.")
    assert (row.hour.minute, row.hour.second, row.hour.microsecond) == (0, 0, 0)
    columns = {field.name for field in Feedback._meta.get_fields()}
    assert not columns & {"user", "reader", "ip", "session", "email", "at"}


def test_signed_in_reader_stays_as_unknown(guide: InfoPage, sign_in: Callable[[User], Client]) -> None:
    fill(sign_in(person(Role.OFFICIAL)), guide)
    row = Feedback.objects.get()
    assert row.handled_by is None


def test_fallback_keeps_the_language_wanted_and_the_language_read(client: Client, guide: InfoPage) -> None:
    response = client.get("/uk/karta-pobytu/")
    assert address(guide, "uk") in response.content.decode()
    answered = fill(client, guide, language="uk")
    row = Feedback.objects.get()
    assert (row.language, row.language_read) == ("uk", "pl")
    thanks = client.get(answered["Location"]).content.decode()
    assert '<html lang="uk"' in thanks
    assert 'role="status"' in thanks
    assert 'href="/uk/karta-pobytu/" lang="pl"' in thanks


def test_translation_is_answered_in_its_own_name(
    client: Client, guide: InfoPage, translate: Callable[..., Page]
) -> None:
    english = translate(guide, "en")
    fill(client, english, language="en")
    row = Feedback.objects.get()
    assert (row.page_id, row.language, row.language_read) == (english.pk, "en", "en")


def test_machine_that_fills_in_everything_is_thanked_and_forgotten(client: Client, guide: InfoPage) -> None:
    assert fill(client, guide, website="https://spam.example").status_code == 302
    assert not Feedback.objects.exists()


def test_answer_that_comes_at_once_is_asked_for_again_and_kept(client: Client, guide: InfoPage) -> None:
    response = fill(client, guide, after=0, comment="Brakuje ceny.")
    assert response.status_code == 200
    assert "Brakuje ceny." in response.content.decode()
    assert not Feedback.objects.exists()
    token = response.context["form"]["begun"].value()
    with freeze_time(timezone.now() + timedelta(seconds=20)):
        sent = client.post(address(guide), {"answer": "no", "begun": token, "comment": "Brakuje ceny."})
    assert sent.status_code == 302
    assert Feedback.objects.count() == 1


@pytest.mark.parametrize("token", ["", "x", "x:y:z"])
def test_form_that_was_never_shown_is_not_taken(client: Client, guide: InfoPage, token: str) -> None:
    assert client.post(address(guide), {"answer": "yes", "begun": token}).status_code == 200
    assert not Feedback.objects.exists()


def test_form_of_the_day_before_is_not_taken(client: Client, guide: InfoPage) -> None:
    assert fill(client, guide, after=90_000).status_code == 200
    assert not Feedback.objects.exists()


@pytest.mark.parametrize(
    "comment",
    ["Piszcie na jan@example.org", "mój numer 600 700 800", "PESEL 44051401359", "paszport AB1234567"],
)
def test_comment_that_tells_who_somebody_is_comes_back_to_be_mended(
    client: Client, guide: InfoPage, comment: str
) -> None:
    response = fill(client, guide, comment=comment)
    assert response.status_code == 200
    assert comment in response.content.decode()
    assert not Feedback.objects.exists()


def test_long_comment_and_missing_answer_are_named_and_kept(client: Client, guide: InfoPage) -> None:
    response = fill(client, guide, answer="", comment="x" * 501)
    assert response.status_code == 200
    assert response.context["form"].errors.keys() >= {"answer", "comment"}
    assert "x" * 501 in response.content.decode()


def test_flood_about_one_page_is_stopped_without_knowing_who_it_is(client: Client, guide: InfoPage, settings) -> None:
    settings.FEEDBACK_PER_PAGE_AND_HOUR = 2
    with freeze_time(NOON):
        assert [fill(client, guide, comment="a").status_code for _time in range(3)] == [302, 302, 429]
    with freeze_time(NOON + timedelta(hours=1)):
        assert fill(client, guide).status_code == 302


def test_page_that_is_not_public_takes_no_answers(client: Client, guide: InfoPage) -> None:
    PageViewRestriction.objects.create(page=guide, restriction_type=PageViewRestriction.LOGIN)
    assert client.get(address(guide)).status_code == 404
    assert client.post(address(guide), {"answer": "yes"}).status_code == 404
    assert client.get(address(guide, name="thanks")).status_code == 404
    assert client.get(reverse("feedback:ask", args=[10**15])).status_code == 404


def test_question_costs_a_page_no_query(client: Client, guide: InfoPage, django_assert_num_queries) -> None:
    from django.template import Context, Template

    template = Template("{% load upkeep %}{% was_it_helpful page %}")
    with django_assert_num_queries(0):
        assert "/feedback/" in template.render(Context({"page": guide}))
