"""When something goes wrong the page says so in the reader's language, and what to do next."""

from datetime import UTC, datetime

import pytest
from django.template.loader import render_to_string
from django.test import Client, RequestFactory
from django.utils.translation import override

from cms import views


@pytest.mark.django_db
def test_unknown_address_gets_the_404_page(client: Client):
    response = client.get("/en/there-is-nothing/here/")
    assert response.status_code == 404
    assert "There is nothing at this address" in response.content.decode()


@pytest.mark.parametrize("template", ["400.html", "429.html", "500.html", "503.html", "403_csrf.html"])
def test_page_of_a_failure_needs_neither_request_nor_database(template: str):
    with override("uk"):
        page = render_to_string(template)
    assert '<html lang="uk">' in page
    assert "<h1>" in page


@pytest.mark.django_db
def test_failure_of_ours_is_a_page_under_the_same_policy(client: Client, monkeypatch: pytest.MonkeyPatch):
    client.raise_request_exception = False
    monkeypatch.setattr("cms.styleguide.EXAMPLES", (None,))
    response = client.get("/en/styleguide/")
    assert response.status_code == 500
    assert "script-src 'self'" in response.headers["Content-Security-Policy"]
    assert "Something failed on our side" in response.content.decode()


@pytest.mark.django_db
def test_form_without_token_is_refused_with_a_page(city):
    response = Client(enforce_csrf_checks=True).post("/en/accounts/login/", {"login": "a@example.org"})
    assert response.status_code == 403
    assert "This form can no longer be sent" in response.content.decode()


@pytest.mark.django_db
def test_conflict_shows_both_texts_and_who_was_faster(rf: RequestFactory):
    with override("en"):
        response = views.conflict(
            rf.get("/en/"),
            what="The case was not returned.",
            who="Maria <b>",
            when=datetime(2026, 3, 2, 10, 0, tzinfo=UTC),
            yours=[("Reason", "My long reason <script>")],
            theirs=[("State", "Registered")],
            back_url="/en/postulates/2026/0042/",
        )
    page = response.content.decode()
    assert response.status_code == 409
    assert "My long reason &lt;script&gt;" in page
    assert "Maria &lt;b&gt;" in page
    assert "Registered" in page
    assert 'href="/en/postulates/2026/0042/"' in page
