"""Which files we take, and how a file is recognised: its content decides, and its name must agree with it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import IO

from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from . import archives, pictures, portable, refusals, texts
from .names import extension_of
from .signatures import Signatures, signatures_of


@dataclass(frozen=True)
class Kind:
    """A kind of file we take."""

    name: str
    extensions: tuple[str, ...]
    mime: str
    label: str | Promise


KINDS: tuple[Kind, ...] = (
    Kind("pdf", ("pdf",), "application/pdf", "PDF"),
    Kind("docx", ("docx",), f"{archives.OOXML}.wordprocessingml.document", _("Word (docx)")),
    Kind("odt", ("odt",), f"{archives.ODF}.text", _("LibreOffice text (odt)")),
    Kind("xlsx", ("xlsx",), f"{archives.OOXML}.spreadsheetml.sheet", _("Excel (xlsx)")),
    Kind("ods", ("ods",), f"{archives.ODF}.spreadsheet", _("LibreOffice spreadsheet (ods)")),
    Kind("txt", ("txt",), "text/plain", _("plain text (txt)")),
    Kind("csv", ("csv",), "text/csv", "CSV"),
    Kind("jpeg", ("jpg", "jpeg"), "image/jpeg", "JPEG"),
    Kind("png", ("png",), "image/png", "PNG"),
    Kind("webp", ("webp",), "image/webp", "WebP"),
)
BY_NAME = {kind.name: kind for kind in KINDS}
BY_EXTENSION = {extension: kind for kind in KINDS for extension in kind.extensions}

# Each returns the name of a kind, None when the content is not its business, or refuses what is broken or dangerous.
_RECOGNISERS: tuple[Callable[[IO[bytes], Signatures], str | None], ...] = (
    portable.recognise,
    archives.recognise,
    pictures.recognise,
    texts.recognise,
)


def kind_of(file: IO[bytes], name: str) -> Kind:
    """Return the kind of a file, or raise ValidationError with a sentence that says how to mend it.

    Reads the file and leaves it at its beginning. Unpacks nothing, parses no XML, decodes no picture.
    """
    named = BY_EXTENSION.get(extension_of(name))
    if named is None:
        raise refusals.of_extension(extension_of(name), listing())
    try:
        found = _recognise(file)
    finally:
        file.seek(0)
    if found == named or (found.name == "txt" and named.name == "csv"):
        return named
    raise _disagreement(name, found)


def listing() -> str:
    """Return the kinds we take as one line in the reader's language."""
    return ", ".join(str(kind.label) for kind in KINDS)


def accept() -> str:
    """Return the value of the attribute ``accept`` of a file input."""
    return ",".join(f".{extension}" for extension in BY_EXTENSION)


def _recognise(file: IO[bytes]) -> Kind:
    signatures = signatures_of(file)
    for recognise in _RECOGNISERS:
        file.seek(0)
        if name := recognise(file, signatures):
            return BY_NAME[name]
    raise refusals.of_content(listing())


def _disagreement(name: str, found: Kind) -> ValidationError:
    return ValidationError(
        _(
            "The name of this file ends in .%(named)s, but its content is %(found)s. Change the end of its name to "
            ".%(right)s and attach it again."
        ),
        code="disagreement",
        params={"named": extension_of(name), "found": found.label, "right": found.extensions[0]},
    )
