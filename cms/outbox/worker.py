"""Takes due rows and runs their handlers, one after another."""

import logging
import os
import secrets
import socket
import time
from datetime import timedelta

from django.conf import settings
from django.db import InterfaceError, OperationalError, close_old_connections, connections, transaction
from django.utils import timezone, translation

from .claims import LeaseLost, begin, bury, claim, finish, hold, postpone, release, wait
from .failures import GiveUp, NotNow
from .jobs import start_due_jobs
from .models import OutboxEntry
from .registry import Handler, find, rests
from .stopping import Interrupted, StopRequest

SHORTEST_PAUSE, LONGEST_PAUSE = 0.2, 1.0
JOBS_LOOKED_AT_EVERY = timedelta(seconds=10)

logger = logging.getLogger(__name__)


def drain(*, batch: int | None = None, stop: StopRequest | None = None) -> int:
    """Run every row that is due, and those that fall due meanwhile; return how many attempts were made."""
    try:
        return _drain(batch or settings.WORKER_BATCH, stop or StopRequest())
    finally:
        for rest in rests():
            rest()


def _drain(batch: int, stop: StopRequest) -> int:
    worker = f"{socket.gethostname()[:60]}:{os.getpid()}:{secrets.token_hex(4)}"
    attempts = 0
    while not stop.requested and (entries := claim(worker, batch)):
        for position, entry in enumerate(entries):
            if stop.requested:
                release(entries[position:], worker)
                break
            try:
                _attempt(entry, stop)
            except Interrupted:
                logger.warning("Outbox: %s interrupted and given back", entry)
                release(entries[position:], worker)
                break
            attempts += 1
    return attempts


def work(*, batch: int | None = None, stop: StopRequest) -> None:
    """Drain the outbox and start recurring jobs until asked to stop; an absent database is waited for."""
    pause = SHORTEST_PAUSE
    jobs_due = timezone.now()
    while not stop.requested:
        close_old_connections()
        done = 0
        try:
            if timezone.now() >= jobs_due:
                start_due_jobs()
                jobs_due = timezone.now() + JOBS_LOOKED_AT_EVERY
            done = drain(batch=batch, stop=stop)
        except (OperationalError, InterfaceError):
            logger.exception("Outbox: the database does not answer; trying again")
            connections.close_all()
        pause = SHORTEST_PAUSE if done else min(pause * 2, LONGEST_PAUSE)
        if not done and not stop.requested:
            time.sleep(pause)


def _attempt(entry: OutboxEntry, stop: StopRequest) -> None:
    handler = find(entry.topic)
    try:
        if handler is None:
            bury(entry, f"No installed app handles the topic {entry.topic!r}.")
            return
        begin(entry, handler.lease)
        _run(handler, entry, stop)
    except LeaseLost:
        logger.warning("Outbox: the lease of %s ran out; another worker has it", entry)


def _run(handler: Handler, entry: OutboxEntry, stop: StopRequest) -> None:
    try:
        if handler.atomic:
            with transaction.atomic():
                hold(entry)
                _call(handler, entry, stop)
                finish(entry)
        else:
            _call(handler, entry, stop)
            finish(entry)
    except LeaseLost:
        raise
    except GiveUp as error:
        logger.error("Outbox: %s given up: %s", entry, error)
        bury(entry, str(error))
    except NotNow as error:
        logger.info("Outbox: %s waits: %s", entry, error)  # a whole queue may wait; who raised it knows why
        wait(entry, str(error), error.due_at())
    except Exception as error:
        # The one place that takes any failure of a handler: the row keeps it, and the queue behind it moves on.
        logger.warning("Outbox: attempt %d of %s failed", entry.attempts, entry, exc_info=True)
        text = f"{type(error).__name__}: {error}"
        if entry.attempts < handler.attempts:
            postpone(entry, text)
        else:
            _give_up(handler, entry, text)


def _give_up(handler: Handler, entry: OutboxEntry, text: str) -> None:
    with transaction.atomic():
        bury(entry, text)
        if handler.given_up:
            handler.given_up(**entry.payload)


def _call(handler: Handler, entry: OutboxEntry, stop: StopRequest) -> None:
    with translation.override(settings.LANGUAGE_CODE), stop.may_interrupt():
        handler.run(**entry.payload)
