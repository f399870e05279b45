"""Brings a bundle of pages in: each page with its languages and pictures whole or not at all.

An interrupted import is simply run again: what came in already and has not changed since is passed over. Whatever an
editor changed after an import is left alone unless the person says otherwise.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Page

from accounts.models import User
from home.services import ensure_site

from .files_in import FilesIn
from .groups_in import GroupWriter, StaysOut
from .models import ImportedPage, ImportRun
from .opening import Opened, opened
from .ordering import put_in_order
from .planning import Group, Plan
from .problems import Problem, Weight
from .redirects_in import bring_redirects

Tell = Callable[[str], object]
_EVERY = 25


@dataclass
class Outcome:
    """What an import did, or would have done; ``problems`` stand in the order of the bundle."""

    written: int = 0
    unchanged: int = 0
    refused: int = 0
    problems: list[Problem] = field(default_factory=list)
    is_dry_run: bool = False

    @property
    def has_errors(self) -> bool:
        """Say whether anything stayed out."""
        return any(problem.weight == Weight.ERROR for problem in self.problems)


class _Rehearsed(Exception):
    """Takes everything back at the end of a dry run."""


def import_bundle(
    path: Path, *, actor: User, dry_run: bool = False, overwrite: bool = False, tell: Tell = lambda line: None
) -> Outcome:
    """Import a folder, a zip file or a table of pages and say what became of each page.

    A dry run does all of it and takes it back. Raises ``BundleRefused`` when the bundle cannot be read at all and
    ``PermissionDenied`` when the person may not publish in every language.
    """
    with opened(path) as bundle:
        files = FilesIn(bundle, actor)
        if not dry_run:
            return _Import(bundle, files, actor, overwrite, tell).run()
        try:
            with files.kept(), transaction.atomic():
                outcome = _Import(bundle, files, actor, overwrite, tell).run()
                raise _Rehearsed
        except _Rehearsed:
            outcome.is_dry_run = True
            return outcome


class _Import:
    """One run of an import."""

    def __init__(self, bundle: Opened, files: FilesIn, actor: User, overwrite: bool, tell: Tell) -> None:
        front = ensure_site()
        _refuse_strangers(front, actor)
        self._bundle, self._files, self._actor, self._overwrite, self._tell = bundle, files, actor, overwrite, tell
        self._plan = Plan(bundle, front.translation_key)
        self._run = ImportRun.objects.create(digest=bundle.digest, source=self._plan.source[:200], actor=actor)
        self._writer = GroupWriter(self._plan, files, self._run, actor=actor, overwrite=overwrite)
        self._outcome = Outcome()
        self._written: list[Group] = []

    def run(self) -> Outcome:
        """Write the pages in order, then their order among others, then the redirects."""
        known = _known()
        for count, group in enumerate(self._plan.order, 1):
            self._take(group, known)
            if count % _EVERY == 0:
                self._tell(_("%(done)s of %(all)s pages") % {"done": count, "all": len(self._plan.order)})
        with transaction.atomic():
            self._withdraw_announced()
            put_in_order(self._written, self._writer.resolver, actor=self._actor)
        redirects = bring_redirects(self._bundle, self._writer.resolver, overwrite=self._overwrite)
        found = [problem for group in self._plan.groups.values() for problem in group.problems]
        self._outcome.problems = sorted(
            {*self._plan.problems, *self._files.problems, *found, *redirects, *self._files.unused()}
        )
        self._close()
        return self._outcome

    def _take(self, group: Group, known: dict[tuple[UUID, str], ImportedPage]) -> None:
        before = {language: known.get((group.uuid, language)) for language in group.entries}
        if all(row and row.record == group.entries[language].digest for language, row in before.items()):
            self._outcome.unchanged += 1
            return
        try:
            self._refuse_below_refused(group)
            if self._writer.write(group, before):
                self._outcome.written += 1
                self._written.append(group)
            else:
                self._outcome.unchanged += 1
        except StaysOut:
            self._writer.out.add(group.key)

    def _refuse_below_refused(self, group: Group) -> None:
        if group.first.parent in self._writer.out:
            text = _(
                "The page above, “%(parent)s”, was not imported, so this one was not either. Correct that one first."
            )
            group.error(group.first, "parent_out", text % {"parent": group.first.parent})
        if any(problem.weight == Weight.ERROR for problem in group.problems):
            raise StaysOut

    def _withdraw_announced(self) -> None:
        """Take back the empty drafts of pages that did not come in."""
        for page in Page.objects.filter(pk__in=self._writer.announced.values(), live=False).order_by("-depth"):
            if not page.get_children_count():
                page.delete()

    def _close(self) -> None:
        self._outcome.refused = len(self._writer.out)
        self._run.finished_at = timezone.now()
        self._run.written, self._run.unchanged = self._outcome.written, self._outcome.unchanged
        self._run.refused = self._outcome.refused
        self._run.save()


def _known() -> dict[tuple[UUID, str], ImportedPage]:
    rows = ImportedPage.objects.select_related("page__locale")
    return {(row.page.translation_key, row.page.locale.language_code): row for row in rows}


def _refuse_strangers(front: Page, actor: User) -> None:
    for page in front.get_translations(inclusive=True):
        may = page.permissions_for_user(actor)
        if not (may.can_publish_subpage() and may.can_add_subpage()):
            raise PermissionDenied
