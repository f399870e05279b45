"""What is in memory is written down later, once for everybody who asked."""

import threading

import pytest
from pytest_django import Settings

from search.writing import WrittenLater

SETTING = "SEARCH_QUESTIONS_WRITTEN_AFTER_SECONDS"


def test_it_is_written_once_for_all_who_ask_meanwhile_and_again_afterwards(settings: Settings) -> None:
    settings.SEARCH_QUESTIONS_WRITTEN_AFTER_SECONDS = 0.1
    written = threading.Semaphore(0)
    later = WrittenLater(written.release, SETTING)
    for _time in range(2):
        later.soon()
        later.soon()
        assert written.acquire(timeout=5)
        assert not written.acquire(timeout=0.3)


def test_failure_does_not_keep_it_from_being_written_next_time(
    settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    settings.SEARCH_QUESTIONS_WRITTEN_AFTER_SECONDS = 0.05
    tried = threading.Semaphore(0)

    def fail() -> None:
        tried.release()
        raise RuntimeError

    later = WrittenLater(fail, SETTING)
    for _time in range(2):
        later.soon()
        assert tried.acquire(timeout=5)
    assert "not written down" in caplog.text


def test_with_no_seconds_it_is_never_written(settings: Settings) -> None:
    settings.SEARCH_QUESTIONS_WRITTEN_AFTER_SECONDS = 0
    written = threading.Event()
    WrittenLater(written.set, SETTING).soon()
    assert not written.wait(0.2)
