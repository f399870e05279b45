from typing import Any

from django.core.management.base import BaseCommand

from home.services import ensure_site


class Command(BaseCommand):
    """Creates what the site needs to answer: locales, front pages and rights; safe to repeat."""

    help = "Create locales, front pages and page rights for every language in LANGUAGES. Safe to repeat."

    def handle(self, *args: Any, **options: Any) -> None:
        home = ensure_site()
        self.stdout.write(f"The site stands at {home.get_full_url()}")
