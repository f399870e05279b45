"""Catalogues of the interface."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path

import polib
import pytest
from django.apps import apps
from django.conf import settings as site_settings
from django.utils.translation import gettext, override

from cms.catalogues import forget_loaded_catalogues, languages


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


@cache
def texts(path: Path) -> dict[tuple[str | None, str], polib.POEntry]:
    entries = polib.pofile(str(path)) if path.exists() else []
    return {(entry.msgctxt, entry.msgid): entry for entry in entries}


@pytest.mark.parametrize("language", languages())
def test_everything_wagtail_says_is_translated_by_wagtail_or_by_us(language: str) -> None:
    ours = texts(Path(site_settings.LOCALE_PATHS[1]) / language / "LC_MESSAGES" / "django.po")
    missing = [
        msgid
        for app in apps.get_app_configs()
        if app.name.startswith(("wagtail.", "wagtail_localize"))
        for theirs in [texts(Path(app.path) / f"locale/{language}/LC_MESSAGES/django.po")]
        for (context, msgid), english in texts(Path(app.path) / "locale/en/LC_MESSAGES/django.po").items()
        if not english.obsolete and (context, msgid) not in theirs and (context, msgid) not in ours
    ]
    assert missing == []


@pytest.mark.parametrize("language", languages())
def test_what_we_say_for_wagtail_is_asked_for_and_whole(language: str) -> None:
    ours = polib.pofile(str(Path(site_settings.LOCALE_PATHS[1]) / language / "LC_MESSAGES" / "django.po"))
    asked = {
        key
        for app in apps.get_app_configs()
        if app.name.startswith("wagtail")
        for key in texts(Path(app.path) / "locale/en/LC_MESSAGES/django.po")
    }
    assert [entry.msgid for entry in ours if (entry.msgctxt, entry.msgid) not in asked] == []
    assert ours.untranslated_entries() == ours.fuzzy_entries() == []
