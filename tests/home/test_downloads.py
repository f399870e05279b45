"""Which documents the search knows: those that a public page offers and that anybody may have."""

from collections.abc import Callable
from uuid import uuid4

import pytest
from django.core.files.base import ContentFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.documents.models import Document
from wagtail.models import Collection, CollectionViewRestriction, Page

from cms.blocks.body import body_from
from home.downloads import DownloadSource, files_of_downloads
from home.models import NewsPage
from search.attachments.models import FileText
from search.attachments.services import follow

pytestmark = pytest.mark.django_db


def upload(title: str = "Regulamin", text: str = "Zasady świetlicy", **fields: object) -> Document:
    return Document.objects.create(title=title, file=ContentFile(text.encode(), f"{uuid4().hex}.txt"), **fields)


def linking(*documents: Document):
    links = " ".join(f'<a id="{row.pk}" linktype="document">plik</a>' for row in documents)
    return body_from([{"type": "paragraph", "value": f"<p>{links}</p>"}])


def of(*rows: Document):
    return list(DownloadSource().documents([row.pk for row in rows]))


def test_document_is_found_by_its_title_and_its_words(write_news: Callable[..., NewsPage]) -> None:
    row = upload()
    write_news(body=linking(row))
    follow(source="documents", pk=row.pk)
    document = of(row)[0]
    assert (document.kind, document.language, document.title) == ("document", "pl", "Regulamin")
    assert document.attachments == "Zasady świetlicy"
    assert Client().get(document.url).status_code == 200
    assert list(DownloadSource().all_pks()) == [row.pk]
    assert set(DownloadSource().kind_labels()) == set(DownloadSource().kinds)


def test_document_that_no_public_page_links_is_not_found(write_news: Callable[..., NewsPage]) -> None:
    alone, drafted, gone = upload(), upload(), upload()
    write_news(body=linking(drafted), live=False)
    write_news("Stara", body=linking(gone)).unpublish()
    assert of(alone, drafted, gone) == []
    assert list(files_of_downloads(None)) == []


def test_document_in_a_restricted_collection_or_below_it_is_not_found(write_news: Callable[..., NewsPage]) -> None:
    secret = Collection.get_first_root_node().add_child(name="Poufne")
    row = upload(collection=secret.add_child(name="Umowy"))
    write_news(body=linking(row))
    assert len(of(row)) == 1
    CollectionViewRestriction.objects.create(collection=secret, restriction_type=CollectionViewRestriction.LOGIN)
    assert of(row) == []
    assert Client().get(row.url).status_code != 200


def test_document_is_in_the_language_of_the_page_that_offers_it(
    write_news: Callable[..., NewsPage], translate: Callable[..., Page]
) -> None:
    both, translated_only = upload(), upload()
    news = write_news(body=linking(both))
    page = translate(news, "uk", title="Зустріч")
    page.body = linking(both, translated_only)
    page.save_revision().publish()
    assert {document.pk: document.language for document in of(both, translated_only)} == {
        both.pk: "pl", translated_only.pk: "uk",
    }  # fmt: skip


def test_document_that_was_linked_once_is_affected_by_the_page_that_links_it_no_more(
    write_news: Callable[..., NewsPage],
) -> None:
    row = upload()
    news = write_news(body=linking(row))
    follow(source="documents", pk=row.pk)
    assert DownloadSource().affected_by("pages", news.pk) == [row.pk]
    news.body = body_from([])
    news.save_revision().publish()
    assert DownloadSource().affected_by("pages", news.pk) == [row.pk]
    follow(source="documents", pk=row.pk)
    assert not FileText.objects.exists()


def test_many_documents_take_as_many_queries_as_few(write_news: Callable[..., NewsPage]) -> None:
    rows = [upload(f"Regulamin {number}") for number in range(6)]
    write_news(body=linking(*rows[:3]))
    write_news("Druga", body=linking(*rows[3:]))
    of(*rows)
    counts = []
    for some in (rows[:1], rows):
        with CaptureQueriesContext(connection) as queries:
            of(*some)
        counts.append(len(queries))
    assert counts[0] == counts[1]
