from django.core.management.base import BaseCommand

from search.services import rebuild


class Command(BaseCommand):
    """Index everything anew; the site goes on answering searches meanwhile."""

    help = "Rebuild the search index from everything public."

    def handle(self, *args: object, **options: object) -> None:
        count = rebuild(lambda done: self.stdout.write(f"{done} documents read"))
        self.stdout.write(f"The index has {count} documents.")
