import time
from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from accounts.models import User
from city.services import load_reference_data
from consultations.postulates.synthetic import load_cases
from home.demo.load import only_warnings_logged
from home.services import ensure_site
from home.synthetic.pages import load_pages

INVENTED = "@example.org"


class Command(BaseCommand):
    """Loads invented cases and news in great number for measuring; the same seed adds nothing a second time."""

    help = "Load invented cases and pages in great number. Refused in production, and beside real people without --yes."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the sizes, and the seed on which every text, person and date depends."""
        parser.add_argument("--cases", type=int, default=200, help="how many cases there shall be of this seed")
        parser.add_argument("--pages", type=int, default=0, help="how many news there shall be of this seed")
        parser.add_argument("--seed", type=int, default=1)
        parser.add_argument("--events-per-case", type=int, default=20, help="events of a case on average")
        parser.add_argument(
            "--until", type=date.fromisoformat, help="the day on which the invented history ends (today)"
        )
        parser.add_argument("--yes", action="store_true", help="load beside people who are not invented")

    def handle(self, *args: Any, **options: Any) -> None:
        """Load what is missing, telling each step, or refuse."""
        _check(options)
        began, today = time.monotonic(), options["until"] or timezone.localdate()

        def tell(line: str) -> None:
            if options["verbosity"]:
                self.stdout.write(f"{time.monotonic() - began:7.1f} s  {line}")

        with only_warnings_logged():
            home = ensure_site()
            load_reference_data()
            told = load_cases(
                count=options["cases"],
                seed=options["seed"],
                events_per_case=options["events_per_case"],
                today=today,
                tell=tell,
            )
            pages = load_pages(home, count=options["pages"], seed=options["seed"], today=today, tell=tell)
        tell(f"New: {told.cases} cases with {told.events} events, {pages} pages.")
        tell("The search does not know them yet: manage.py rebuild_search_index.")


def _check(options: dict[str, Any]) -> None:
    """Refuse where invented data would stand beside real ones."""
    if not settings.DEVELOPMENT_PAGES:
        raise CommandError("Invented cases would stand among real ones. This is refused with production settings.")
    is_real = User.objects.exclude(email__iendswith=INVENTED).exists()
    if is_real and not options["yes"]:
        raise CommandError(
            f"There are people here whose address does not end in {INVENTED}. Use a database of your own (VAR_DIR or "
            "DATABASE_URL), or say --yes if they are invented too."
        )
