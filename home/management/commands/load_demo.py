import time
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from cms.outbox.worker import drain
from home.demo.load import load
from home.demo.people import PASSWORD


class Command(BaseCommand):
    """Loads invented people, pages in three languages, postulates in every state and meetings; safe to repeat."""

    help = "Load the demo content. Safe to repeat: a second run creates nothing twice. Refused in production."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Offer to send the mails and fill the search at once instead of leaving that to the worker."""
        parser.add_argument("--drain", action="store_true", help="run what the outbox holds before returning")

    def handle(self, *args: Any, **options: Any) -> None:
        """Load everything, or refuse where real people could sign in."""
        if not settings.DEVELOPMENT_PAGES:
            raise CommandError(
                "The demo creates people whose password everybody knows. It is refused with production settings."
            )
        began = time.monotonic()
        new = load(self.stdout.write)
        if options["drain"]:
            self.stdout.write("Mails and search documents…")
            self.stdout.write(f"{drain()} effects have run.")
        self.stdout.write(f"The demo is loaded: {new} new, {time.monotonic() - began:.1f} s.")
        self.stdout.write(f"Everybody's password is {PASSWORD} (manage.py demo_logins lists the people).")
