"""Writes one page of a bundle in all its languages, or nothing of it."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from uuid import UUID

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from wagtail.models import Page, Revision
from wagtail_localize.models import TranslationSource

from accounts.models import User

from .describing import Describer
from .files_in import FilesIn
from .files_out import FilesOut
from .form import digest_of
from .models import ImportedPage, ImportRun
from .pages_in import add_draft, bare, new_page, parent_of, restrict, settle, store
from .planning import Group, Plan
from .problems import Notes, Refused
from .records import Record
from .references import FRONT
from .resolving import Resolver
from .translations_in import begin, finish, put_on_list, snapshot, take_address, write_texts
from .truth import keep_changed_at, keep_truth
from .writing import Writer, note_errors

Before = Mapping[str, ImportedPage | None]


class StaysOut(Exception):
    """Nothing of the page was written; its problems say why."""


class GroupWriter:
    """Writes pages for one run of an import."""

    def __init__(self, plan: Plan, files: FilesIn, run: ImportRun, *, actor: User, overwrite: bool) -> None:
        self._plan, self._files, self._run, self._actor, self._overwrite = plan, files, run, actor, overwrite
        self.resolver = Resolver(files, plan.uuid, self._announce)
        self._describer = Describer(FilesOut(None, Notes("", 0)))
        self._fresh: list[tuple[tuple[UUID, str], int]] = []
        self._snapshots: dict[UUID, TranslationSource] = {}
        self.announced: dict[str, int] = {}
        self.out: set[str] = {key for key, group in plan.groups.items() if group.problems}

    def write(self, group: Group, before: Before) -> bool:
        """Write the page and say whether it had to be. Raises ``StaysOut``; ``group.problems`` then says why."""
        notes: list[Notes] = []
        try:
            with self._whole():
                if self._is_there_already(group, before):
                    self._remember(group, is_complete=True)
                    return False
                self._records(group, before, notes)
                self._remember(group, is_complete=not any(note.found for note in notes))
        finally:
            group.problems += [problem for note in notes for problem in note.found]
        return True

    @contextmanager
    def _whole(self) -> Iterator[None]:
        """Take back rows, files and what is remembered of them when the page stays out."""
        self._fresh, self._snapshots = [], {}
        announced = dict(self.announced)
        try:
            with self._files.kept(), transaction.atomic():
                yield
        except BaseException:
            self._forget(0)
            self.announced = announced
            raise

    def _is_there_already(self, group: Group, before: Before) -> bool:
        """Say whether the site has all of it. Raises ``StaysOut`` when somebody's work would be lost."""
        present = {record["language"]: digest_of(record) for record in self._describer.records(group.uuid)}
        if all(present.get(language) == entry.digest for language, entry in group.entries.items()):
            return True
        if not self._overwrite:
            for language, entry in group.entries.items():
                if language in present and not self._is_ours(group, language, before[language], present[language]):
                    group.error(entry, "conflict", _conflict())
        if group.problems:
            raise StaysOut
        return False

    def _is_ours(self, group: Group, language: str, row: ImportedPage | None, digest: str) -> bool:
        """Say whether nobody has worked on the page but imports and the site itself."""
        pk = self.resolver.pages[group.uuid, language]
        row = row or ImportedPage.objects.filter(page_id=pk).first()
        if row is not None:
            return row.state == digest
        return not Revision.page_revisions.filter(object_id=str(pk), user__isnull=False).exists()

    def _records(self, group: Group, before: Before, notes: list[Notes]) -> None:
        for record in self._plan.records(group):
            row = before[record.language]
            if row and row.record == record.digest and not record.is_source:
                continue  # only its source changed: to write it again would say that it says the same
            notes.append(record.notes)
            try:
                self._record(record)
            except Refused as error:
                record.notes.error(error.code, error)
            except ValidationError as error:
                note_errors(error, record.notes)
            except PermissionDenied:
                record.notes.error("permission", _("You may not publish here. Ask an administrator to import it."))
            _check(record)

    def _record(self, record: Record) -> None:
        writer = Writer(self.resolver, record.notes, record.uuid)
        owner = record.given.get("owner")
        owner_pk = self.resolver.find(User, owner, record.notes) if owner else None
        if record.is_source or record.given.get("translation", {}) is None:
            page = self._own_text(record, writer)
        else:
            page = self._translation(record, writer)
        settle(page, record, owner_pk)

    def _own_text(self, record: Record, writer: Writer) -> Page:
        """Write a page that is no translation."""
        pk = self.resolver.pages.get((record.uuid, record.language))
        page = new_page(record, self.resolver) if pk is None else self._present(pk, record)
        _fill(writer, page, record)
        parent = parent_of(record, self.resolver) if pk is None else None
        page = store(page, record, writer, actor=self._actor, parent=parent)
        self._register(page, record)
        restrict(page, record)
        keep_changed_at(page, record)
        _check(record)
        return page

    def _translation(self, record: Record, writer: Writer) -> Page:
        source = self._snapshot(record)
        put_on_list(source, record, self.resolver.locales[record.language])
        original, pk = source.as_instance(), self.resolver.pages.get((record.uuid, record.language))
        page = new_page(record, self.resolver) if pk is None else self._present(pk, record)
        if pk is None:
            begin(page, original, record)
        _fill(writer, page, record)
        write_texts(source, record, page, original, actor=self._actor)
        parent = parent_of(record, self.resolver) if pk is None else None
        page = store(page, record, writer, actor=self._actor, parent=parent)
        self._register(page, record)
        finish(page, source)
        restrict(page, record)
        keep_truth(page, record, source, actor=self._actor)
        _check(record)
        return page

    def _present(self, pk: int, record: Record) -> Page:
        """Return the page of the site, moved where the record has it."""
        page = Page.objects.get(pk=pk).specific
        if type(page) is not record.type:
            text = _("On the site this page is a “%(type)s”. The type of a page cannot change: give it another key.")
            raise Refused("type", text % {"type": type(page)._meta.label})
        if record.key != FRONT and record.parent:
            parent = parent_of(record, self.resolver)
            if page.get_parent().pk != parent.pk:
                page.move(parent, pos="last-child", user=self._actor)
                page = Page.objects.get(pk=pk).specific
        return take_address(page, record.content.get("slug", ""))

    def _snapshot(self, record: Record) -> TranslationSource:
        """Return the texts translators have of the source: the page itself, or what the bundle says they had."""
        if record.uuid in self._snapshots:
            return self._snapshots[record.uuid]
        page = Page.objects.filter(
            translation_key=record.uuid, locale__language_code=settings.LANGUAGE_CODE, alias_of__isnull=True
        ).first()
        if page is None:
            text = _("The page it translates is neither in the bundle nor on the site. Add it in the source language.")
            raise Refused("no_source", text)
        page = page.specific if page.live else page.get_latest_revision_as_object()
        first = next(self._plan.records(self._plan.groups[record.key]))
        if first.is_source and (submitted := first.given.get("submitted")):
            Writer(self.resolver, record.notes, record.uuid).fill(page, submitted)
        self._snapshots[record.uuid] = snapshot(page)
        return self._snapshots[record.uuid]

    def _register(self, page: Page, record: Record) -> None:
        name = (record.uuid, record.language)
        if self.resolver.pages.get(name) != page.pk:
            self.resolver.pages[name] = page.pk
            self._fresh.append((name, page.pk))

    def _forget(self, before: int) -> None:
        """Drop what was registered since: a rollback has taken the rows away."""
        for name, pk in self._fresh[before:]:
            self.resolver.pages.pop(name, None)
            self._describer.names.pages.pop(pk, None)
            self.announced = {key: page for key, page in self.announced.items() if page != pk}
        del self._fresh[before:]

    def _remember(self, group: Group, *, is_complete: bool) -> None:
        """Note what the bundle said and what the page is now; a page that lacks something is tried again next time."""
        self.announced.pop(group.key, None)
        for record in self._describer.records(group.uuid):
            if entry := group.entries.get(record["language"]):
                ImportedPage.objects.update_or_create(
                    page_id=self.resolver.pages[group.uuid, entry.language],
                    defaults={
                        "run": self._run,
                        "record": entry.digest if is_complete else "",
                        "state": digest_of(record),
                    },
                )

    def _announce(self, key: str) -> int | None:
        """Make an empty draft of a page whose turn has not come, because another points at it."""
        group = self._plan.groups.get(key)
        if group is None or settings.LANGUAGE_CODE not in group.entries or group.problems or key in self.out:
            return None
        record = next(self._plan.records(group))
        page, before = new_page(record, self.resolver), len(self._fresh)
        Writer(self.resolver, Notes("", 0), record.uuid).fill(page, bare(record))
        try:
            with transaction.atomic():
                add_draft(parent_of(record, self.resolver), page, actor=self._actor)
        except (Refused, ValidationError, IntegrityError):
            self._forget(before)
            return None
        self._register(page, record)
        self.announced[key] = page.pk
        state = digest_of(self._describer.records(group.uuid)[0])
        ImportedPage.objects.create(page=page, run=self._run, record="", state=state)
        return int(page.pk)


def _fill(writer: Writer, page: Page, record: Record) -> None:
    writer.fill(page, record.content)
    if page.pk:  # pages announced meanwhile may stand below it
        page.refresh_from_db(fields=["path", "depth", "numchild"])
    _check(record)


def _check(record: Record) -> None:
    if record.notes.has_errors:
        raise StaysOut


def _conflict() -> str:
    return _(
        "Somebody has changed this page on the site since it was imported, or wrote it there. It was left alone. "
        "Compare both and import again with --overwrite if the bundle is right."
    )
