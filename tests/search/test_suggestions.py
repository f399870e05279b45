"""Suggestions go on where somebody stopped typing, and know only what is public."""

import json
from collections.abc import Callable
from time import perf_counter

import pytest
from django.test import Client

from search import suggestions as module
from search.concepts.book import Concept, ConceptBook, Kind, Label
from search.engines.protocol import Engine, EngineFailure
from search.limits import SUGGESTIONS
from search.services import rebuild
from search.suggestions import suggestions

from .texts import Library, document

pytestmark = pytest.mark.django_db
CARD = Concept(
    "residence-card",
    (
        Label("pl", "karta pobytu"), Label("pl", "karta rezydenta", Kind.ALTERNATIVE),
        Label("uk", "посвідка на проживання"), Label("uk", "карта побиту", Kind.HIDDEN),
        Label("en", "residence card"),
    ),
)  # fmt: skip


@pytest.fixture
def shelf(library: Library, city: None, monkeypatch: pytest.MonkeyPatch) -> Library:
    library.add(
        document(1, "Karta pobytu krok po kroku"),
        document(2, "Ile kosztuje karta dużej rodziny", kind="map"),
        document(3, "Карта побиту: з чого почати", language="uk"),
        document(4, "Żłobek", "kartografia kartografia"),
    )
    rebuild()
    book = ConceptBook([CARD])
    monkeypatch.setattr(module, "book", lambda: book)
    return library


def texts(typed: str, language: str = "pl") -> list[str]:
    return [each.text for each in suggestions(typed, language)]


def test_concepts_come_first_then_titles_then_words(shelf: Library) -> None:
    found = suggestions("kart", "pl")
    assert [each.text for each in found][:3] == [
        "karta pobytu",
        "Karta pobytu krok po kroku",
        "Ile kosztuje karta dużej rodziny",
    ]
    assert "kartografia" in [each.text for each in found]
    assert found[0].url == "/pl/search/?q=karta+pobytu"
    assert {(each.url, each.kind) for each in found[1:3]} == {("/pl/library/1/", "Books"), ("/pl/library/2/", "Maps")}


def test_word_is_met_in_any_place_of_a_title_and_without_marks(shelf: Library) -> None:
    assert "Ile kosztuje karta dużej rodziny" in texts("duzej rod")
    assert texts("ZLOB")[0] == "Żłobek"


def test_what_people_say_leads_to_what_it_is_called(shelf: Library) -> None:
    assert texts("карта поб", "uk")[0] == "посвідка на проживання"
    assert texts("karta rez")[0] == "karta pobytu"
    assert "karta pobytu" not in texts("karta", "en")


def test_title_of_another_language_carries_it(shelf: Library) -> None:
    (found,) = [each for each in suggestions("карта", "pl") if each.url == "/pl/library/3/"]
    assert found.language == "uk"


@pytest.mark.parametrize("typed", ["", " ", "k", "?!", "\0", '"*', "x" * 10_000, "kart " * 3000])
def test_nothing_to_go_on_with_suggests_nothing(shelf: Library, typed: str) -> None:
    assert suggestions(typed, "pl") == []


def test_what_stopped_being_public_is_not_suggested(shelf: Library) -> None:
    del shelf.shelf[1]
    assert "Karta pobytu krok po kroku" not in texts("karta")


def test_suggestions_differ_and_are_few(shelf: Library) -> None:
    shelf.add(*(document(pk, "Karta pobytu") for pk in range(10, 40)))
    rebuild()
    found = [(each.text.casefold(), each.kind) for each in suggestions("kar", "pl")]
    assert len(found) == len(set(found)) <= module.MOST


def test_page_called_like_a_concept_is_suggested_beside_it(shelf: Library) -> None:
    shelf.add(document(5, "Karta pobytu"))
    rebuild()
    found = [each.url for each in suggestions("karta pob", "pl")]
    assert found[0] == "/pl/search/?q=karta+pobytu"
    assert "/pl/library/5/" in found


def test_search_that_is_down_suggests_nothing(shelf: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail() -> Engine:
        raise EngineFailure

    monkeypatch.setattr(module, "engine", fail)
    assert suggestions("kart", "en") == []


@pytest.fixture
def ask(client: Client, shelf: Library) -> Callable[[str], list[dict[str, str]]]:
    def get(typed: str) -> list[dict[str, str]]:
        response = client.get("/pl/search/suggest/", {"q": typed})
        assert response.status_code == 200
        return json.loads(response.content)  # type: ignore[no-any-return]

    return get


def test_answer_can_be_kept_for_a_while_and_sets_no_cookie(client: Client, shelf: Library) -> None:
    response = client.get("/pl/search/suggest/", {"q": "karta pobytu k"})
    assert response.json() == [
        {"text": "Karta pobytu krok po kroku", "language": "pl", "kind": "Books", "url": "/pl/library/1/"}
    ]
    assert response["Cache-Control"] == "public, max-age=30"
    assert not response.cookies
    assert "Cookie" not in response.get("Vary", "")


def test_who_asks_too_often_gets_nothing_for_a_while(client: Client, ask: Callable[[str], object]) -> None:
    for _time in range(SUGGESTIONS):
        ask("x")
    response = client.get("/pl/search/suggest/", {"q": "kart"})
    assert (response.status_code, response.json(), response["Retry-After"]) == (429, [], "60")
    assert "max-age" not in response.get("Cache-Control", "")


def test_suggestions_come_in_an_instant(ask: Callable[[str], object]) -> None:
    ask("kart")
    times = []
    for typed in ("ka", "kar", "karta", "karta p", "ile", "dużej r", "карт", "xyz") * 3:
        begin = perf_counter()
        ask(typed)
        times.append(perf_counter() - begin)
    assert sorted(times)[len(times) * 9 // 10] < 0.1
