"""What was looked for in vain is counted without knowing who asked, and never at the search's cost."""

import threading
from datetime import date, timedelta

import pytest
from django.db import DatabaseError
from django.test import Client
from django.utils import timezone

from search import questions
from search.engines.protocol import Engine
from search.models import Question
from search.questions import (
    Asked,
    asked_in_vain,
    erase_old,
    note_opened,
    note_search,
    rarely_opened,
    write_down,
)
from tests.clock import freeze_time

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _nothing_to_find_and_nothing_asked(index: Engine) -> None:
    questions._memory.take()


def rows() -> list[tuple[str, str, int]]:
    write_down()
    return sorted(Question.objects.values_list("language", "text", "in_vain"))


def look_for(client: Client, text: str, language: str = "pl", **more: str) -> None:
    assert client.get(f"/{language}/search/", {"q": text, **more}).status_code == 200


def test_question_without_an_answer_is_counted_per_day_and_language(client: Client) -> None:
    look_for(client, "Kurs jogi dla psów")
    look_for(client, "  kurs JOGI, dla psów? ")
    look_for(client, "kurs jogi dla psów", "uk")
    assert rows() == [("pl", "kurs jogi dla psów", 2), ("uk", "kurs jogi dla psów", 1)]
    look_for(client, "kurs jogi dla psów")
    assert rows()[0] == ("pl", "kurs jogi dla psów", 3)
    assert {field.name for field in Question._meta.get_fields()} == {
        "id", "day", "language", "text", "searches", "in_vain", "opened",
    }  # fmt: skip


def test_search_itself_writes_nothing(client: Client, django_assert_num_queries) -> None:
    look_for(client, "kurs jogi dla psów")
    with django_assert_num_queries(0):
        note_search("kurs jogi dla kotów", "pl", found=False)
    assert not Question.objects.exists()


def test_narrowed_search_and_an_empty_one_say_nothing_about_the_site(client: Client) -> None:
    for narrowing in ({"kind": "page-news"}, {"language": "uk"}):
        client.get("/pl/search/", {"q": "kurs jogi", **narrowing})
    look_for(client, " ")
    look_for(client, "?!")
    assert rows() == []


@pytest.mark.parametrize(
    "text",
    [
        "jan.kowalski@example.org", "600 700 800", "+48600700800", "44051401359", "jan 440514-01359",
        "58 524-45-00 urząd", "ABC 123456", "x" * 101,
    ],
)  # fmt: skip
def test_what_looks_like_somebodys_data_is_never_written_down(client: Client, text: str) -> None:
    look_for(client, text)
    assert rows() == []


@pytest.mark.parametrize(
    "text",
    ["dodatek 2026", "800 plus", "80-803 gdańsk", "pit 37", "ustawa 12 marca 2022", "27.02.2026 10:00", "za 100000 zł"],
)
def test_years_amounts_and_codes_are_no_personal_data(client: Client, text: str) -> None:
    look_for(client, text)
    assert len(rows()) == 1


def test_text_asked_once_is_shown_to_nobody(client: Client) -> None:
    look_for(client, "rzadkie pytanie")
    look_for(client, "częste pytanie")
    look_for(client, "częste pytanie")
    write_down()
    assert asked_in_vain(since=timezone.localdate()) == [Asked("częste pytanie", "pl", 2, 2, 0, timezone.localdate())]
    assert asked_in_vain(since=timezone.localdate(), language="uk") == []


def test_same_text_on_two_days_was_asked_twice() -> None:
    for day in (24, 25):
        with freeze_time(f"2026-11-{day} 12:00"):
            note_search("kurs jogi", "pl", found=False)
            write_down()
    assert asked_in_vain(since=date(2026, 11, 24)) == [Asked("kurs jogi", "pl", 2, 2, 0, date(2026, 11, 25))]
    assert asked_in_vain(since=date(2026, 11, 25)) == []


def test_counts_are_erased_after_ninety_days() -> None:
    for age in (89, 91):
        Question.objects.create(day=timezone.localdate() - timedelta(days=age), language="pl", text=f"przed {age}")
    erase_old()
    assert [row.text for row in Question.objects.all()] == ["przed 89"]


def test_database_that_takes_nothing_stops_no_search(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*args: object) -> None:
        raise DatabaseError

    monkeypatch.setattr(questions, "_add", refuse)
    look_for(client, "kurs jogi")
    assert write_down() == 0
    monkeypatch.undo()
    look_for(client, "kurs tańca")
    assert rows() == [("pl", "kurs tańca", 1)]


def test_flood_of_different_words_does_not_fill_the_memory() -> None:
    for number in range(questions.MOST_IN_MEMORY + 50):
        note_search(f"słowo {number} x", "pl", found=False)
    note_search("słowo 1 x", "pl", found=False)
    tallies = questions._memory.take()
    assert len(tallies) == questions.MOST_IN_MEMORY
    assert tallies["pl", "słowo 1 x"].searches == 2


def test_thread_writes_down_by_itself(settings, monkeypatch: pytest.MonkeyPatch) -> None:
    """The real timer runs; only the last step is watched instead of carried out on another connection."""
    settings.SEARCH_QUESTIONS_WRITTEN_AFTER_SECONDS = 0.05
    done = threading.Event()
    assert questions._later._write is questions.write_down
    monkeypatch.setattr(questions._later, "_write", done.set)
    note_search("kurs jogi", "pl", found=False)
    assert done.wait(5)


def test_counting_from_many_threads_loses_nothing() -> None:
    def ask() -> None:
        for _time in range(200):
            note_search("kurs", "pl", found=False)

    threads = [threading.Thread(target=ask) for _number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert questions._memory.take()["pl", "kurs"].searches == 1600


def searched(text: str, times: int, *, found: bool = True, opened: int = 0) -> None:
    for _time in range(times):
        note_search(text, "pl", found=found)
    for _time in range(opened):
        note_opened(text, "pl")
    write_down()


def test_answered_question_is_no_gap_of_the_site() -> None:
    searched("karta pobytu", 3)
    assert Question.objects.get().searches == 3
    assert asked_in_vain(since=timezone.localdate()) == []


def test_search_counts_as_opened_once_however_often_it_is_said() -> None:
    searched("karta pobytu", 3, opened=50)
    searched("karta pobytu", 2, found=False)
    assert (Question.objects.get().searches, Question.objects.get().opened) == (5, 3)


def test_opening_what_nobody_looked_for_is_not_written_down() -> None:
    searched("wymyślone słowa", 0, opened=5)
    assert not Question.objects.exists()


@pytest.mark.parametrize(
    ("times", "opened", "is_shown"), [(5, 1, True), (5, 2, False), (4, 0, False), (10, 2, True), (10, 3, False)]
)
def test_question_is_seldom_opened_at_one_in_five_or_less(times: int, opened: int, is_shown: bool) -> None:
    searched("praca", times, opened=opened)
    searched("praca", 3, found=False)
    shown = rarely_opened(since=timezone.localdate())
    assert bool(shown) is is_shown
    assert all(row.opened_in_percent == 100 * opened // times for row in shown)


def test_seldom_opened_questions_come_with_the_most_frequent_first(django_assert_num_queries) -> None:
    searched("praca", 6)
    searched("lekarz", 9, opened=1)
    with django_assert_num_queries(1):
        assert [row.text for row in rarely_opened(since=timezone.localdate())] == ["lekarz", "praca"]
    assert rarely_opened(since=timezone.localdate(), language="uk") == []
