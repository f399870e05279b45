"""The switcher leads to this page in every language, and costs a visitor without cookies nothing."""

import pytest
from django.http import HttpRequest
from django.test import Client, RequestFactory
from django.utils.translation import override

from cms.languages import LanguageLink, links_for


@pytest.fixture
def request_for(rf: RequestFactory):
    def make(path: str) -> HttpRequest:
        return rf.get(path)

    return make


def urls(request: HttpRequest) -> dict[str, str]:
    return {link.code: link.url for link in links_for(request)}


def test_switcher_keeps_the_page_and_what_was_asked_of_it(request_for):
    with override("uk"):
        found = urls(request_for("/uk/styleguide/?page=2"))
    assert found == {code: f"/{code}/styleguide/?page=2" for code in ("pl", "uk", "en")}


def test_switcher_marks_exactly_the_language_of_the_page(request_for):
    with override("uk"):
        assert [link.code for link in links_for(request_for("/uk/styleguide/")) if link.is_current] == ["uk"]


def test_an_address_without_language_leads_to_the_front_pages(request_for):
    assert urls(request_for("/nowhere")) == {"pl": "/pl/", "uk": "/uk/", "en": "/en/"}


def test_a_form_that_was_sent_leads_to_its_page_without_what_was_sent(rf: RequestFactory):
    with override("pl"):
        assert urls(rf.post("/pl/accounts/login/?next=/x", {"login": "a"}))["en"] == "/en/accounts/login/"


def test_what_the_view_says_goes_before_the_default(request_for):
    request = request_for("/pl/styleguide/")
    request.language_links = [LanguageLink("pl", "Polski", "/pl/x/", is_current=True)]
    assert urls(request) == {"pl": "/pl/x/"}


@pytest.mark.django_db
def test_page_says_names_of_languages_in_themselves_and_what_is_missing(client: Client):
    page = client.get("/en/styleguide/").content.decode()
    assert 'lang="uk" hreflang="uk"' in page
    assert ">Українська</a>" in page
    assert "This page has not been translated yet." in page


@pytest.mark.django_db
def test_visitor_without_cookies_gets_a_page_without_vary_on_cookies(client: Client):
    response = client.get("/en/styleguide/")
    assert "Cookie" not in response.headers.get("Vary", "")
    assert not response.cookies
