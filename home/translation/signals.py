"""The one place that listens to sources and translations becoming public."""

from typing import Any

from django.db.models.signals import post_delete, post_save
from wagtail.models import Page, TranslatableMixin
from wagtail.signals import page_published

from . import records
from .following import follow_page, follow_snippet
from .rights import translatable_snippets


def _page_published(instance: Page, revision: Any = None, **kwargs: Any) -> None:
    if instance.depth == 1 or instance.alias_of_id:
        return
    if records.is_source(instance):
        is_minor = getattr(instance, "is_minor_edit", False)
        if is_minor:  # it was said of this publication only
            type(instance)._default_manager.filter(pk=instance.pk).update(is_minor_edit=False)
        follow_page(instance, is_minor=is_minor)
    else:
        records.note_translation(instance, revision=revision, by=revision and revision.user)


def _row_saved(instance: Any, raw: bool = False, **kwargs: Any) -> None:
    if raw or not _is_translated_snippet(instance):
        return
    if records.is_source(instance):
        follow_snippet(instance)
    else:
        records.note_translation(instance)


def _row_deleted(instance: Any, **kwargs: Any) -> None:
    if isinstance(instance, Page) or _is_translated_snippet(instance):
        records.forget(instance)


def _is_translated_snippet(instance: Any) -> bool:
    """Say whether this is a thing of its own that people translate, rather than a page or a part of one."""
    is_candidate = isinstance(instance, TranslatableMixin) and not isinstance(instance, Page)
    return is_candidate and type(instance) in translatable_snippets()


def connect() -> None:
    """Start listening; called once at start-up."""
    page_published.connect(_page_published, dispatch_uid="translation.page_published")
    post_save.connect(_row_saved, dispatch_uid="translation.saved")
    post_delete.connect(_row_deleted, dispatch_uid="translation.deleted")
