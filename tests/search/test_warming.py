"""A new process reads what searches need before the first reader asks."""

import pytest
from django.conf import settings

from search import warming
from search.engines import engine
from search.engines.protocol import Engine, EngineFailure

from .texts import Library, document

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _keep_the_connection(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(warming.connection, "close", lambda: None)  # the test needs it


def test_warming_up_asks_in_every_language_of_the_site() -> None:
    assert set(warming._QUESTIONS) == {code for code, _name in settings.LANGUAGES}


def test_words_of_the_index_are_in_memory_after_warming_up(library: Library, index: Engine) -> None:
    index.put([document(1, "Karta")])
    warming.warm_up()
    assert engine().lexicon._vocabulary.close_to("krata", 1) == ("karta",)  # type: ignore[attr-defined]


def test_engine_that_is_away_does_not_end_the_process(
    library: Library, index: Engine, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def away(*args: object, **options: object) -> None:
        raise EngineFailure("away")

    monkeypatch.setattr(type(index), "search", away)
    warming.warm_up()
    assert "EngineFailure" in caplog.text
