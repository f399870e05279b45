import time
from argparse import ArgumentParser

from django.core.management.base import BaseCommand, CommandError

from search.engines.protocol import EngineFailure
from search.services import Progress, rebuild

_SECONDS_BETWEEN_LINES = 2.0


class Command(BaseCommand):
    """Index everything anew; the site goes on answering searches meanwhile. Broken off, it may be run again."""

    help = "Rebuild the search index from everything public; goes on with a rebuild that was broken off."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--afresh", action="store_true", help="throw away what an earlier, unfinished rebuild did")

    def handle(self, *args: object, **options: object) -> None:
        self._started = self._told_at = time.monotonic()
        try:
            count = rebuild(self._tell, afresh=bool(options["afresh"]))
        except EngineFailure as failure:
            raise CommandError(f"{failure}. Run it again: it goes on where it stopped.") from failure
        self.stdout.write(f"The index has {count} documents ({time.monotonic() - self._started:.0f} s).")

    def _tell(self, progress: Progress) -> None:
        now = time.monotonic()
        if now - self._told_at < _SECONDS_BETWEEN_LINES:
            return
        self._told_at = now
        speed = progress.done / (now - self._started)
        self.stdout.write(
            f"{progress.done} of about {progress.total} documents read, {progress.indexed} indexed, {speed:.0f}/s"
        )
