from typing import Any

from django.core.management.base import BaseCommand

from home.demo.people import PASSWORD, PEOPLE


class Command(BaseCommand):
    """Prints who can sign in to the demo, and with what."""

    help = "List the people of the demo: role, e-mail address, password and what they are for."

    def handle(self, *args: Any, **options: Any) -> None:
        """Print one line per person."""
        rows = [("ROLE", "E-MAIL", "PASSWORD", "WHO")]
        rows += [(person.group or "no role", person.email, PASSWORD, person.purpose) for person in PEOPLE]
        widths = [max(len(row[column]) for row in rows) for column in range(3)]
        for row in rows:
            cells = [str(cell).ljust(width) for cell, width in zip(row, widths, strict=False)]
            self.stdout.write("  ".join([*cells, row[3]]))
