from threading import Event, Thread
from typing import Any

import pytest
from pytest_django import DjangoAssertNumQueries

from search.concepts import memory
from search.concepts.book import ConceptBook, Label
from search.concepts.files import Entry
from search.concepts.memory import book
from search.concepts.models import Concept, ConceptLabel
from search.concepts.services import add_label, save_concept

CARD = Entry("card", (Label("pl", "karta"),))


@pytest.fixture
def now(monkeypatch: pytest.MonkeyPatch) -> Any:
    class Clock:
        time = 1000.0

    monkeypatch.setattr(memory, "monotonic", lambda: Clock.time)
    monkeypatch.setattr(memory, "_memory", memory._Memory())
    return Clock


def test_an_empty_dictionary_is_a_book_without_concepts(db: None) -> None:
    assert len(book()) == 0


@pytest.mark.parametrize("act", ["save", "edit_label", "bulk", "delete_label", "delete"])
def test_every_kind_of_change_is_seen_by_the_next_search(db: None, act: str) -> None:
    save_concept(entry=CARD, actor=None)
    before = book()
    assert [label.text for label in before.get("card").labels] == ["karta"]
    label = ConceptLabel.objects.get()
    if act == "save":
        save_concept(entry=Entry("card", (Label("pl", "plastik"),)), actor=None)
    elif act == "edit_label":
        label.text = "plastik"
        label.save()
    elif act == "bulk":
        add_label(concept_id=label.concept_id, language="pl", text="plastik", actor=None)
    elif act == "delete_label":
        label.delete()
    else:
        Concept.objects.get().delete()
    assert book() is not before
    concept = book().get("card")
    assert (concept.labels if concept else ()) != before.get("card").labels


def test_an_unchanged_dictionary_costs_one_small_query(
    db: None, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    save_concept(entry=CARD, actor=None)
    first = book()
    with django_assert_num_queries(1):
        assert book() is first


def test_the_database_is_asked_every_few_seconds_only(
    db: None, settings: Any, now: Any, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    settings.SEARCH_CONCEPTS_LOOKED_AT_AFTER_SECONDS = 2
    assert book().get("card") is None
    save_concept(entry=CARD, actor=None)
    with django_assert_num_queries(0):
        assert book().get("card") is None
    now.time += 2
    assert book().get("card") == CARD


def test_other_threads_go_on_with_the_old_book_while_a_new_one_is_made(
    db: None, monkeypatch: pytest.MonkeyPatch, now: Any
) -> None:
    save_concept(entry=CARD, actor=None)
    old = book()
    stamps = iter(["new"])
    making, go_on = Event(), Event()

    def slow() -> list[Entry]:
        making.set()
        assert go_on.wait(5)
        return []

    monkeypatch.setattr(memory, "entries", slow)
    monkeypatch.setattr(memory.stamp, "current", lambda: next(stamps))
    found: list[ConceptBook] = []
    thread = Thread(target=lambda: found.append(book()))
    thread.start()
    assert making.wait(5)
    assert book() is old
    go_on.set()
    thread.join(5)
    assert found[0] is not old
