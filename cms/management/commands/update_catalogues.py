from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from cms.catalogues import can_extract, extract


class Command(BaseCommand):
    """Collect the translatable texts of the code into locale/."""

    help = "Collect the translatable texts of the code into locale/."
    requires_system_checks = ()

    def handle(self, *args: object, **options: object) -> None:
        if not can_extract():
            raise CommandError("This needs GNU gettext (Debian: apt-get install gettext).")
        extract(Path(settings.LOCALE_PATHS[0]).parent)
