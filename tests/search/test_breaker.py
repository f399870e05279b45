"""Who fails three times in a row is left alone for a while."""

import threading
import time

import pytest

from search.engines.breaker import Breaker, CircuitOpen
from search.engines.protocol import EngineFailure, EngineRefusal

_PAUSE = 0.2


def _fail(breaker: Breaker, failure: type[EngineFailure] = EngineFailure) -> None:
    with pytest.raises(failure), breaker.passing():
        raise failure


def _opened() -> Breaker:
    breaker = Breaker(failures=3, seconds=_PAUSE)
    for _time in range(3):
        _fail(breaker)
    return breaker


def test_third_failure_in_a_row_opens_it() -> None:
    breaker = Breaker(failures=3, seconds=_PAUSE)
    _fail(breaker)
    _fail(breaker)
    with breaker.passing():
        pass
    _fail(breaker)
    _fail(breaker)
    assert not breaker.is_open
    _fail(breaker)
    assert breaker.is_open
    with pytest.raises(CircuitOpen), breaker.passing():
        pytest.fail("nobody passes")


def test_success_that_proves_nothing_is_no_end_of_the_row() -> None:
    breaker = Breaker(failures=2)
    _fail(breaker)
    with breaker.passing(proves=False):
        pass
    _fail(breaker)
    assert breaker.is_open


def test_one_may_try_after_the_pause_and_closes_it_when_that_succeeds() -> None:
    breaker = _opened()
    time.sleep(_PAUSE)
    with breaker.passing(), pytest.raises(CircuitOpen), breaker.passing():
        pytest.fail("only one tries")
    assert not breaker.is_open


def test_attempt_that_fails_opens_it_for_another_pause() -> None:
    breaker = _opened()
    time.sleep(_PAUSE)
    _fail(breaker)
    _fail(breaker, CircuitOpen)


def test_refusal_is_no_failure() -> None:
    breaker = Breaker(failures=1)
    _fail(breaker, EngineRefusal)
    assert not breaker.is_open


def test_other_errors_are_not_counted() -> None:
    breaker = Breaker(failures=1)
    with pytest.raises(ZeroDivisionError), breaker.passing():
        raise ZeroDivisionError
    assert not breaker.is_open


def test_threads_share_it() -> None:
    breaker = Breaker(failures=3)
    threads = [threading.Thread(target=_fail, args=(breaker,)) for _number in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert breaker.is_open
