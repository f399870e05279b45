"""The door every file passes, from a form or from a command: size, kind and name are checked here and nowhere else."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files import File
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from .kinds import Kind, kind_of
from .limits import MAX_FILE_MB, MAX_FILES, MAX_TOTAL_MB, MB
from .names import clean_name


@dataclass(frozen=True)
class Upload:
    """A file that passed every check but the scan for viruses, with the name and kind to keep."""

    file: "File[Any]"
    name: str
    kind: Kind

    @property
    def size(self) -> int:
        """Return the size in bytes."""
        return self.file.size


def admit(file: "File[Any]") -> Upload:
    """Return the checked file, standing at its beginning, or raise ValidationError that says how to mend it."""
    if not file.size:
        raise ValidationError(_("This file is empty. Open it on your computer and see what is in it."), code="empty")
    if file.size > MAX_FILE_MB * MB:
        raise _too_large(file.size)
    name = clean_name(file.name or "")
    return Upload(file, name, kind_of(file, name))


def admit_all(files: "Sequence[File[Any]]", *, at_most: int = MAX_FILES) -> list[Upload]:
    """Return the checked files, or raise ValidationError with everything that is wrong, each fault with its file."""
    _check_together(files, at_most)
    uploads, faults = [], []
    for file in files:
        try:
            uploads.append(admit(file))
        except ValidationError as error:
            faults += [_of_file(file, message) for message in error.messages]
    if faults:
        raise ValidationError(faults)
    return uploads


def _check_together(files: "Sequence[File[Any]]", at_most: int) -> None:
    if len(files) > at_most:
        raise ValidationError(
            ngettext_lazy(
                "You chose too many files. At most %(count)s file fits here.",
                "You chose too many files. At most %(count)s files fit here.",
                "count",
            ),
            code="too_many",
            params={"count": at_most},
        )
    total = sum(file.size for file in files)
    if total > MAX_TOTAL_MB * MB:
        raise ValidationError(
            _("Together these files have %(size)s. At most %(limit)s MB can be sent at once: leave some out."),
            code="too_large_together",
            params={"size": filesizeformat(total), "limit": MAX_TOTAL_MB},
        )


def _too_large(size: int) -> ValidationError:
    return ValidationError(
        _(
            "This file has %(size)s. At most %(limit)s MB can be sent: make its pictures smaller, or divide it into "
            "several files."
        ),
        code="too_large",
        params={"size": filesizeformat(size), "limit": MAX_FILE_MB},
    )


def _of_file(file: "File[Any]", fault: str) -> ValidationError:
    name = clean_name(file.name or "")
    return ValidationError(_("%(name)s: %(fault)s"), code="file", params={"name": name, "fault": fault})
