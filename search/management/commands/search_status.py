from collections import Counter

from django.core.management.base import BaseCommand, CommandError
from django.utils.timezone import localtime

from search.documents import parts_of
from search.engines.protocol import Engine, EngineFailure
from search.health import backlog, engines, last_check, last_mended
from search.models import IndexCheck
from search.sources import all_sources


class Command(BaseCommand):
    """Say which engines are used, how much they hold and what they wait for; fails when one does not work."""

    help = "Show the search engines, what they hold and what they still have to take; exit 1 when one is not well."

    def handle(self, *args: object, **options: object) -> None:
        failed = [name for name, engine in engines().items() if not self._tell(name, engine)]
        self._tell_checks()
        waits = backlog()
        self.stdout.write(f"changes waiting for the index: {waits.waiting}, given up: {waits.given_up}")
        if failed:
            raise CommandError(f"Does not work: {', '.join(failed)}.")
        if waits.waiting or waits.given_up:
            raise CommandError("The index has not taken every change; see the outbox in the administration.")

    def _tell(self, name: str, engine: Engine) -> bool:
        """Write what an engine says of itself and return whether it does."""
        try:
            described, digests = engine.describe(), engine.digests()
        except EngineFailure as failure:
            self.stdout.write(f"{name}: {failure}")
            return False
        for key, value in described.items():
            self.stdout.write(f"{name} {key}: {value}")
        counts = Counter(parts_of(identifier)[0] for identifier in digests)
        for source in all_sources():
            self.stdout.write(f"{name} {source.name}: {counts.pop(source.name, 0)} documents")
        for unknown, count in counts.items():
            self.stdout.write(f"{name} {unknown}: {count} documents, but no installed app has this source")
        return described.get("cluster") != "red"

    def _tell_checks(self) -> None:
        for title, check in (("last check", last_check()), ("last mended", last_mended())):
            self.stdout.write(f"{title}: {_told(check) if check else 'never'}")


def _told(check: IndexCheck) -> str:
    when = localtime(check.checked_at).strftime("%Y-%m-%d %H:%M")
    return f"{when}, {check.missing} missing, {check.outdated} outdated, {check.superfluous} superfluous"
