from argparse import ArgumentParser, ArgumentTypeError

from django.core.management.base import BaseCommand

from cms.outbox.jobs import start_due_jobs
from cms.outbox.stopping import StopRequest
from cms.outbox.worker import drain, work


def _rows(text: str) -> int:
    if not text.isdecimal() or not 1 <= int(text) <= 1000:
        raise ArgumentTypeError(f"a whole number from 1 to 1000, not {text!r}")
    return int(text)


class Command(BaseCommand):
    """Run the effects recorded in the outbox and the recurring jobs."""

    help = "Run the effects recorded in the outbox (mail, search index…) and the recurring jobs until stopped."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--once", action="store_true", help="run what is due now, then exit")
        parser.add_argument("--batch", type=_rows, metavar="ROWS", help="how many rows to lease at once")

    def handle(self, *args: object, once: bool, batch: int | None, **options: object) -> None:
        stop = StopRequest()
        if once:
            start_due_jobs()
            self.stdout.write(f"{drain(batch=batch, stop=stop)} rows attempted")
            return
        stop.listen()
        self.stdout.write("The worker waits for effects; stop it with Ctrl+C or SIGTERM.")
        work(batch=batch, stop=stop)
