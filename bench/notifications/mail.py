"""10,000 queued mails, one worker, a mail server on the same machine: how long until the last one is taken?"""

import argparse
import os
import resource
import subprocess
import sys
import time

from bench.own_data import ROOT, use_own_data

MAILS = 10_000
GOAL_SECONDS = 600
KIND = "postulates.event"


def main() -> int:
    """Prepare, drain, print; 1 when it took too long or a mail is missing."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--mails", type=int, default=MAILS)
    options, _others = parser.parse_known_args()
    use_own_data("bench-mail")
    os.environ["EMAIL_HOST"] = "127.0.0.1"
    sink = subprocess.Popen(
        [sys.executable, "-m", "bench.notifications.sink"], cwd=ROOT, stdout=subprocess.PIPE, text=True
    )
    try:
        return drain(sink, options.mails)
    finally:
        sink.terminate()
        sink.wait()


def drain(sink: "subprocess.Popen[str]", mails: int) -> int:
    """Queue the mails, let one worker send them, and compare what it did with what the server says."""
    if sink.stdout is None:
        raise RuntimeError("The sink has no output.")
    os.environ["EMAIL_PORT"] = sink.stdout.readline().strip()
    import django

    django.setup()
    queue(mails)
    worker = [sys.executable, str(ROOT / "manage.py"), "worker", "--once"]
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    started = time.monotonic()
    try:
        subprocess.run(worker, cwd=ROOT, check=True, stdout=subprocess.DEVNULL, timeout=GOAL_SECONDS)
    except subprocess.TimeoutExpired:
        print(f"The worker was still busy after {GOAL_SECONDS} s, with {delivered()} of {mails} mails sent: NOT well")
        return 1
    seconds = time.monotonic() - started
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    sink.terminate()
    taken, different, talks = map(int, sink.stdout.readline().split())
    cpu = used.ru_utime + used.ru_stime - before.ru_utime - before.ru_stime
    is_well = taken == different == mails == delivered() and seconds < GOAL_SECONDS
    print(f"{mails} mails, one worker: {seconds:.1f} s (goal: under {GOAL_SECONDS}), {mails / seconds:.0f} a second")
    print(
        f"taken {taken}, different {different}, connections {talks}, "
        f"CPU {cpu:.1f} s, memory {used.ru_maxrss // 1024} MB"
    )
    print("well" if is_well else "NOT well")
    return 0 if is_well else 1


def queue(mails: int) -> None:
    """Queue one mail about the same event of a public case to each of so many followers."""
    from django.db import transaction
    from django.utils import timezone

    from bench.__main__ import prepare
    from cms.outbox.jobs import start_due_jobs
    from cms.outbox.models import OutboxEntry
    from consultations.postulates.models import CaseEvent, Postulate
    from notifications.models import Delivery, Subscription
    from notifications.services import send_later

    prepare()
    start_due_jobs()  # so that the worker does not begin with reminders about the demo's cases
    OutboxEntry.objects.all().delete()
    Delivery.objects.all().delete()
    Subscription.objects.all().delete()
    case = Postulate.objects.public().order_by("pk").first()
    event = CaseEvent.objects.filter(postulate=case, is_public=True).order_by("pk").last()
    if case is None or event is None:
        sys.exit("The demo content has no public case with an event.")
    languages = ("pl", "uk", "en")
    Subscription.objects.bulk_create(
        Subscription(
            kind="postulate", object_id=case.pk, email=f"reader{number}@example.org",
            language=languages[number % len(languages)], confirmed_at=timezone.now(),
        )
        for number in range(mails)
    )  # fmt: skip
    with transaction.atomic():
        for pk in Subscription.objects.values_list("pk", flat=True):
            send_later(KIND, addressee=f"subscription:{pk}", about=event.pk, key=str(event.pk))


def delivered() -> int:
    """Return how many mails the log says were sent."""
    from notifications.models import Delivery

    return Delivery.objects.filter(state=Delivery.State.SENT).count()


if __name__ == "__main__":
    sys.exit(main())
