"""50,000 subscriptions to one topic and one event: how long until each address has its mail or line, in what memory?"""

import argparse
import resource
import subprocess
import sys
import time

from bench.own_data import ROOT, use_own_data

SUBSCRIPTIONS = 50_000
GOAL_MEGABYTES = 300
KIND, TOPIC, UNIT = "postulates.event", ("topic", 1), ("unit", 1)
# Every tenth reader follows the unit too, and is told once all the same.
FOLLOWS_BOTH = 10


def main() -> int:
    """Prepare, resolve in a process of its own, print; 1 when it took too much memory or somebody is missing."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--subscriptions", type=int, default=SUBSCRIPTIONS)
    parser.add_argument("--resolve", action="store_true", help=argparse.SUPPRESS)
    options, _others = parser.parse_known_args()
    use_own_data("bench-fan-out")
    import django

    django.setup()
    if options.resolve:
        resolve()
        return 0
    prepare(options.subscriptions)
    return measure(options.subscriptions)


def prepare(subscriptions: int) -> None:
    """Fill the tables: three languages, three rhythms, and some readers who follow two of the things."""
    from django.core.management import call_command
    from django.utils import timezone

    from cms.outbox.models import OutboxEntry
    from notifications.models import DigestItem, Follower, Rhythm, Subscription

    call_command("migrate", verbosity=0, interactive=False)
    for model in (OutboxEntry, DigestItem, Subscription, Follower):
        model._default_manager.all().delete()
    languages, rhythms, now = ("pl", "uk", "en"), list(Rhythm), timezone.now()
    rows = (
        Subscription(
            kind=kind, object_id=pk, email=f"reader{number}@example.org", language=languages[number % 3],
            rhythm=rhythms[number // 3 % 3], confirmed_at=now,
        )
        for number in range(subscriptions)
        for kind, pk in ((TOPIC, UNIT) if number % FOLLOWS_BOTH == 0 else (TOPIC,))
    )  # fmt: skip
    Subscription.objects.bulk_create(rows, batch_size=1000)
    emails = (Follower(email=f"reader{number}@example.org") for number in range(subscriptions))
    Follower.objects.bulk_create(emails, batch_size=1000)


def resolve() -> None:
    """Do what the worker does with the row of one event, until nobody is left."""
    from notifications.fan_out import tell_batch

    last: int | None = 0
    while last is not None:
        last = tell_batch(KIND, targets=[TOPIC, UNIT], about=1, event="1", urgent=False, besides=["user:1"], after=last)


def measure(subscriptions: int) -> int:
    """Run the resolving, compare what it left with what it should have."""
    command = [sys.executable, "-m", "bench.notifications.fan_out", "--resolve"]
    started = time.monotonic()
    subprocess.run(command, cwd=ROOT, check=True)
    seconds = time.monotonic() - started
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    megabytes = used.ru_maxrss // 1024
    mails, items = counts()
    is_well = mails + items == subscriptions and megabytes < GOAL_MEGABYTES
    print(
        f"{subscriptions} followers of one topic: {seconds:.1f} s, CPU {used.ru_utime + used.ru_stime:.1f} s,"
        f" memory {megabytes} MB (goal: under {GOAL_MEGABYTES})"
    )
    print(f"mails recorded {mails}, noted for digests {items}")
    print("well" if is_well else "NOT well")
    return 0 if is_well else 1


def counts() -> tuple[int, int]:
    """Return how many mails wait, and how many lines of digests."""
    from cms.outbox.models import OutboxEntry
    from notifications.deliveries import MAIL_TOPIC
    from notifications.models import DigestItem

    return OutboxEntry.objects.filter(topic=MAIL_TOPIC).count(), DigestItem.objects.count()


if __name__ == "__main__":
    sys.exit(main())
