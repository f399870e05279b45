import io
from argparse import ArgumentParser
from collections import Counter
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from search.concepts.files import Entry, FaultyFile, read_all, read_folder
from search.concepts.importing import Line, Outcome, Present
from search.concepts.queries import all_keys
from search.concepts.services import import_concepts, load_shipped


class Command(BaseCommand):
    """Loads concepts from a file, a folder of files, or what is shipped; safe to repeat."""

    help = "Add concepts to the dictionary: those that are shipped, or those of a CSV file or a folder of such files."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Say where from, and what becomes of concepts that differ."""
        parser.add_argument("path", nargs="?", type=Path, help="a CSV file or a folder; without it, what is shipped")
        parser.add_argument("--overwrite", action="store_true", help="also make concepts that differ as in the file")
        parser.add_argument("--dry-run", action="store_true", help="only say what would become of each concept")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            lines = _lines(options["path"], options["overwrite"], options["dry_run"])
        except OSError as error:
            raise CommandError(f"{options['path']} cannot be read: {error.strerror}") from error
        except UnicodeDecodeError as error:
            raise CommandError(f"{options['path']} is not in UTF-8. Save it as CSV in UTF-8.") from error
        except FaultyFile as faulty:
            raise CommandError(f"Nothing was loaded.\n{faulty}") from faulty
        if options["dry_run"] or options["verbosity"] > 1:
            for line in lines:
                self.stdout.write("; ".join((f"{line.entry.key}: {line.outcome}", *line.differences)))
        self.stdout.write(_summary(lines))


def _lines(path: Path | None, overwrite: bool, dry_run: bool) -> list[Line]:
    if path is None:
        return load_shipped(overwrite=overwrite, dry_run=dry_run)
    present = Present.OVERWRITE if overwrite else Present.KEEP
    return import_concepts(incoming=_read(path), actor=None, present=present, dry_run=dry_run)


def _read(path: Path) -> list[Entry]:
    if path.is_dir():
        return read_folder(path, known=all_keys())
    return read_all({path.name: io.StringIO(path.read_text("utf-8"), newline="")}, known=all_keys())


def _summary(lines: list[Line]) -> str:
    counts = Counter(line.outcome for line in lines)
    return f"{len(lines)} concepts: " + ", ".join(f"{counts[each]} {each}" for each in Outcome) + "."
