from argparse import ArgumentParser

from django.core.management.base import BaseCommand, CommandError

from search.services import reconcile

_SHOWN = 20


class Command(BaseCommand):
    """Compare the index with what is public; fails on a difference that is left."""

    help = "Compare the search index with everything public; exit 1 when they differ."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--repair", action="store_true", help="mend the differences")

    def handle(self, *args: object, **options: object) -> None:
        repair = bool(options["repair"])
        drift = reconcile(repair=repair)
        for title, ids in (
            ("missing", drift.missing),
            ("outdated", drift.outdated),
            ("superfluous", drift.superfluous),
        ):
            if ids:
                self.stdout.write(f"{title}: {len(ids)} ({', '.join(ids[:_SHOWN])})")
        if drift and not repair:
            raise CommandError("The index differs from the site. Run again with --repair.")
        self.stdout.write("Mended." if drift else "The index agrees with the site.")
