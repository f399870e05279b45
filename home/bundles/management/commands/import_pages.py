from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.management.base import BaseCommand, CommandError

from accounts.models import User
from home.bundles.importing import Outcome, import_bundle
from home.bundles.problems import BundleRefused, Problem, as_csv, as_json


class Command(BaseCommand):
    help = (
        "Bring pages with translations, images, documents and redirects in from a bundle. An interrupted import goes "
        "on when it is run again. Exit code 0: all came in; 1: something stayed out; 2: nothing could be read."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("bundle", type=Path, help="a folder, a .zip file, or a single pages.csv")
        parser.add_argument("--by", required=True, metavar="E-MAIL", help="the editor in whose name pages are written")
        parser.add_argument("--dry-run", action="store_true", help="do everything and take it back")
        parser.add_argument(
            "--overwrite", action="store_true", help="also change pages that somebody has changed since"
        )
        parser.add_argument("--report", type=Path, help="write the problems to this .csv or .json file")

    def handle(self, *args: Any, **options: Any) -> None:
        actor = User.objects.filter(email__iexact=options["by"], is_active=True).first()
        if actor is None:
            raise CommandError(f"Nobody here has the address {options['by']}. Name an editor with --by.", returncode=2)
        tell = self.stdout.write if options["verbosity"] else lambda line: None
        try:
            outcome = import_bundle(
                options["bundle"],
                actor=actor,
                dry_run=options["dry_run"],
                overwrite=options["overwrite"],
                tell=tell,
            )
        except BundleRefused as error:
            self._report(error.problems, options["report"])
            raise CommandError("Nothing was imported.", returncode=2) from error
        except PermissionDenied as error:
            raise CommandError(f"{actor.email} may not publish in every language.", returncode=2) from error
        self._report(outcome.problems, options["report"])
        self.stdout.write(_summary(outcome))
        if outcome.has_errors:
            raise CommandError("Not everything came in; the reasons stand above.", returncode=1)

    def _report(self, problems: "list[Problem] | tuple[Problem, ...]", path: Path | None) -> None:
        for problem in problems:
            self.stderr.write(f"{problem.place}: {problem.weight}: {problem.text} [{problem.code}]")
        if path:
            text = as_json(problems) if path.suffix == ".json" else as_csv(problems)
            path.write_text(text, encoding="utf-8")


def _summary(outcome: Outcome) -> str:
    done = f"{outcome.written} pages written, {outcome.unchanged} unchanged, {outcome.refused} refused."
    return f"Dry run, nothing was kept: {done}" if outcome.is_dry_run else done
