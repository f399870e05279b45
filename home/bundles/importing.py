"""Brings a bundle of pages in: each page with its languages and pictures whole or not at all.

An interrupted import is simply run again: what came in already and has not changed since is passed over. Whatever an
editor changed after an import is left alone unless the person says otherwise.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Page, Revision
from wagtail_localize.models import TranslationSource

from accounts.models import User
from home.services import create_page, ensure_site

from .describing import Describer, digest_of
from .files_in import FilesIn
from .files_out import FilesOut
from .models import ImportedPage, ImportRun
from .opening import opened
from .ordering import put_in_order
from .pages_in import new_page, parent_of, restrict, settle, store
from .planning import Entry, Group, Plan
from .problems import Notes, Problem, Refused, Weight
from .records import Record
from .redirects_in import bring_redirects
from .references import FRONT
from .resolving import Resolver
from .translations_in import snapshot, take_address, target_of, write_texts
from .writing import Writer, note_errors

Tell = Callable[[str], object]
_EVERY = 25


@dataclass
class Outcome:
    """What an import did, or would have done."""

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


class _Out(Exception):
    """A page stays out; its notes say why."""


def import_bundle(
    path: Path, *, actor: User, dry_run: bool = False, overwrite: bool = False, tell: Tell = lambda line: None
) -> Outcome:
    """Import a folder, a zip file or a table of pages and say what became of each page.

    A dry run does all of it and takes it back. Raises ``BundleRefused`` when the bundle cannot be read at all and
    ``PermissionDenied`` when the person may not publish in every language.
    """
    with opened(path) as bundle:
        front = ensure_site()
        _refuse_strangers(front, actor)
        plan = Plan(bundle, front.translation_key)
        files = FilesIn(bundle, actor)
        work = _Import(plan, files, actor, overwrite, tell)
        if not dry_run:
            return work.run(bundle.digest)
        try:
            with files.kept(), transaction.atomic():
                work.run(bundle.digest)
                raise _Rehearsed
        except _Rehearsed:
            work.outcome.is_dry_run = True
            return work.outcome


def _refuse_strangers(front: Page, actor: User) -> None:
    for page in front.get_translations(inclusive=True):
        may = page.permissions_for_user(actor)
        if not (may.can_publish_subpage() and may.can_add_subpage()):
            raise PermissionDenied


class _Import:
    """One run of an import."""

    def __init__(self, plan: Plan, files: FilesIn, actor: User, overwrite: bool, tell: Tell) -> None:
        self.outcome = Outcome(problems=[*plan.problems, *files.problems])
        self._plan, self._files, self._actor, self._overwrite, self._tell = plan, files, actor, overwrite, tell
        self._resolver = Resolver(files, plan.uuid, self._announce)
        self._describer = Describer(FilesOut(None, Notes("", 0)))
        self._out: set[str] = {key for key, group in plan.groups.items() if group.problems}
        self._fresh: list[tuple[tuple[UUID, str], int]] = []
        self._announced: dict[str, int] = {}
        self._written: list[Group] = []
        self._run: ImportRun | None = None

    def run(self, digest: str) -> Outcome:
        """Write the pages in order, then their order among others, then the redirects."""
        self._run = ImportRun.objects.create(digest=digest, source=self._plan.source[:200], actor=self._actor)
        self.outcome.refused = len(self._out - {group.key for group in self._plan.order})
        known = self._known()
        for count, group in enumerate(self._plan.order, 1):
            self._take(group, known)
            if count % _EVERY == 0:
                self._tell(_("%(done)s of %(all)s pages") % {"done": count, "all": len(self._plan.order)})
        with transaction.atomic():
            self._withdraw_announced()
            put_in_order(self._written, self._resolver, actor=self._actor)
        self.outcome.problems += bring_redirects(
            self._plan.bundle, self._resolver, overwrite=self._overwrite, actor=self._actor
        )
        self.outcome.problems += self._files.unused()
        self.outcome.problems.sort()
        self._close_run()
        return self.outcome

    def _close_run(self) -> None:
        assert self._run  # noqa: S101 - made by run()
        self._run.finished_at = timezone.now()
        self._run.written, self._run.unchanged = self.outcome.written, self.outcome.unchanged
        self._run.refused = self.outcome.refused
        self._run.save()

    def _known(self) -> dict[tuple[UUID, str], ImportedPage]:
        rows = ImportedPage.objects.select_related("page__locale")
        return {(row.page.translation_key, row.page.locale.language_code): row for row in rows}

    def _take(self, group: Group, known: dict[tuple[UUID, str], ImportedPage]) -> None:
        before = {language: known.get((group.uuid, language)) for language in group.entries}
        if self._stays_out(group):
            self.outcome.refused += 1
            self._out.add(group.key)
        elif all(row and row.record == group.entries[language].digest for language, row in before.items()):
            self.outcome.unchanged += 1
        elif self._write(group, before):
            self.outcome.written += 1
            self._written.append(group)

    def _stays_out(self, group: Group) -> bool:
        above = group.first.parent
        if above in self._out and group.key not in self._out:
            text = _("The page above, “%(parent)s”, was not imported, so this one was not either. Correct that one first.")
            group.error(group.first, "parent_out", text % {"parent": above})
            self.outcome.problems.append(group.problems[-1])
        return bool(group.problems) or group.key in self._out

    def _write(self, group: Group, before: dict[str, ImportedPage | None]) -> bool:
        """Write a page in all its languages, or nothing of it; says whether it was written."""
        notes: list[Notes] = []
        try:
            with self._whole(group):
                if self._is_there_already(group, before):
                    self.outcome.unchanged += 1
                    return False
                written = self._group(group, notes)
                self._remember(group, written, is_complete=not any(note.found for note in notes))
        except _Out:
            self._out.add(group.key)
            self.outcome.refused += 1
            return False
        finally:
            self.outcome.problems += [problem for note in notes for problem in note.found]
        return True

    @contextmanager
    def _whole(self, group: Group) -> Iterator[None]:
        """Take back rows, files and what is remembered of them when the page stays out."""
        self._fresh = []
        announced = dict(self._announced)
        try:
            with self._files.kept(), transaction.atomic():
                yield
        except BaseException:
            for name, pk in self._fresh:
                self._resolver.pages.pop(name, None)
                self._describer.names.pages.pop(pk, None)
            self._announced = announced
            raise

    def _is_there_already(self, group: Group, before: dict[str, ImportedPage | None]) -> bool:
        """Say whether the site has all of it. Raises ``_Out`` when somebody's work would be lost."""
        present = {record["language"]: record for record in self._describer.records(group.uuid)}
        digests = {language: digest_of(record) for language, record in present.items()}
        is_same = all(digests.get(language) == entry.digest for language, entry in group.entries.items())
        if is_same and present.keys() >= group.entries.keys():
            self._remember(group, [], is_complete=True)
            return True
        if not self._overwrite:
            for language, entry in group.entries.items():
                if language in present and not self._is_ours(group, before[language], language, digests[language]):
                    self._refuse_conflict(group, entry)
        if group.problems:
            raise _Out
        return False

    def _is_ours(self, group: Group, row: ImportedPage | None, language: str, digest: str) -> bool:
        """Say whether nobody has worked on the page but imports and the site itself."""
        if row is None:
            row = ImportedPage.objects.filter(
                page__translation_key=group.uuid, page__locale__language_code=language
            ).first()
        if row is not None:
            return row.state == digest
        page = self._resolver.pages.get((group.uuid, language))
        revisions = Revision.page_revisions.filter(object_id=str(page))
        return not revisions.filter(user__isnull=False).exists()

    def _refuse_conflict(self, group: Group, entry: Entry) -> None:
        text = _(
            "Somebody has changed this page on the site since it was imported, or wrote it there. It was left alone. "
            "Compare both and import again with --overwrite if the bundle is right."
        )
        group.error(entry, "conflict", text)
        self.outcome.problems.append(group.problems[-1])

    def _group(self, group: Group, notes: list[Notes]) -> list[Page]:
        written: list[Page] = []
        for record in self._plan.records(group):
            notes.append(record.notes)
            try:
                written.append(self._record(record, written))
            except Refused as error:
                record.notes.error(error.code, error)
            except ValidationError as error:
                note_errors(error, record.notes)
            except PermissionDenied:
                record.notes.error("permission", _("You may not publish here. Ask an administrator to import it."))
            if record.notes.has_errors:
                raise _Out
        return written

    def _record(self, record: Record, written: list[Page]) -> Page:
        writer = Writer(self._resolver, record.notes, record.uuid)
        owner = record.given.get("owner")
        owner_pk = self._resolver.find(User, owner, record.notes) if owner else None
        original = None if record.is_source else self._original(record)
        if original is not None and record.given.get("translation", {}) is not None:
            page = self._translation(record, writer, original, written)
        else:
            page = self._own_text(record, writer)
        settle(page, record, owner_pk)
        return page

    def _original(self, record: Record) -> Page | None:
        page = Page.objects.filter(
            translation_key=record.uuid, locale__language_code=settings.LANGUAGE_CODE, alias_of__isnull=True
        ).first()
        if page is None and record.given.get("translation", {}) is not None:
            text = _("The page it translates is neither in the bundle nor on the site. Add it in the source language.")
            raise Refused("no_source", text)
        return page and page.specific

    def _own_text(self, record: Record, writer: Writer) -> Page:
        """Write a page that is no translation."""
        pk = self._resolver.pages.get((record.uuid, record.language))
        if pk is None:
            page, parent = new_page(record, self._resolver), parent_of(record, self._resolver)
        else:
            page, parent = self._present(pk, record), None
        self._fill(writer, page, record)
        page = store(page, record, writer, actor=self._actor, parent=parent)
        self._register(page, record)
        restrict(page, record)
        self._check(record)
        return page

    def _present(self, pk: int, record: Record) -> Page:
        """Return the page of the site, moved where the record has it."""
        page = Page.objects.get(pk=pk).specific
        if type(page) is not record.type:
            text = _("On the site this page is a “%(type)s”. The type of a page cannot change: give it another key.")
            raise Refused("type", text % {"type": type(page)._meta.label})
        if record.key != FRONT and record.parent and "parent" in record.given:
            parent = parent_of(record, self._resolver)
            if page.get_parent().pk != parent.pk:
                page.move(parent, pos="last-child", user=self._actor)
                page = Page.objects.get(pk=pk).specific
        slug = record.content.get("slug", "")
        return take_address(page, slug) if not page.get_children_count() else page

    def _translation(self, record: Record, writer: Writer, original: Page, written: list[Page]) -> Page:
        locale = self._resolver.locales[record.language]
        source = self._snapshot(record, original, written)
        page = target_of(source, record, locale, actor=self._actor)
        self._register(page, record)
        page = self._present(page.pk, record)
        self._fill(writer, page, record)
        write_texts(source, record, page, source.as_instance(), actor=self._actor)
        page = store(page, record, writer, actor=self._actor)
        restrict(page, record)
        self._check(record)
        return page

    def _snapshot(self, record: Record, original: Page, written: list[Page]) -> TranslationSource:
        """Return the texts translators have of the source: the page itself, or what the bundle says they had."""
        group = self._plan.groups[record.key]
        if getattr(group, "snapshot", None):
            return group.snapshot
        page = original if original.live else original.get_latest_revision_as_object()
        if settings.LANGUAGE_CODE in group.entries:
            submitted = next(self._plan.records(group)).given.get("submitted", {})
            Writer(self._resolver, record.notes, record.uuid).fill(page, submitted)
        group.snapshot = snapshot(page)
        return group.snapshot

    def _fill(self, writer: Writer, page: Page, record: Record) -> None:
        writer.fill(page, record.content)
        self._check(record)

    def _check(self, record: Record) -> None:
        if record.notes.has_errors:
            raise _Out

    def _register(self, page: Page, record: Record) -> None:
        name = (record.uuid, record.language)
        if self._resolver.pages.get(name) != page.pk:
            self._resolver.pages[name] = page.pk
            self._fresh.append((name, page.pk))
        self._announced.pop(record.key, None)

    def _remember(self, group: Group, written: list[Page], *, is_complete: bool) -> None:
        """Note what the bundle said and what the page is now; a page that lacks something is tried again next time."""
        now = {record["language"]: digest_of(record) for record in self._describer.records(group.uuid)}
        for language, entry in group.entries.items():
            told = {"run": self._run, "record": entry.digest if is_complete else "", "state": now[language]}
            pk = self._resolver.pages[group.uuid, language]
            ImportedPage.objects.update_or_create(page_id=pk, defaults=told)

    def _announce(self, key: str) -> int | None:
        """Make an empty draft of a page whose turn has not come, because another points at it."""
        group = self._plan.groups.get(key)
        entry = group and group.entries.get(settings.LANGUAGE_CODE)
        if group is None or entry is None or group.problems or key in self._out:
            return None
        record = next(self._plan.records(group))
        try:
            with transaction.atomic():
                page = new_page(record, self._resolver)
                page.title, page.slug = record.content["title"], record.content.get("slug", "")
                create_page(parent_of(record, self._resolver), page, actor=self._actor)
        except (Refused, ValidationError):
            return None
        self._register(page, record)
        self._announced[key] = page.pk
        state = digest_of(self._describer.records(group.uuid)[0])
        ImportedPage.objects.create(page=page, run=self._run, record="", state=state)
        return int(page.pk)

    def _withdraw_announced(self) -> None:
        """Take back the empty drafts of pages that did not come in."""
        for page in Page.objects.filter(pk__in=self._announced.values(), live=False).order_by("-depth"):
            if not page.get_children_count():
                page.delete()
