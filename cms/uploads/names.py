"""Names of files: the one people see, cleaned; the one on disk, which says nothing."""

import re
import unicodedata
import uuid

from django.db.models import Model
from django.utils.translation import gettext as _

from .limits import MAX_NAME

_FORBIDDEN = re.compile(r'[<>:"|?*]')
_SPACES = re.compile(r"\s+")
_LONGEST_EXTENSION = 10


def clean_name(name: str) -> str:
    """Return a file name that is safe to show, store and offer for download, at most MAX_NAME characters long.

    No folders, no control or invisible characters, none that turn the direction of writing (an extension could
    hide behind it), composed Unicode, extension kept in small letters.
    """
    name = re.split(r"[/\\]", unicodedata.normalize("NFC", name))[-1]
    name = "".join(" " if letter.isspace() else letter for letter in name if _is_visible(letter))
    name = _SPACES.sub(" ", _FORBIDDEN.sub("_", name)).strip(" .")
    stem, dot, extension = name.rpartition(".")
    if not dot or len(extension) > _LONGEST_EXTENSION:
        return name[:MAX_NAME].rstrip(" .") or _("attachment")
    return f"{stem[: MAX_NAME - len(extension) - 1].rstrip(' .')}.{extension.lower()}"


def extension_of(name: str) -> str:
    """Return what stands after the last dot, in small letters, or nothing."""
    return name.rpartition(".")[2].lower() if "." in name else ""


def _is_visible(letter: str) -> bool:
    return letter.isspace() or not unicodedata.category(letter).startswith("C")


def folder_of(model: type[Model]) -> str:
    """Return the folder of the private storage that holds the files of a model, and no others."""
    return model._meta.label_lower


def random_path(folder: str) -> str:
    """Return a new path in a folder that cannot be guessed and says nothing about its content or sender."""
    name = uuid.uuid4().hex
    return f"{folder}/{name[:2]}/{name}"
