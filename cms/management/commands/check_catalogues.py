import os

from django.core.management.base import BaseCommand, CommandError

from cms.catalogues import can_extract, problems

SHOWN = 40


class Command(BaseCommand):
    """Fail when a text of the code lacks a translation, or a translation lacks its text."""

    help = "Compare the catalogues in locale/ with the texts of the code."
    requires_system_checks = ()

    def handle(self, *args: object, **options: object) -> None:
        if not can_extract():
            if os.environ.get("CI"):
                raise CommandError("GNU gettext is missing, and CI must compare the catalogues.")
            self.stderr.write("SKIPPED: comparing catalogues needs GNU gettext (Debian: apt-get install gettext).")
            return
        found = list(problems())
        for problem in found[:SHOWN]:
            self.stderr.write(problem)
        if found:
            raise CommandError(f"{len(found)} problems in the catalogues. `make messages` collects new texts.")
