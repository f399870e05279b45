"""The words kept are those of the files that are public, each read once."""

import io
from collections.abc import Iterable

import pytest

from cms.outbox.failures import NotNow
from cms.outbox.models import OutboxEntry
from cms.outbox.worker import drain
from search.attachments import sources
from search.attachments.models import FileText, Refusal
from search.attachments.queries import behind, texts_of
from search.attachments.services import everything_to_follow, follow, read_later
from search.attachments.sources import PublicFile, register_files
from search.documents import SearchDocument
from search.engines.protocol import EngineFailure
from search.handlers import read_files, read_what_was_missed
from tests.search.texts import Library, document

from . import files

pytestmark = pytest.mark.django_db


class Drawer:
    """Public files a test puts in and takes out; counts how often one is opened."""

    def __init__(self) -> None:
        self.files: dict[int, PublicFile] = {}
        self.opened = 0

    def put(self, pk: int, text: str, *, thing: int = 1, digest: str = "") -> None:
        def stream() -> io.BytesIO:
            self.opened += 1
            return io.BytesIO(text.encode())

        self.files[pk] = PublicFile(thing, pk, digest or text, "plik.txt", stream)

    def __call__(self, pks: Iterable[int] | None) -> Iterable[PublicFile]:
        wanted = None if pks is None else set(pks)
        return [file for file in self.files.values() if wanted is None or file.pk_of_thing in wanted]


class Archive(Library):
    """A library whose books have the words of their files."""

    def __init__(self, drawer: Drawer) -> None:
        super().__init__()
        self.drawer = drawer

    def documents(self, pks: Iterable[int]) -> Iterable[SearchDocument]:
        words = texts_of(self.name, self.drawer(list(pks)))
        return [document(pk, attachments=words.get(pk, "")) for pk in pks if pk in self.shelf]


@pytest.fixture
def drawer(monkeypatch: pytest.MonkeyPatch) -> Drawer:
    monkeypatch.setattr(sources, "_files", {})
    made = Drawer()
    register_files("library", made)
    return made


def words() -> dict[int, str]:
    return dict(FileText.objects.values_list("file", "text"))


def test_file_is_read_once(drawer: Drawer) -> None:
    drawer.put(5, "Regulamin świetlicy")
    follow(source="library", pk=1)
    follow(source="library", pk=1)
    assert (words(), drawer.opened) == ({5: "Regulamin świetlicy"}, 1)


def test_new_content_of_a_file_is_read_again(drawer: Drawer) -> None:
    drawer.put(5, "Stary regulamin")
    follow(source="library", pk=1)
    drawer.put(5, "Nowy regulamin")
    follow(source="library", pk=1)
    assert words() == {5: "Nowy regulamin"}


def test_words_of_a_file_that_is_public_no_more_are_erased(drawer: Drawer) -> None:
    drawer.put(5, "Regulamin")
    follow(source="library", pk=1)
    drawer.files.clear()
    follow(source="library", pk=1)
    assert words() == {}


def test_file_without_text_is_kept_with_its_reason(drawer: Drawer) -> None:
    drawer.files[5] = files.public(files.scanned_pdf(), "skan.pdf", pk=5)
    follow(source="library", pk=1)
    assert FileText.objects.get().refusal == Refusal.EMPTY
    assert behind("library", [1]) == set()


def test_file_that_was_missing_is_looked_for_again_at_night(drawer: Drawer) -> None:
    drawer.files[1] = files.lost()
    follow(source="library", pk=1)
    drawer.files[1] = files.public(b"Odnaleziony", "plik.txt")
    assert everything_to_follow() == {"library": {1}}
    follow(source="library", pk=1)
    assert words() == {1: "Odnaleziony"}


def test_words_are_given_only_for_the_very_files_that_are_public(drawer: Drawer) -> None:
    drawer.put(5, "Jawny")
    drawer.put(6, "Ukryty")
    follow(source="library", pk=1)
    assert texts_of("library", [drawer.files[5]]) == {1: "Jawny"}
    drawer.put(5, "Jawny", digest="another content")
    assert texts_of("library", [drawer.files[5]]) == {}


def test_only_things_with_something_to_do_are_noted_down(drawer: Drawer, django_assert_num_queries) -> None:
    for pk in range(5):
        drawer.put(pk, f"Plik {pk}", thing=pk)
    follow(source="library", pk=3)
    read_later(source="library", pks=range(9))
    noted = OutboxEntry.objects.filter(topic="search.read_files").values_list("payload", flat=True)
    assert sorted(row["pk"] for row in noted) == [0, 1, 2, 4]
    with django_assert_num_queries(1):
        behind("library", range(9))


def test_source_without_files_costs_one_query_and_does_nothing(db: None, django_assert_num_queries) -> None:
    with django_assert_num_queries(1):
        assert behind("attic", [1]) == set()
    follow(source="attic", pk=1)


def test_nobody_registers_files_of_a_source_twice(drawer: Drawer) -> None:
    with pytest.raises(ValueError, match="library"):
        register_files("library", drawer)


@pytest.fixture
def archive(monkeypatch: pytest.MonkeyPatch, library: Library, drawer: Drawer) -> Archive:
    made = Archive(drawer)
    monkeypatch.setattr("search.sources._sources", {"library": made})
    made.add(document(1))
    return made


def test_words_follow_the_file_into_the_index_and_out_of_it(archive: Archive, drawer: Drawer, index) -> None:
    from search.services import refresh_later

    def found() -> list[str]:
        refresh_later("library", 1)
        drain()
        return sorted(index.lexicon.beginning_with("swietlic", 5))

    drawer.put(5, "Regulamin świetlicy")
    assert found() == ["świetlicy"]
    drawer.files.clear()
    assert found() == []
    assert words() == {}


def test_words_wait_for_an_engine_that_is_away(archive: Archive, drawer: Drawer, index, monkeypatch) -> None:
    drawer.put(5, "Regulamin świetlicy")
    with monkeypatch.context() as away:
        away.setattr("search.services.engine", lambda: (_ for _ in ()).throw(EngineFailure("away")))
        with pytest.raises(NotNow):
            read_files(source="library", pk=1)
    read_files(source="library", pk=1)
    assert index.lexicon.beginning_with("swietlic", 5) == ("świetlicy",)


def test_files_that_were_public_before_anybody_read_them_are_read_at_night(archive: Archive, drawer: Drawer) -> None:
    drawer.put(5, "Regulamin świetlicy")
    read_what_was_missed()
    drain()
    assert words() == {5: "Regulamin świetlicy"}
