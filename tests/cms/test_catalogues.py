"""Catalogues of the interface."""

from collections.abc import Iterator
from pathlib import Path

import polib
import pytest
from django.utils.translation import gettext, override

from cms.catalogues import forget_loaded_catalogues


@pytest.fixture
def own_catalogues(tmp_path: Path, settings) -> Iterator[Path]:
    before = settings.LOCALE_PATHS
    settings.LOCALE_PATHS = [tmp_path]
    forget_loaded_catalogues()
    yield tmp_path
    settings.LOCALE_PATHS = before
    forget_loaded_catalogues()


def test_catalogue_compiled_after_a_language_was_met_is_read(own_catalogues: Path) -> None:
    with override("uk"):
        assert gettext("Words nobody translated") == "Words nobody translated"
    catalogue = polib.POFile()
    catalogue.metadata = {"Content-Type": "text/plain; charset=utf-8"}
    catalogue.append(polib.POEntry(msgid="Words nobody translated", msgstr="Слова"))
    folder = own_catalogues / "uk" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    catalogue.save_as_mofile(str(folder / "django.mo"))
    forget_loaded_catalogues()
    with override("uk"):
        assert gettext("Words nobody translated") == "Слова"
