from argparse import ArgumentParser

from django.core.management.base import BaseCommand, CommandError

from cms.outbox.queries import dead_entries
from cms.outbox.services import requeue


class Command(BaseCommand):
    """Give dead rows of the outbox another chance."""

    help = "Give dead rows of the outbox another chance, all of them or those of one topic."

    def add_arguments(self, parser: ArgumentParser) -> None:
        which = parser.add_mutually_exclusive_group(required=True)
        which.add_argument("--topic", help="only rows of this topic")
        which.add_argument("--all", action="store_true", help="every dead row")

    def handle(self, *args: object, topic: str | None, **options: object) -> None:
        rows = dead_entries()
        if topic:
            rows = rows.filter(topic=topic)
            if not rows.exists():
                raise CommandError(f"No dead row has the topic {topic!r}.")
        self.stdout.write(f"{requeue(rows.values_list('pk', flat=True), actor=None)} rows requeued")
