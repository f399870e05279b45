"""Documents that public pages offer, as the search knows them."""

from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from typing import Any

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from wagtail.documents import get_document_model
from wagtail.models import Collection, CollectionViewRestriction, Page, ReferenceIndex

from search.attachments.queries import kept_of, texts_of
from search.attachments.sources import PublicFile
from search.documents import SearchDocument

from .documents import PageSource, public_pages

NAME, COLLECTIONS = "documents", "collections"
LONGEST_DIGEST = 64
KIND_LABELS: Mapping[str, str | Promise] = {"document": _("document")}


class DownloadSource:
    """Documents in open collections that a public page links, in the language of that page.

    A document that no public page links is not found: somebody may have put it there for later.
    """

    name = NAME
    kinds = ("document",)
    follows = (PageSource.name, COLLECTIONS)

    def affected_by(self, name: str, pk: int) -> Iterable[int]:
        """Return what lies in a collection; or what a page links, with what no public page links any more."""
        if name == COLLECTIONS:
            return _in_collection(pk)
        linked = set(_links().filter(object_id=str(pk)).values_list("to_object_id", flat=True))
        return sorted({int(key) for key in linked} | (kept_of(NAME) - set(self.all_pks())))

    def kind_labels(self) -> Mapping[str, str | Promise]:
        """Return how the kind is called."""
        return KIND_LABELS

    def state_labels(self) -> Mapping[str, str | Promise]:
        """Return nothing: documents have no states."""
        return {}

    def all_pks(self) -> Iterable[int]:
        """Return the keys of the documents that anybody may have and some page offers."""
        languages = _languages()
        return list(_open().filter(pk__in=languages).order_by("pk").values_list("pk", flat=True))

    def documents(self, pks: Iterable[int]) -> Iterator[SearchDocument]:
        """Yield those that are public now. A constant number of queries."""
        languages = _languages(pks)
        rows = list(_open().filter(pk__in=languages))
        words = texts_of(NAME, map(_file, rows))
        for row in rows:
            yield SearchDocument(
                source=NAME,
                kind="document",
                pk=row.pk,
                language=languages[row.pk],
                title=row.title,
                attachments=words.get(row.pk, ""),
                keywords=(row.filename,),
                url=row.url,
                date=timezone.localdate(row.created_at),
            )


def files_of_downloads(pks: Iterable[int] | None) -> Iterable[PublicFile]:
    """Return the files of the documents that are public now: of these, or of all."""
    return map(_file, _open().filter(pk__in=_languages(pks)))


def _in_collection(pk: int) -> list[int]:
    """Return the keys of the documents in a collection and in those below it."""
    paths = Collection.objects.filter(pk=pk).values_list("path", flat=True)
    inside = [get_document_model().objects.filter(collection__path__startswith=path) for path in paths]
    return sorted(key for documents in inside for key in documents.values_list("pk", flat=True))


def _file(row: Any) -> PublicFile:
    digest = (row.file_hash or row.file.name)[-LONGEST_DIGEST:]
    return PublicFile(row.pk, row.pk, digest, row.filename, partial(row.file.open, "rb"))


def _open() -> "QuerySet[Any]":
    """Return the documents in collections that nobody restricted."""
    restricted = Q(pk__in=[])
    for path in CollectionViewRestriction.objects.values_list("collection__path", flat=True):
        restricted |= Q(collection__path__startswith=path)
    return get_document_model().objects.exclude(restricted)


def _languages(pks: Iterable[int] | None = None) -> Mapping[int, str]:
    """Return the language of each document that a public page links: the source language, if such a page does."""
    links = _links() if pks is None else _links().filter(to_object_id__in=[str(pk) for pk in pks])
    by_page: dict[int, set[int]] = {}
    for page, document in links.values_list("object_id", "to_object_id"):
        by_page.setdefault(int(page), set()).add(int(document))
    found: dict[int, str] = {}
    for page, language in public_pages().filter(pk__in=by_page).values_list("pk", "locale__language_code"):
        for document in by_page[page]:
            if document not in found or language == settings.LANGUAGE_CODE:
                found[document] = language
    return found


def _links() -> "QuerySet[ReferenceIndex]":
    """Return which page links which document."""
    types = ContentType.objects.get_for_models(Page, get_document_model())
    return ReferenceIndex.objects.filter(
        base_content_type=types[Page], to_content_type=types[get_document_model()]
    ).order_by("pk")
