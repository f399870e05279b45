"""Times of many questions, asked by one process and by several at once."""

import multiprocessing
import statistics
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass

Ask = Callable[[str, str], object]


@dataclass(frozen=True)
class Times:
    """Milliseconds on the clock of each question."""

    each: tuple[float, ...]

    @property
    def median(self) -> float:
        return statistics.median(self.each)

    @property
    def high(self) -> float:
        """Return the time that nineteen of twenty questions stay under."""
        return statistics.quantiles(self.each, n=20)[-1]


def alone(ask: Ask, questions: Iterable[tuple[str, str]], before: Iterable[tuple[str, str]]) -> Times:
    """Ask one question after the other, once others have brought into memory what every search needs."""
    for question in before:
        ask(*question)
    return Times(tuple(_milliseconds(ask, question) for question in questions))


def at_once(
    ask: Ask, questions: Iterable[tuple[str, str]], processes: int, prepare: Callable[[], object] = lambda: None
) -> Times:
    """Let several processes ask, each all of the questions in an order of its own, once it is prepared."""
    asked = list(questions)
    shares = [asked[start:] + asked[:start] for start in range(0, len(asked), max(1, len(asked) // processes))]
    context = multiprocessing.get_context("fork")
    with context.Pool(processes, initializer=prepare) as pool:
        found = pool.starmap(_all, [(ask, share) for share in shares[:processes]], chunksize=1)
    return Times(tuple(time for times in found for time in times))


def _all(ask: Ask, questions: Iterable[tuple[str, str]]) -> list[float]:
    return [_milliseconds(ask, question) for question in questions]


def _milliseconds(ask: Ask, question: tuple[str, str]) -> float:
    begin = time.perf_counter()
    ask(*question)
    return (time.perf_counter() - begin) * 1000
