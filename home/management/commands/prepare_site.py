from typing import Any

from django.core.management.base import BaseCommand

from city.services import load_reference_data
from consultations.postulates.services import load_case_texts
from home.services import ensure_site


class Command(BaseCommand):
    """Creates what the site needs to answer: locales, front pages, rights, reference data and texts."""

    help = "Create locales, front pages, page rights and the city's reference data. Safe to repeat."

    def handle(self, *args: Any, **options: Any) -> None:
        home = ensure_site()
        load_reference_data()
        load_case_texts()
        self.stdout.write(f"The site stands at {home.get_full_url()}")
