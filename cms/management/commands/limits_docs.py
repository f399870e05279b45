from argparse import ArgumentParser
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from cms.limits import limits_document

PATH = Path(__file__).resolve().parents[3] / "docs" / "limits.md"


class Command(BaseCommand):
    """Write `docs/limits.md` from what the apps declare; with --check say whether it is current."""

    help = "Write docs/limits.md from the limits the apps declare."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--check",
            action="store_true",
            help="Fail when the page is not current; write nothing.",
        )

    def handle(self, *args: object, check: bool, **options: object) -> None:
        wanted = limits_document()
        if not check:
            PATH.write_text(wanted, encoding="utf-8")
            self.stdout.write(f"{PATH.name} is written.")
        elif not PATH.exists() or PATH.read_text(encoding="utf-8") != wanted:
            raise CommandError("docs/limits.md is not current; run: manage.py limits_docs")
