from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from search.concepts.files import write
from search.concepts.queries import entries


class Command(BaseCommand):
    """Writes the dictionary as CSV, which load_concepts and search_eval read."""

    help = "Write the dictionary of concepts as CSV to a file, or to the standard output."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Say where to, and which concepts."""
        parser.add_argument("path", nargs="?", type=Path, help="the file; without it, the standard output")
        parser.add_argument("--topic", default="", help="only concepts of this field of life")

    def handle(self, *args: Any, **options: Any) -> None:
        topic = options["topic"]
        concepts = [entry for entry in entries() if not topic or entry.topic == topic]
        text = write(concepts)
        if options["path"] is None:
            self.stdout.write(text, ending="")
            return
        try:
            options["path"].write_text(text, "utf-8", newline="")
        except OSError as error:
            raise CommandError(f"{options['path']} cannot be written: {error.strerror}") from error
        self.stdout.write(f"{len(concepts)} concepts are in {options['path']}.")
