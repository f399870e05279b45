"""What a reader is given."""

import pytest
from pytest_django import Settings

from search.engines.protocol import Engine
from search.queries import find
from search.services import rebuild

from .texts import Library, document

pytestmark = pytest.mark.django_db


@pytest.fixture
def filled(library: Library) -> Library:
    library.add(*(document(pk, f"Dotacja {pk}", "Wniosek o dotację.") for pk in range(1, 26)))
    rebuild()
    return library


def test_finding_is_marked_and_labelled(filled: Library) -> None:
    finding = find("dotacje", user_language="pl").findings[0]
    assert finding.title.startswith("<mark>Dotacja</mark>")
    assert finding.excerpt == "Wniosek o <mark>dotację</mark>."
    assert (finding.kind_label, finding.language_label) == ("Books", "polski")


def test_what_stopped_being_public_is_not_shown_even_before_the_index_knows(filled: Library) -> None:
    shown = find("dotacja 7", user_language="pl").findings
    assert shown[0].document.pk == 7
    del filled.shelf[7]
    pks = [finding.document.pk for finding in find("dotacja 7", user_language="pl").findings]
    assert 7 not in pks
    assert len(set(pks)) == len(pks) == 9


def test_text_shown_is_the_present_one(filled: Library) -> None:
    filled.add(document(7, "Dotacja 7 odwołana"))
    assert "odwołana" in find("dotacja 7", user_language="pl").findings[0].title


def test_documents_of_a_source_that_is_gone_vanish(filled: Library, index: Engine) -> None:
    index.put([document(1, "Dotacja na strychu", source="attic")])
    sources_shown = {finding.document.source for finding in find("dotacja strych", user_language="pl").findings}
    assert sources_shown == {"library"}


@pytest.mark.parametrize("per_page", [1, 5, 20])
def test_each_source_is_read_once_however_many_hits(filled: Library, per_page: int) -> None:
    filled.reads = 0
    assert len(find("dotacja", user_language="pl", per_page=per_page).findings) == per_page
    assert filled.reads == 1


def test_pages_add_up_to_all_hits(filled: Library) -> None:
    pages = [find("dotacja", user_language="pl", page=number) for number in (1, 2, 3)]
    assert [len(page.findings) for page in pages] == [10, 10, 5]
    assert len({finding.document.pk for page in pages for finding in page.findings}) == 25
    assert pages[1].page_obj.has_next()
    assert not pages[2].page_obj.has_next()


def test_page_after_the_last_is_the_last(filled: Library) -> None:
    found = find("dotacja", user_language="pl", page=99999)
    assert found.page_obj.number == 3
    assert len(found.findings) == 5


def test_engine_that_does_not_answer_degrades_the_search(filled: Library, settings: Settings) -> None:
    from search.engines import engine

    path = settings.SEARCH_ENGINE["OPTIONS"]["path"]
    engine.cache_clear()
    for each in path.parent.glob("search.sqlite3*"):
        each.unlink()
    path.write_bytes(b"broken" * 1000)
    found = find("dotacja", user_language="pl")
    assert found.is_degraded
    assert found.findings == ()


def test_empty_query_finds_nothing_without_an_error(filled: Library) -> None:
    found = find("   ", user_language="pl")
    assert (found.total, found.is_degraded) == (0, False)
