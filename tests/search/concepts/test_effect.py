"""What an editor sees of a change before saving it."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from accounts.roles import Role
from search.concepts.book import Kind, Label
from search.concepts.effect import Move, effects
from search.concepts.files import Entry
from search.concepts.models import Concept
from search.concepts.services import save_concept
from search.models import Question
from search.services import rebuild
from tests.people import person
from tests.search.conftest import index, library  # noqa: F401 - fixtures
from tests.search.texts import Library, document

from .test_admin import form_data

CARD = Entry("card", (Label("pl", "karta pobytu"),))


@pytest.fixture
def filled(db: None, library: Library) -> Library:  # noqa: F811
    library.add(document(1, "Karta pobytu krok po kroku"), document(2, "Wniosek o paszport"))
    rebuild()
    return library


def with_labels(*labels: Label) -> Entry:
    return Entry("card", (*CARD.labels, *labels))


def test_a_new_label_shows_what_people_who_say_so_would_find(filled: Library) -> None:
    save_concept(entry=CARD, actor=None)
    (plastic, own) = effects(CARD, with_labels(Label("en", "plastic thing", Kind.HIDDEN)))
    assert (plastic.question, plastic.language) == ("plastic thing", "en")
    assert (plastic.total_before, plastic.before) == (0, ())
    assert [(place.document.pk, place.move) for place in plastic.after] == [(1, Move.NEW)]
    assert plastic.differs
    assert own.question == "karta pobytu"
    assert not own.differs


def test_a_label_taken_away_shows_what_would_be_lost(filled: Library) -> None:
    before = with_labels(Label("en", "plastic thing", Kind.HIDDEN))
    save_concept(entry=before, actor=None)
    effect = effects(before, CARD, "plastic thing")[0]
    assert [place.move for place in effect.before] == [Move.GONE]
    assert effect.after == ()


def test_trying_changes_neither_dictionary_nor_index(filled: Library, index: Any) -> None:  # noqa: F811
    save_concept(entry=CARD, actor=None)
    digests, stamp = index.digests(), list(Concept.history.values_list("history_id"))
    effects(CARD, with_labels(Label("en", "plastic thing")), "plastic")
    assert index.digests() == digests
    assert list(Concept.history.values_list("history_id")) == stamp
    assert effects(CARD, CARD, "plastic thing")[0].total_after == 0


def asked(text: str, *, searches: int, in_vain: int = 0) -> None:
    Question.objects.create(day=timezone.localdate(), language="pl", text=text, searches=searches, in_vain=in_vain)


def test_what_readers_looked_for_in_vain_or_did_not_open_is_tried_when_it_names_the_concept(filled: Library) -> None:
    save_concept(entry=CARD, actor=None)
    asked("plastikowych kart", searches=3, in_vain=3)
    asked("plastikowej karcie", searches=100)
    asked("paszporty", searches=5, in_vain=5)
    asked("plastikowa karta raz", searches=1, in_vain=1)
    after = with_labels(Label("pl", "plastikowa karta", Kind.HIDDEN))
    assert [effect.question for effect in effects(CARD, after)][:3] == [
        "plastikowych kart", "plastikowej karcie", "plastikowa karta",
    ]  # fmt: skip


def test_a_question_typed_comes_first_in_the_language_it_is_written_in(filled: Library) -> None:
    assert [(e.question, e.language) for e in effects(None, CARD, "де моя картка")[:1]] == [("де моя картка", "uk")]


def test_a_new_concept_is_tried_before_it_is_saved(filled: Library) -> None:
    new = Entry("residence", (Label("pl", "karta pobytu"), Label("uk", "посвідка")))
    effect = next(effect for effect in effects(None, new) if effect.question == "посвідка")
    assert [place.move for place in effect.after] == [Move.NEW]


def test_at_most_five_questions_are_tried_each_once(filled: Library) -> None:
    labels = tuple(Label("pl", f"słowo {number}", Kind.HIDDEN) for number in range(9))
    questions = [effect.question for effect in effects(CARD, with_labels(*labels), "SŁOWO 1")]
    assert questions == ["SŁOWO 1", "słowo 0", "słowo 2", "słowo 3", "słowo 4"]


# In the form


@pytest.fixture
def editor(city: None) -> User:
    return person(Role.EDITOR, language="en")


def previewed(client: Client, data: dict[str, Any], concept: Concept | None = None) -> Any:
    name, arguments = ("preview_on_edit", [concept.pk]) if concept else ("preview_on_add", [])
    url = reverse(f"wagtailsnippets_concepts_concept:{name}", args=arguments)
    told = client.post(url, data).json()
    assert told == {"is_valid": True, "is_available": True}
    return client.get(url)


def test_the_preview_shows_results_before_and_after_side_by_side(editor: User, sign_in: Any, filled: Library) -> None:
    save_concept(entry=CARD, actor=editor)
    concept = Concept.objects.get()
    data = form_data(
        "card", ("pl", "karta pobytu", "preferred"), ("en", "plastic thing", "hidden"), question="plastic thing"
    )
    data |= {"labels-INITIAL_FORMS": 1, "labels-0-id": concept.labels.get().pk}
    response = previewed(sign_in(editor), data, concept)
    page = response.content.decode()
    assert "plastic thing" in page
    assert "<mark>pobytu</mark> krok po kroku" in page
    assert concept.labels.count() == 1
    policy = response.headers["Content-Security-Policy"]
    assert "script-src 'self'" in policy
    assert "frame-ancestors 'self'" in policy


def test_the_preview_of_a_new_concept_needs_no_saving(editor: User, sign_in: Any, filled: Library) -> None:
    data = form_data("new", ("pl", "karta pobytu", "preferred"), ("uk", "посвідка", "hidden"))
    page = previewed(sign_in(editor), data).content.decode()
    assert "посвідка" in page
    assert not Concept.objects.exists()


def test_the_preview_of_an_unfinished_form_asks_for_words(editor: User, sign_in: Any, filled: Library) -> None:
    assert previewed(sign_in(editor), form_data("new")).status_code == 200


def test_a_preview_is_for_editors(city: None, sign_in: Any) -> None:
    url = reverse("wagtailsnippets_concepts_concept:preview_on_add")
    assert sign_in(person(Role.AUTHOR)).get(url).status_code in {302, 403}
