"""From a page in one language to its record: what readers see, what waits as a draft, what translators have."""

from typing import Any
from uuid import UUID

from django.conf import settings
from wagtail.models import Page, PageViewRestriction, Revision
from wagtail_localize.models import StringSegment, StringTranslation, Translation, TranslationSource

from .fields import HEAD
from .reading import Content, Files, Reader, plain
from .references import FRONT, FRONT_DEPTH, Names
from .truth import Truths

Record = dict[str, Any]


class Describer:
    """Describes pages; what many of them share is asked once."""

    def __init__(self, files: Files, names: Names | None = None) -> None:
        self.names = names or Names()
        self._reader = Reader(self.names, files)
        self._positions: dict[tuple[int, str], dict[int, int]] = {}

    def records(self, key: UUID) -> list[Record]:
        """Return the records of a page in all its languages, the source first."""
        order = {code: at for at, (code, _name) in enumerate(settings.LANGUAGES)}
        own = Page.objects.filter(translation_key=key, alias_of__isnull=True)
        pages = [page for page in own.specific() if self.names.languages[page.locale_id] in order]
        pages.sort(key=lambda page: order[self.names.languages[page.locale_id]])
        source = TranslationSource.objects.filter(object_id=key, locale__language_code=settings.LANGUAGE_CODE).first()
        texts = _Texts(source) if source else None
        rules = PageViewRestriction.objects.filter(page__in=pages).prefetch_related("groups")
        privacy = {rule.page_id: _rule(rule) for rule in rules}
        truths = Truths(key)
        return [self._record(page, source, texts, truths) | {"privacy": privacy.get(page.pk)} for page in pages]

    def _record(self, page: Page, source: TranslationSource | None, texts: "_Texts | None", truths: Truths) -> Record:
        language = self.names.languages[page.locale_id]
        content, draft, is_scheduled = self._versions(page)
        record: Record = {
            "key": FRONT if page.depth == FRONT_DEPTH else str(page.translation_key),
            "language": language,
            "type": page._meta.label,
            "parent": self._parent(page),
            "position": self._position(page),
            "title": content["title"],
            "slug": content["slug"],
            "state": "live" if page.live else "scheduled" if is_scheduled else "draft",
            "owner": self._reader.reference(page._meta.get_field("owner").related_model, page.owner_id),
            "first_published_at": plain(page.first_published_at),
            "last_published_at": plain(page.last_published_at),
            "fields": {name: value for name, value in content.items() if name not in HEAD},
        }
        if draft:
            record |= {"draft": draft, "draft_scheduled": is_scheduled}
        if language == settings.LANGUAGE_CODE:
            record["changed_at"] = truths.changed_at
            if source and (submitted := _difference(content, self._reader.content(source.as_instance()))):
                record["submitted"] = submitted
        else:
            record["translation"] = texts and texts.of(page.locale_id)
            record["truth"] = truths.of(page.locale_id)
        return record

    def _versions(self, page: Page) -> tuple[Content, Content, bool]:
        """Return the text readers have, what a later draft changes in it, and whether that has a date.

        A page readers never had has one text, its latest.
        """
        latest: Revision | None = page.get_latest_revision() if not page.live or page.has_unpublished_changes else None
        content = self._reader.content(page)
        if latest is None:
            return content, {}, False
        later = self._reader.content(latest.as_object())
        is_scheduled = page.revisions.filter(approved_go_live_at__isnull=False).exists()
        if not page.live:
            return later, {}, is_scheduled
        return content, _difference(content, later), is_scheduled

    def _parent(self, page: Page) -> str | None:
        if page.depth <= FRONT_DEPTH:
            return None
        name = self.names.page(page.get_parent().pk) or ""
        return name.partition("/")[0]

    def _position(self, page: Page) -> int:
        """Return the place among the pages below the same one, counted from 1."""
        if page.depth <= FRONT_DEPTH:
            return 1
        above = page.path[: -page.steplen]
        key = (page.depth, above)
        if key not in self._positions:
            siblings = Page.objects.filter(depth=page.depth, path__startswith=above, alias_of__isnull=True)
            ordered = siblings.order_by("path").values_list("pk", flat=True)
            self._positions[key] = {pk: at for at, pk in enumerate(ordered, 1)}
        return self._positions[key].get(page.pk, 0)


def _rule(rule: PageViewRestriction) -> Content:
    found: Content = {"type": rule.restriction_type}
    if rule.restriction_type == PageViewRestriction.PASSWORD:
        found["password"] = rule.password
    if rule.restriction_type == PageViewRestriction.GROUPS:
        found["groups"] = sorted(group.name for group in rule.groups.all())
    return found


def _difference(before: Content, after: Content) -> Content:
    return {name: value for name, value in after.items() if before.get(name) != value}


class _Texts:
    """What translators have of a source page, in the order of its texts."""

    def __init__(self, source: TranslationSource) -> None:
        self._segments = list(
            StringSegment.objects.filter(source=source).order_by("order").select_related("string", "context")
        )
        rows = StringTranslation.objects.filter(
            translation_of__in={segment.string_id for segment in self._segments},
            context__in={segment.context_id for segment in self._segments},
        )
        self._given = {(row.locale_id, row.translation_of_id, row.context_id): row for row in rows}
        self._enabled = dict(Translation.objects.filter(source=source).values_list("target_locale_id", "enabled"))

    def of(self, locale: int) -> Content | None:
        """Return the texts of a language; None when the page was never before its translators."""
        if locale not in self._enabled:
            return None
        rows = [(it, self._given.get((locale, it.string_id, it.context_id))) for it in self._segments]
        return {"enabled": self._enabled[locale], "texts": [_text(it, row) for it, row in rows if row]}


def _text(segment: StringSegment, row: StringTranslation) -> Content:
    found: Content = {"path": segment.context.path, "source": segment.string.data, "text": row.data}
    is_unchecked = row.translation_type == StringTranslation.TRANSLATION_TYPE_MACHINE
    if is_unchecked or row.tool_name:
        found |= {"machine": row.tool_name or "unknown", "checked": not is_unchecked}
    return found
