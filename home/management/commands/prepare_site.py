from typing import Any

from django.core.management.base import BaseCommand

from city.services import load_reference_data
from consultations.postulates.services import load_case_texts
from home.services import ensure_site
from search.concepts.services import load_shipped


class Command(BaseCommand):
    """Creates what the site needs to answer: locales, front pages, rights, reference data, texts and concepts."""

    help = "Create locales, front pages, page rights, reference data and the search's concepts. Safe to repeat."

    def handle(self, *args: Any, **options: Any) -> None:
        home = ensure_site()
        load_reference_data()
        load_case_texts()
        load_shipped()
        self.stdout.write(f"The site stands at {home.get_full_url()}")
