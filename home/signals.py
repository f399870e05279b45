"""The one place that listens to pages: what the search must read again, and privacy that covers translations."""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import ProtectedError
from django.db.models.signals import m2m_changed, post_delete, post_save, pre_delete
from django.http import HttpRequest
from wagtail.documents import get_document_model
from wagtail.models import Collection, CollectionViewRestriction, Page, PageViewRestriction, Revision
from wagtail.signals import page_published, page_slug_changed, page_unpublished, post_page_move

from city.models import ContactPoint, Place, Topic
from cms.outbox.services import record
from cms.pages import BasePage
from search.services import refresh_later

from .calls.models import Call, CallDeadline, DeadlineExtension
from .calls.reading.pages import pages_of
from .calls.services import publish_call
from .downloads import COLLECTIONS
from .downloads import NAME as DOWNLOADS
from .facts import carry_single_dates
from .fragments.queries import pages_with
from .models import CallPage, Fragment, NewsPage
from .page_news import note_change, note_publication
from .pictures import pictures_of
from .points import pages_naming
from .privacy import mirror
from .queries import pages_about

SEARCH_SOURCE = "pages"


@transaction.atomic
def _refresh(pages: Iterable[int]) -> None:
    for pk in pages:
        refresh_later(SEARCH_SOURCE, pk)


def _with_descendants(page: Page) -> Iterable[int]:
    return list(page.get_descendants(inclusive=True).values_list("pk", flat=True))


def _page_changed(instance: Page, **kwargs: Any) -> None:
    _refresh([instance.pk])


def _page_published(instance: Page, revision: Revision | None = None, **kwargs: Any) -> None:
    carry_single_dates(instance)
    if revision is None or not any(pictures_of(instance)):
        return
    with transaction.atomic():
        record("home.renditions", key=str(revision.pk), page_id=instance.pk)


def _source_published(instance: Page, revision: Revision | None = None, **kwargs: Any) -> None:
    """Have followers told of a change that is more than a slip; who just translates changes nothing for them."""
    is_source = instance.locale.language_code == settings.LANGUAGE_CODE and not instance.alias_of_id
    if not is_source or revision is None or not isinstance(instance, BasePage):
        return
    if not instance.is_minor_edit:
        note_change(instance)
    if isinstance(instance, NewsPage):
        note_publication(instance)


def _call_published(instance: Page, revision: Revision | None = None, **kwargs: Any) -> None:
    """Let a call become public with its page. The signal does not say who pressed the button, only who wrote last."""
    if isinstance(instance, CallPage) and instance.locale.language_code == settings.LANGUAGE_CODE:
        publish_call(call_id=instance.call_id, actor=revision.user if revision else None)


def _addresses_changed(instance: Page, **kwargs: Any) -> None:
    _refresh(_with_descendants(instance))


def _page_moved(instance: Page, **kwargs: Any) -> None:
    mirror(instance)
    _addresses_changed(instance)


def _page_deleted(sender: type, instance: Any, **kwargs: Any) -> None:
    if isinstance(instance, BasePage):
        _refresh([instance.pk])


def _restriction_saved(instance: PageViewRestriction, **kwargs: Any) -> None:
    mirror(instance.page)
    _addresses_changed(instance.page)


def _restriction_groups_changed(instance: Any, action: str, **kwargs: Any) -> None:
    if isinstance(instance, PageViewRestriction) and action.startswith("post_"):
        mirror(instance.page)


def _restriction_deleted(instance: PageViewRestriction, origin: Any, **kwargs: Any) -> None:
    if _only_the_restriction(origin):
        mirror(instance.page)
        _addresses_changed(instance.page)


def _only_the_restriction(origin: Any) -> bool:
    """Say whether privacy was lifted; a restriction that goes with its page must not open the translations."""
    return isinstance(origin, PageViewRestriction) or getattr(origin, "model", None) is PageViewRestriction


def _topic_changed(instance: Topic, **kwargs: Any) -> None:
    _refresh(pages_about(instance))


def _fragment_saved(instance: Fragment, **kwargs: Any) -> None:
    _refresh(pages_with([instance]).values_list("pk", flat=True))


