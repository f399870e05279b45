"""In which state a translation is: computed each time from fingerprints of what is published, never stored."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db.models import Exists, OuterRef, Q, TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.models import Page, WorkflowState
from wagtail_localize.models import Translation

from cms.fallback import is_own_text
from cms.languages import target_languages

from .models import SourceState, TranslationRecord
from .progress import Progress, progress_of


class State(TextChoices):
    """How far the translation of one thing into one language is; the first that fits, from the top."""

    IN_REVIEW = "in_review", _("in review")
    OUTDATED = "outdated", _("outdated")
    UP_TO_DATE = "up_to_date", pgettext_lazy("translation", "up to date")
    MACHINE_TRANSLATED = "machine_translated", _("machine translation, not checked")
    IN_TRANSLATION = "in_translation", _("in translation")
    MISSING = "missing", _("missing")


OUTDATED_CAUTION = _("This translation is behind the original.")


@dataclass(frozen=True, kw_only=True)
class Status:
    """What is known of one thing in one language.

    ``is_live``: readers see this translation; otherwise, when the source is live, they see the marked source text.
    ``is_outdated``: they see a translation of what the source said before, also while a new one is in review.
    ``texts`` and ``words`` count the source, ``texts_left`` and ``words_left`` what has no translation yet,
    ``unchecked`` the texts that a machine wrote and nobody checked. ``since`` says when the state began to matter: when
    the source changed for what is outdated or missing, else when the translation was made.
    """

    key: UUID
    language: str
    state: State
    is_live: bool = False
    is_source_live: bool = False
    is_outdated: bool = False
    is_machine_made: bool = False
    texts: int = 0
    texts_left: int = 0
    words: int = 0
    words_left: int = 0
    unchecked: int = 0
    since: datetime | None = None
    target_pk: int | None = None
    translation_id: int | None = None

    @property
    def is_fallback_shown(self) -> bool:
        """Say whether readers of the language get the source text, marked as such."""
        return self.is_source_live and not self.is_live


def statuses(
    keys: Iterable[UUID], model: type[Any] = Page, languages: Sequence[str] = ()
) -> dict[tuple[UUID, str], Status]:
    """Return the state of each thing in each language into which it is translated; a constant number of queries.

    The keys are translation keys of pages, or of rows of the model of a snippet.
    """
    keys, languages = set(keys), languages or target_languages()
    known = _Known(keys, model, languages)
    return {(key, code): known.status(key, code) for key in keys for code in languages}


class _Known:
    """Everything the states of some things depend on, read at once."""

    def __init__(self, keys: set[UUID], model: type[Any], languages: Sequence[str]) -> None:
        here = {"translation_key__in": keys, "locale__language_code__in": languages}
        self.sources = {state.translation_key: state for state in SourceState.objects.filter(translation_key__in=keys)}
        self.live_sources = _live_sources(keys, model)
        self.targets = _targets(model, here)
        records = TranslationRecord.objects.filter(**here).select_related("locale")
        self.records = {(record.translation_key, record.locale.language_code): record for record in records}
        self.progress = _progress(keys, languages)
        self.reviewed = _in_review(model, [target.pk for target in self.targets.values()])

    def status(self, key: UUID, language: str) -> Status:
        target, progress = self.targets.get((key, language)), self.progress.get((key, language), _NOTHING)
        source, record = self.sources.get(key), self.records.get((key, language))
        is_live = bool(target and getattr(target, "live", True))
        is_outdated = is_live and not holds(record, source)
        return Status(
            key=key,
            language=language,
            state=self._state(target, is_live, is_outdated, progress),
            is_outdated=is_outdated,
            is_live=is_live,
            is_source_live=key in self.live_sources,
            is_machine_made=bool(is_live and record and record.is_machine_made),
            since=(record.at if record and is_live and not is_outdated else source.changed_at if source else None),
            target_pk=target.pk if target else None,
            **progress,
        )

    def _state(self, target: Any, is_live: bool, is_outdated: bool, progress: Mapping[str, Any]) -> State:
        if target and target.pk in self.reviewed:
            return State.IN_REVIEW
        if is_live:
            return State.OUTDATED if is_outdated else State.UP_TO_DATE
        if target and progress["unchecked"] and not progress["texts_left"]:
            return State.MACHINE_TRANSLATED
        if target and progress["texts_left"] < progress["texts"]:
            return State.IN_TRANSLATION
        return State.MISSING


def holds(record: TranslationRecord | None, source: SourceState | None) -> bool:
    """Say whether a published translation says what its source says; of an unpublished source nobody can tell."""
    return source is None or (record is not None and record.holds_for_id == source.current_id)


_NOTHING: dict[str, Any] = asdict(Progress()) | {"translation_id": None}


def _live_sources(keys: set[UUID], model: type[Any]) -> set[UUID]:
    rows = model._default_manager.filter(translation_key__in=keys, locale__language_code=settings.LANGUAGE_CODE)
    if hasattr(model, "live"):
        rows = rows.filter(live=True)
    return set(rows.values_list("translation_key", flat=True))


def _targets(model: type[Any], here: Mapping[str, Any]) -> dict[tuple[UUID, str], Any]:
    rows = model._default_manager.filter(**here).select_related("locale")
    if issubclass(model, Page):
        rows = rows.filter(is_own_text())
    return {(row.translation_key, row.locale.language_code): row for row in rows}


def _progress(keys: set[UUID], languages: Sequence[str]) -> dict[tuple[UUID, str], dict[str, Any]]:
    """Return by key and language how many texts and words there are, and how many are left; a query per language."""
    translations = Translation.objects.filter(
        source__object_id__in=keys, target_locale__language_code__in=languages, enabled=True
    ).values_list("source_id", "source__object_id", "target_locale__language_code", "pk")
    by_source: dict[str, dict[int, tuple[UUID, int]]] = defaultdict(dict)
    for source_id, key, language, pk in translations:
        by_source[language][source_id] = (key, pk)
    found = {}
    for language, sources in by_source.items():
        for source_id, progress in progress_of(sources, language).items():
            key, pk = sources[source_id]
            found[key, language] = asdict(progress) | {"translation_id": pk}
    return found


def _in_review(model: type[Any], pks: list[int]) -> set[int]:
    states = WorkflowState.objects.filter(
        status=WorkflowState.STATUS_IN_PROGRESS,
        base_content_type=ContentType.objects.get_for_model(model),
        object_id__in=[str(pk) for pk in pks],
    )
    return {int(pk) for pk in states.values_list("object_id", flat=True)}


def outdated(pages: Iterable[Page]) -> set[int]:
    """Return the keys of those translations among the pages that no longer say what their source says. One query."""
    pages = [page for page in pages if page.locale.language_code != settings.LANGUAGE_CODE]
    if not pages:
        return set()
    found = Page.objects.filter(is_outdated(), pk__in=[page.pk for page in pages])
    return set(found.values_list("pk", flat=True))


def is_outdated() -> Q:
    """Match translations that no longer say what their source says."""
    holds = TranslationRecord.objects.filter(
        translation_key=OuterRef("translation_key"),
        locale_id=OuterRef("locale_id"),
        holds_for_id__in=SourceState.objects.filter(translation_key=OuterRef("translation_key")).values("current_id"),
    )
    has_source = Exists(SourceState.objects.filter(translation_key=OuterRef("translation_key")))
    return ~Q(locale__language_code=settings.LANGUAGE_CODE) & Q(has_source) & ~Q(Exists(holds))
