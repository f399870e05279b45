from collections import Counter

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from search.documents import parts_of
from search.engines import engine
from search.engines.protocol import EngineFailure
from search.sources import all_sources


class Command(BaseCommand):
    """Say which engine is used and how much it holds; fails when it does not answer."""

    help = "Show the search engine and the number of documents of each source."

    def handle(self, *args: object, **options: object) -> None:
        self.stdout.write(f"engine: {settings.SEARCH_ENGINE['CLASS']}")
        try:
            counts = Counter(parts_of(identifier)[0] for identifier in engine().digests())
        except EngineFailure as error:
            raise CommandError(str(error)) from error
        for source in all_sources():
            self.stdout.write(f"{source.name}: {counts.pop(source.name, 0)} documents")
        for name, count in counts.items():
            self.stdout.write(f"{name}: {count} documents, but no installed app has this source")
