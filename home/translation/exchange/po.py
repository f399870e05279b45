"""Gettext PO, as wagtail-localize writes it, with the languages named in its head."""

from tempfile import NamedTemporaryFile

import polib
from django.utils.translation import gettext as _
from wagtail_localize.models import Translation

from .delivered import Delivered, Text, UnreadableFile

KEY = "X-WagtailLocalize-TranslationID"
SOURCE, TARGET = "X-Source-Language", "Language"


def write(translation: Translation) -> bytes:
    """Return the catalogue of one translation, its present texts included."""
    catalogue = translation.export_po()
    catalogue.metadata[SOURCE] = translation.source.locale.language_code
    catalogue.metadata[TARGET] = translation.target_locale.language_code
    return str(catalogue).encode()


def read(content: bytes) -> list[Delivered]:
    """Return what the catalogue says. Raises ``UnreadableFile``."""
    catalogue = _parse(content)
    head = catalogue.metadata
    if KEY not in head:
        raise UnreadableFile(_("The file does not say which translation it belongs to. Keep its first entry."))
    texts = [
        Text(entry.msgctxt or "", entry.msgid, entry.msgstr, entry.fuzzy) for entry in catalogue if not entry.obsolete
    ]
    return [Delivered(head[KEY], head.get(SOURCE, ""), head.get(TARGET, ""), texts)]


def _parse(content: bytes) -> polib.POFile:
    """Read through a file: of a string polib would open the file it names, or tear lines at odd line ends."""
    try:
        content.decode("utf-8-sig")
        with NamedTemporaryFile(suffix=".po") as file:
            file.write(content)
            file.flush()
            return polib.pofile(file.name, encoding="utf-8")
    except (OSError, UnicodeDecodeError, ValueError) as error:  # polib raises OSError for what it does not understand
        raise UnreadableFile(_("This is not a PO file in UTF-8.")) from error
