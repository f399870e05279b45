from datetime import timedelta
from threading import Event
from typing import Any

import pytest
from django.db import DatabaseError
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from search.concepts import usage
from search.concepts.book import Label
from search.concepts.files import Entry
from search.concepts.models import Concept, ConceptUse
from search.concepts.services import import_concepts
from search.concepts.usage import erase_old, first_day_shown, note_met, write_down


@pytest.fixture(autouse=True)
def _concepts(db: None) -> None:
    usage._memory.take()
    import_concepts(incoming=[Entry(key, (Label("pl", key),)) for key in "abc"], actor=None)


def uses() -> dict[str, int]:
    return dict(Concept.objects.with_uses(first_day_shown()).values_list("key", "uses"))


def test_a_search_counts_each_concept_it_names_once() -> None:
    note_met(["a", "b", "a"])
    note_met(["a"])
    assert uses() == {"a": 0, "b": 0, "c": 0}
    assert write_down() == 2
    assert uses() == {"a": 2, "b": 1, "c": 0}


def test_the_page_of_results_counts_the_concepts_that_a_search_names(client: Client) -> None:
    import_concepts(incoming=[Entry("card", (Label("pl", "karta pobytu"),))], actor=None)
    client.get(reverse("search:results"), {"q": "karty pobytu"})
    client.get(reverse("search:results"), {"q": "karty pobytu", "page": "2"})
    client.get(reverse("search:results"), {"q": "paszport"})
    write_down()
    assert uses()["card"] == 1


def test_what_is_written_down_later_is_added_to_the_day() -> None:
    for _time in range(2):
        note_met(["a"])
        write_down()
    assert ConceptUse.objects.get().count == 2


def test_a_concept_that_was_deleted_meanwhile_is_left_out() -> None:
    note_met(["a", "unknown"])
    assert write_down() == 1


def test_only_the_last_thirty_days_are_shown_and_ninety_kept() -> None:
    a = Concept.objects.get(key="a")
    for days in (0, 30, 31, 90, 91):
        ConceptUse.objects.create(concept=a, day=timezone.localdate() - timedelta(days=days), count=1)
    assert uses()["a"] == 2
    assert erase_old() == 1


def test_writing_down_takes_as_many_queries_for_many_concepts_as_for_one(
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    note_met(["a"])
    with django_assert_max_num_queries(10) as one:
        write_down()
    note_met(["a", "b", "c"])
    with django_assert_max_num_queries(len(one)):
        write_down()


def test_a_database_that_refuses_loses_the_count_and_nothing_else(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def refuse(*args: Any) -> int:
        raise DatabaseError

    note_met(["a"])
    monkeypatch.setattr(usage, "_add", refuse)
    assert write_down() == 0
    assert "could not be written down" in caplog.text


def test_a_thread_writes_the_counts_a_little_later(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    done = Event()
    assert usage._later._write is usage.write_down
    monkeypatch.setattr(usage._later, "_write", done.set)
    settings.SEARCH_CONCEPT_USES_WRITTEN_AFTER_SECONDS = 0.05
    note_met(["a"])
    assert done.wait(5)
    usage._memory.take()
