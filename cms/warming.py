"""What a new process that serves readers does before the first of them asks."""

import gc
import logging
from collections.abc import Callable
from threading import Thread

from django.db import connection

_steps: list[Callable[[], None]] = []

logger = logging.getLogger(__name__)


def on_start_of_serving(step: Callable[[], None]) -> None:
    """Have a step done once in every process that serves readers, never by a command or a worker."""
    _steps.append(step)


def warm_up() -> None:
    """Do the steps one after the other and close the connection they used; one that fails is logged.

    What they read stays as long as the process: looking through it for what nobody needs any more would hold up a
    reader for a third of a second now and then, so the collector leaves it alone.
    """
    try:
        for step in _steps:
            try:
                step()
            except Exception:
                logger.exception("Warming up failed: %s", step.__module__)
    finally:
        connection.close()
        gc.freeze()


def warm_up_beside() -> None:
    """Do the steps in a thread, so that nobody waits for them."""
    Thread(target=warm_up, name="warm-up", daemon=True).start()
