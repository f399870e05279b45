"""Why a file is refused, and what its sender can do. One sentence for the fault, one for the remedy."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

_MACROS = _(
    "Documents with macros can carry viruses, so we do not take them. Save it as PDF, or as docx or xlsx without "
    "macros, and attach it again."
)
_OLD_OFFICE = _(
    "This document is in an old format or protected by a password. Save it as PDF, docx or xlsx without a password and "
    "attach it again."
)
_ARCHIVE = _("We do not take packed files. Unpack it and attach the documents themselves.")
_PICTURE = _("We cannot take a picture of this kind. Save it as JPEG or PNG and attach it again.")
_MARKUP = _(
    "This is a web page or contains code, which could harm a reader's computer. Save it as PDF and attach it again."
)
_PROGRAM = _("This file can run as a program, so we do not take it. Attach a document or a picture instead.")
_BROKEN = _("This file is damaged or not complete. Open it on your computer, save it anew and attach it again.")
_TOO_MUCH = _(
    "This document would be far too large once it is opened. Save it as PDF, or make its pictures smaller, and attach "
    "it again."
)
_TWO_THINGS = _(
    "This file hides a second file inside. Open it on your computer, save it anew as PDF, JPEG or PNG and attach it "
    "again."
)
_OTHER = _("We cannot take a file of this kind. We take: %(kinds)s. Save it as one of these and attach it again.")

_BY_EXTENSION: dict[str, tuple[str, Any]] = {
    **dict.fromkeys("docm dotm xlsm xltm xlsb xlam pptm potm ppsm".split(), ("macros", _MACROS)),
    **dict.fromkeys("doc dot xls xlt ppt pps".split(), ("old", _OLD_OFFICE)),
    **dict.fromkeys("zip rar 7z tar gz tgz bz2 xz jar iso cab".split(), ("archive", _ARCHIVE)),
    **dict.fromkeys("svg svgz gif bmp tif tiff heic heif avif ico psd".split(), ("picture", _PICTURE)),
    **dict.fromkeys("html htm xhtml xht mht mhtml xml xsl xslt".split(), ("markup", _MARKUP)),
    **dict.fromkeys(
        "exe com scr msi bat cmd ps1 vbs vbe js mjs jse wsf hta lnk sh py php apk dmg pif cpl dll".split(),
        ("program", _PROGRAM),
    ),
}


def of_extension(extension: str, kinds: str) -> ValidationError:
    """Return the refusal of a name with an extension we do not take."""
    code, text = _BY_EXTENSION.get(extension, ("kind", _OTHER))
    return ValidationError(text, code=code, params={"kinds": kinds})


def of_content(kinds: str) -> ValidationError:
    """Return the refusal of a content that is nothing we take."""
    return ValidationError(_OTHER, code="kind", params={"kinds": kinds})


def macros() -> ValidationError:
    """Return the refusal of a document that can run code."""
    return ValidationError(_MACROS, code="macros")


def old_office() -> ValidationError:
    """Return the refusal of a document in an old format, which an encrypted one looks like."""
    return ValidationError(_OLD_OFFICE, code="old")


def archive() -> ValidationError:
    """Return the refusal of files packed together."""
    return ValidationError(_ARCHIVE, code="archive")


def markup() -> ValidationError:
    """Return the refusal of HTML, SVG and the like, whatever their name."""
    return ValidationError(_MARKUP, code="markup")


def broken() -> ValidationError:
    """Return the refusal of a file that programs cannot open."""
    return ValidationError(_BROKEN, code="broken")


def too_much() -> ValidationError:
    """Return the refusal of a document that grows without measure when it is unpacked."""
    return ValidationError(_TOO_MUCH, code="bomb")


def two_things() -> ValidationError:
    """Return the refusal of a file that is valid as two kinds at once."""
    return ValidationError(_TWO_THINGS, code="two")
