"""A new process reads what searches need before the first reader asks."""

import pytest
from django.conf import settings

from cms.warming import _steps
from search import warming
from search.engines import engine
from search.engines.protocol import Engine

from .texts import Library, document

pytestmark = pytest.mark.django_db


def test_processes_that_serve_read_ahead() -> None:
    assert warming.read_ahead in _steps


def test_reading_ahead_asks_in_every_language_of_the_site() -> None:
    assert set(warming._QUESTIONS) == {code for code, _name in settings.LANGUAGES}


def test_words_of_the_index_are_in_memory_after_reading_ahead(library: Library, index: Engine) -> None:
    index.put([document(1, "Karta")])
    warming.read_ahead()
    assert engine().lexicon._vocabulary.close_to("krata", 1) == ("karta",)  # type: ignore[attr-defined]
