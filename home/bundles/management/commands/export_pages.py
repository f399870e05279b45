from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from wagtail.models import Page

from home.bundles.exporting import export
from home.bundles.problems import Refused


class Command(BaseCommand):
    help = "Write pages with translations, images, documents and redirects into a bundle (a folder or a .zip file)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("bundle", type=Path, help="the folder or .zip file to write; must not exist yet")
        parser.add_argument(
            "--section", default="", help="only this page and all below it: its path, such as /poradnik/"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        section = _page_at(options["section"]) if options["section"] else None
        try:
            done = export(options["bundle"], section=section, tell=self.stdout.write)
        except Refused as error:
            raise CommandError(str(error)) from error
        for problem in done.problems:
            self.stderr.write(f"{problem.place}: {problem.text}")
        self.stdout.write(f"{options['bundle']}: {done.pages} pages, {done.records} records.")


def _page_at(path: str) -> Page:
    """Return the page of the source language at a path as readers see it, without the language."""
    home = Page.objects.filter(depth=2, locale__language_code=settings.LANGUAGE_CODE).first()
    tail = "".join(f"{part}/" for part in path.strip("/").split("/") if part)
    page = home and Page.objects.filter(url_path=f"{home.url_path}{tail}").first()
    if page is None:
        raise CommandError(
            f"There is no page at {path!r}. Give the path as it stands in the address, such as /poradnik/."
        )
    return page
