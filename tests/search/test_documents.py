"""Identity and fingerprint of a document."""

import pytest

from search import analysis, documents
from search.documents import parts_of

from .texts import document


def test_id_can_be_taken_apart() -> None:
    assert parts_of(document(7).id) == ("library", 7)


@pytest.mark.parametrize(
    "change", [{"title": "Inny"}, {"body": "Inny"}, {"language": "uk"}, {"kind": "map"}, {"keywords": ("x",)}]
)
def test_digest_follows_what_is_indexed(change: dict[str, object]) -> None:
    assert document(1, **change).digest != document(1).digest  # type: ignore[arg-type]


def test_digest_does_not_depend_on_the_address_which_follows_the_reader() -> None:
    assert document(1, url="/uk/x/").digest == document(1, url="/pl/x/").digest


def test_another_way_of_reading_words_changes_every_digest(monkeypatch: pytest.MonkeyPatch) -> None:
    before = document(1).digest
    monkeypatch.setattr(documents, "ANALYZER_VERSION", analysis.ANALYZER_VERSION + 1)
    assert document(1).digest != before
