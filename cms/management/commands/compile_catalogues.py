from django.core.management.base import BaseCommand

from cms.catalogues import compile_stale


class Command(BaseCommand):
    """Compile the catalogues that changed; needs no GNU gettext."""

    help = "Compile the catalogues in locale/ whose source is newer than the compiled file."
    requires_system_checks = ()

    def handle(self, *args: object, **options: object) -> None:
        for catalogue in compile_stale():
            self.stdout.write(f"Compiled the catalogue of {catalogue.language}.")
