"""Easy-to-read texts and films in sign language: on every page type, in every language, found in lists."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import Page

from accounts.models import User
from cms.blocks.body import body_from
from cms.versions import EasyTextBlock
from home.models import InfoPage, NewsPage
from home.services import source_texts, submit_for_translation

pytestmark = pytest.mark.django_db
FILM = {
    "sign_film": "https://www.youtube.com/watch?v=abc",
    "sign_film_title": "Karta pobytu po polsku",
    "sign_film_length": timedelta(minutes=3, seconds=5),
}


def easy(*paragraphs: str) -> object:
    return body_from([{"type": "paragraph", "value": f"<p>{text}</p>"} for text in paragraphs], EasyTextBlock())


@pytest.fixture
def give(guide: InfoPage, editor: User) -> Callable[..., InfoPage]:
    def act(page: Page = guide, **fields: object) -> InfoPage:
        for name, value in fields.items():
            setattr(page, name, value)
        page.save_revision(user=editor).publish(user=editor)
        return type(page).objects.get(pk=page.pk)

    return act


def read(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return str(response.content.decode())


def test_easy_version_has_its_own_address_and_is_linked_and_marked(
    client: Client, give: Callable[..., InfoPage]
) -> None:
    page = give(easy_text=easy("To jest karta."))
    full = read(client, page.get_url())
    assert f'href="{page.get_url()}?version=easy"' in full
    assert "To jest karta." not in full
    text = read(client, f"{page.get_url()}?version=easy")
    assert re.search(r'<article class="article easy[^>]*lang="pl"', text)
    assert "To jest karta." in text
    assert "Jak ją dostać." not in text
    assert f'href="{page.get_url()}"' in text
    assert "noindex" not in text
    assert f'rel="canonical" href="{page.get_full_url()}?version=easy"' in text
    assert f'rel="canonical" href="{page.get_full_url()}"' in full


def test_page_without_an_easy_version_has_no_link_and_leads_back(client: Client, guide: InfoPage) -> None:
    assert "version=easy" not in read(client, guide.get_url())
    response = client.get(f"{guide.get_url()}?version=easy")
    assert response.status_code == 302
    assert response["Location"] == guide.get_url()


def test_unknown_version_is_the_page_itself(client: Client, give: Callable[..., InfoPage]) -> None:
    page = give(easy_text=easy("To jest karta."))
    assert "Jak ją dostać." in read(client, f"{page.get_url()}?version=x")


def test_easy_text_is_translated_and_taken_out_with_its_source(
    client: Client, give: Callable[..., InfoPage], translate: Callable[..., Page], editor: User
) -> None:
    page = give(easy_text=easy("To jest karta."), **FILM)
    texts = source_texts(submit_for_translation(page, "uk", actor=editor))
    assert {"To jest karta.", "Karta pobytu po polsku"} <= set(texts)
    assert not [text for text in texts if "youtube" in text]
    translated = translate(page, "uk", title="Карта побиту")
    assert "uk To jest karta." in read(client, f"{translated.get_url()}?version=easy")
    page = give(page, easy_text=easy(), sign_film="", sign_film_title="", sign_film_length=None)
    after = InfoPage.objects.get(pk=translate(page, "uk", title="Карта побиту").pk)
    assert not after.has_easy_text
    assert after.sign_film == ""


def test_switcher_and_hreflang_stay_on_the_easy_version_where_there_is_one(
    client: Client, give: Callable[..., InfoPage], translate: Callable[..., Page]
) -> None:
    page = give()
    english = translate(page, "en", title="Residence card")
    page = give(page, easy_text=easy("To jest karta."))
    translated = translate(page, "uk", title="Карта побиту")
    response = client.get(f"{page.get_url()}?version=easy")
    links = {link.code: link.url for link in response.wsgi_request.language_links}
    assert links == {
        "pl": f"{page.get_url()}?version=easy",
        "uk": f"{translated.get_url()}?version=easy",
        "en": english.get_url(),
    }
    head = response.content.decode()
    found = dict(re.findall(r'rel="alternate"\s+hreflang="([^"]+)"\s+href="([^"]+)"', head))
    assert found.keys() == {"pl", "uk", "x-default"}
    assert found["uk"] == f"{translated.get_full_url()}?version=easy"


def test_fallback_reader_gets_the_easy_version_marked(client: Client, give: Callable[..., InfoPage]) -> None:
    give(easy_text=easy("To jest karta."))
    text = read(client, "/uk/karta-pobytu/?version=easy")
    assert re.search(r'<article class="article easy[^>]*lang="pl"', text)
    assert '<meta name="robots" content="noindex">' in text


def test_film_is_a_plain_link_that_says_what_and_where_it_is(client: Client, give: Callable[..., InfoPage]) -> None:
    page = give(**FILM)
    text = read(client, page.get_url())
    assert 'href="https://www.youtube.com/watch?v=abc"' in text
    assert "Karta pobytu po polsku" in text
    assert "3:05" in text
    assert "www.youtube.com" in re.sub(r"<[^>]+>", "", text)
    assert not re.search(r"<(iframe|video|embed|object)", text)


@pytest.mark.parametrize(
    "address",
    [
        "http://www.youtube.com/watch?v=abc",
        "https://youtube.com.evil.example/watch",
        "https://notyoutube.com/a",
        "https://youtube.com@evil.example/",
        "https://example.org/film.mp4",
    ],
)
def test_film_elsewhere_than_agreed_is_refused(give: Callable[..., InfoPage], address: str) -> None:
    with pytest.raises(ValidationError) as refused:
        give(**FILM | {"sign_film": address})
    assert "sign_film" in refused.value.message_dict


@pytest.mark.parametrize("missing", ["sign_film_title", "sign_film_length"])
def test_film_without_title_or_length_is_not_published(give: Callable[..., InfoPage], missing: str) -> None:
    with pytest.raises(ValidationError) as refused:
        give(**FILM | {missing: None if missing.endswith("length") else ""})
    assert set(refused.value.message_dict) == {missing}


@pytest.mark.parametrize(
    ("has_easy", "has_film", "refused_at"),
    [
        (True, True, set()),
        (False, True, {"easy_text"}),
        (True, False, {"sign_film"}),
        (False, False, {"easy_text", "sign_film"}),
    ],
)
def test_page_for_all_is_not_published_without_both(
    give: Callable[..., InfoPage], guide: InfoPage, has_easy: bool, has_film: bool, refused_at: set[str]
) -> None:
    fields = {"must_be_accessible": True, "easy_text": easy("To my.") if has_easy else easy()} | (
        FILM if has_film else {}
    )
    if not refused_at:
        assert give(**fields).must_be_accessible
        return
    with pytest.raises(ValidationError) as refused:
        give(**fields)
    assert set(refused.value.message_dict) == refused_at
    assert not InfoPage.objects.get(pk=guide.pk).must_be_accessible


def test_image_in_an_easy_text_needs_words(give: Callable[..., InfoPage], image: object) -> None:
    value = {"image": image.pk, "alt_text": "", "decorative": False}  # type: ignore[attr-defined]
    with pytest.raises(ValidationError) as refused:
        give(easy_text=body_from([{"type": "image", "value": value}], EasyTextBlock()))
    assert set(refused.value.message_dict) == {"easy_text"}


@pytest.mark.parametrize(
    ("reading", "titles"), [("easy", {"Łatwa"}), ("signed", {"Film"}), ("", {"Łatwa", "Film", "Nic"})]
)
def test_reader_may_ask_a_section_for_pages_with_either_version(
    client: Client, give: Callable[..., InfoPage], write_news: Callable[..., NewsPage], reading: str, titles: set[str]
) -> None:
    give(write_news("Łatwa"), easy_text=easy("To jest łatwe."))
    give(write_news("Film"), **FILM)
    write_news("Nic")
    page = client.get("/pl/aktualnosci/", {"reading": reading}).content.decode()
    assert {title for title in ("Łatwa", "Film", "Nic") if f">{title}</a>" in page} == titles


def test_easy_version_takes_one_query_more_at_most(client: Client, give: Callable[..., InfoPage]) -> None:
    page = give(easy_text=easy("To jest karta."), **FILM)
    counts = []
    for address in (page.get_url(), f"{page.get_url()}?version=easy"):
        client.get(address)
        with CaptureQueriesContext(connection) as queries:
            client.get(address)
        counts.append(len(queries))
    assert counts[1] <= counts[0] + 1
    assert counts[0] <= 25


def test_editors_write_both_versions_on_a_tab_of_every_page_type(client: Client, guide: InfoPage, editor: User) -> None:
    client.force_login(editor, backend="django.contrib.auth.backends.ModelBackend")
    for page in (guide, guide.get_parent()):
        form = client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()
        assert 'name="sign_film"' in form
        assert 'id="easy_text"' in form


def test_search_finds_the_words_of_the_easy_version(give: Callable[..., InfoPage]) -> None:
    from home.documents import PageSource

    page = give(easy_text=easy("Dokument z plastiku."))
    assert "plastiku" in next(iter(PageSource().documents([page.pk]))).body


def test_form_sent_without_the_easy_text_leaves_it_as_it_was(
    client: Client, give: Callable[..., InfoPage], editor: User
) -> None:
    from wagtail.test.utils.form_data import nested_form_data, streamfield

    page = give(easy_text=easy("To jest karta."))
    data = nested_form_data({
        "title": "Nowy tytuł", "slug": page.slug, "lead": "", "body": streamfield([]), "action-publish": "1",
        "comments": {"TOTAL_FORMS": 0, "INITIAL_FORMS": 0, "MIN_NUM_FORMS": 0, "MAX_NUM_FORMS": ""},
    })  # fmt: skip
    client.force_login(editor, backend="django.contrib.auth.backends.ModelBackend")
    response = client.post(reverse("wagtailadmin_pages:edit", args=[page.pk]), data)
    assert response.status_code == 302, response.context["form"].errors
    page = InfoPage.objects.get(pk=page.pk)
    assert page.title == "Nowy tytuł"
    assert page.has_easy_text
    emptied = client.post(
        reverse("wagtailadmin_pages:edit", args=[page.pk]), data | nested_form_data({"easy_text": streamfield([])})
    )
    assert emptied.status_code == 302
    assert not InfoPage.objects.get(pk=page.pk).has_easy_text