def _fragment_about_to_go(instance: Fragment, **kwargs: Any) -> None:
    if pages := set(pages_with([instance])):
        raise ProtectedError(f"The text {instance.code!r} is still shown on pages.", pages)


def _point_changed(instance: ContactPoint | Place, **kwargs: Any) -> None:
    _refresh(pages_naming(instance))


def _call_changed(instance: Call, **kwargs: Any) -> None:
    _refresh(pages_of([instance.pk]))


def _deadline_changed(instance: CallDeadline, **kwargs: Any) -> None:
    _refresh(pages_of([instance.call_id]))


def _deadline_extended(instance: DeadlineExtension, **kwargs: Any) -> None:
    _deadline_changed(instance.deadline)


def _topics_of_call_changed(instance: Any, action: str, **kwargs: Any) -> None:
    if isinstance(instance, Call) and action.startswith("post_"):
        _call_changed(instance)


@transaction.atomic
def _document_changed(instance: Any, **kwargs: Any) -> None:
    refresh_later(DOWNLOADS, instance.pk)


@transaction.atomic
def note_moved_documents(request: HttpRequest, action_type: str, objects: Iterable[Any], action: Any) -> None:
    """Note documents that were put into another collection together: that sends no signal."""
    for instance in objects:
        if isinstance(instance, get_document_model()):
            refresh_later(DOWNLOADS, instance.pk)


@transaction.atomic
def _collection_saved(instance: Collection, created: bool, **kwargs: Any) -> None:
    """Note a collection that may be moved next: moving sends no signal, but the admin saves it before."""
    if not created:
        refresh_later(COLLECTIONS, instance.pk)


@transaction.atomic
def _collection_restricted(instance: CollectionViewRestriction, **kwargs: Any) -> None:
    refresh_later(COLLECTIONS, instance.collection_id)


def connect() -> None:
    """Start listening; called once at start-up."""
    page_published.connect(_page_changed, dispatch_uid="home.published")
    page_published.connect(_page_published, dispatch_uid="home.facts_and_pictures")
    page_published.connect(_source_published, dispatch_uid="home.followers")
    page_published.connect(_call_published, dispatch_uid="home.call_published")
    page_unpublished.connect(_page_changed, dispatch_uid="home.unpublished")
    page_slug_changed.connect(_addresses_changed, dispatch_uid="home.slug_changed")
    post_page_move.connect(_page_moved, dispatch_uid="home.moved")
    post_delete.connect(_page_deleted, dispatch_uid="home.deleted")
    post_save.connect(_restriction_saved, sender=PageViewRestriction, dispatch_uid="home.restricted")
    post_delete.connect(_restriction_deleted, sender=PageViewRestriction, dispatch_uid="home.unrestricted")
    for signal in (post_save, post_delete):
        signal.connect(_document_changed, sender=get_document_model(), dispatch_uid="home.document")
        signal.connect(_collection_restricted, sender=CollectionViewRestriction, dispatch_uid="home.restriction")
    post_save.connect(_collection_saved, sender=Collection, dispatch_uid="home.collection")
    for signal in (post_save, pre_delete):
        signal.connect(_topic_changed, sender=Topic, dispatch_uid="home.topic")
        signal.connect(_point_changed, sender=ContactPoint, dispatch_uid="home.contact")
        signal.connect(_point_changed, sender=Place, dispatch_uid="home.place")
    post_save.connect(_call_changed, sender=Call, dispatch_uid="home.call")
    post_save.connect(_deadline_extended, sender=DeadlineExtension, dispatch_uid="home.extension")
    for signal in (post_save, post_delete):
        signal.connect(_deadline_changed, sender=CallDeadline, dispatch_uid="home.deadline")
    m2m_changed.connect(_topics_of_call_changed, sender=Call.topics.through, dispatch_uid="home.topics_of_call")
    post_save.connect(_fragment_saved, sender=Fragment, dispatch_uid="home.fragment_saved")
    pre_delete.connect(_fragment_about_to_go, sender=Fragment, dispatch_uid="home.fragment_deleted")
    m2m_changed.connect(
        _restriction_groups_changed, sender=PageViewRestriction.groups.through, dispatch_uid="home.restriction_groups"
    )
