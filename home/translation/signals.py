"""The one place that listens to sources and translations becoming public."""

from typing import Any

from django.db.models.signals import post_delete, post_save
from wagtail.models import DraftStateMixin, Page, TranslatableMixin
from wagtail.signals import page_published, published
from wagtail.snippets.models import get_snippet_models

from . import records
from .following import follow_page, follow_snippet


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


def _snippet_public(instance: TranslatableMixin, revision: Any = None) -> None:
    if records.is_source(instance):
        follow_snippet(instance)
    else:
        records.note_translation(instance, revision=revision, by=revision and revision.user)


def _snippet_published(instance: Any, revision: Any = None, **kwargs: Any) -> None:
    if _is_translated_snippet(instance) and instance.live:
        _snippet_public(instance, revision)


def _row_saved(instance: Any, raw: bool = False, **kwargs: Any) -> None:
    if not raw and _is_translated_snippet(instance) and not isinstance(instance, DraftStateMixin):
        _snippet_public(instance)


def _row_deleted(instance: Any, **kwargs: Any) -> None:
    if isinstance(instance, Page) or _is_translated_snippet(instance):
        records.forget(instance)


def _is_translated_snippet(instance: Any) -> bool:
    """Say whether this is a thing of its own that people translate, rather than a page or a part of one."""
    return (
        isinstance(instance, TranslatableMixin)
        and not isinstance(instance, Page)
        and type(instance) in get_snippet_models()
    )


def connect() -> None:
    """Start listening; called once at start-up."""
    page_published.connect(_page_published, dispatch_uid="translation.page_published")
    published.connect(_snippet_published, dispatch_uid="translation.published")
    post_save.connect(_row_saved, dispatch_uid="translation.saved")
    post_delete.connect(_row_deleted, dispatch_uid="translation.deleted")
