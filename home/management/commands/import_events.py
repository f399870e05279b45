from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from accounts.models import User
from home.events.calendar_file import BrokenCalendar
from home.events.calendar_in import import_calendar
from home.models import SectionPage


class Command(BaseCommand):
    help = "Bring the events of a calendar file (.ics) in as drafts, in the name of an editor. Publishes nothing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--section", required=True, help="slug of the section in the source language")
        parser.add_argument("--editor", required=True, help="e-mail address of the person in whose name it is done")
        parser.add_argument("--dry-run", action="store_true", help="only say what would be done")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            rows = import_calendar(
                section_id=_section(options["section"]),
                content=options["file"].read_bytes(),
                actor=_editor(options["editor"]),
                dry_run=options["dry_run"],
            )
        except BrokenCalendar as broken:
            lines = [f"line {fault.line}: {fault.text}" if fault.line else fault.text for fault in broken.faults]
            raise CommandError("Nothing was imported.\n" + "\n".join(lines)) from broken
        except OSError as error:
            raise CommandError(str(error)) from error
        for row in rows:
            self.stdout.write(f"line {row.line}: {row.title}: {row.outcome.label} {row.detail}".rstrip())


def _section(slug: str) -> int:
    found = list(SectionPage.objects.filter(slug=slug).order_by("path").values_list("pk", flat=True)[:1])
    if not found:
        raise CommandError(f"There is no section with the slug {slug!r}.")
    return found[0]


def _editor(email: str) -> User:
    try:
        return User.objects.get(email__iexact=email, is_active=True)
    except User.DoesNotExist as error:
        raise CommandError(f"Nobody here has the address {email!r}.") from error
