"""How the worker of the outbox behaves: how long a row may be held, how much it takes at once, how it leaves."""

from . import env

WORKER_LEASE_SECONDS = env.number("WORKER_LEASE_SECONDS", 60)
WORKER_BATCH = env.number("WORKER_BATCH", 10)
WORKER_GRACE_SECONDS = env.number("WORKER_GRACE_SECONDS", 20)
OUTBOX_KEPT_DAYS = env.number("OUTBOX_KEPT_DAYS", 14)
