"""Why an act of a call is refused, said so that the person knows what happened and what to do now."""

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from .models import DeadlineExtension, ResultsCorrection


class CallRefused(ValidationError):
    """An act that cannot be done now; its message is for the person who tried."""

    @property
    def sentence(self) -> str:
        """Return the message in the language of the person."""
        return str(self.messages[0])


class AlreadyExtended(CallRefused):
    """Somebody else was faster; says who, when and until when."""

    def __init__(self, extension: "DeadlineExtension | None", now: datetime) -> None:
        self.now = now
        if extension is None:
            text = _("This deadline is no longer what you saw: it is %(new)s. Nothing was changed now.")
            super().__init__(text % {"new": shown(now)})
            return
        text = _("%(who)s extended this deadline until %(new)s meanwhile (%(when)s). Nothing was changed now.")
        who = str(extension.by) if extension.by else _("Somebody")
        super().__init__(text % {"who": who, "new": shown(extension.new), "when": shown(extension.at)})


class AlreadyCorrected(CallRefused):
    """Somebody else corrected the results meanwhile; says who and when."""

    def __init__(self, correction: "ResultsCorrection") -> None:
        text = _(
            "%(who)s corrected the results meanwhile (%(when)s). Nothing was changed now: compare what you typed with "
            "what is public."
        )
        who = str(correction.by) if correction.by else _("Somebody")
        super().__init__(text % {"who": who, "when": shown(correction.at)})


class FaultyResults(CallRefused):
    """Rows of a table of results that cannot be published: the number of each row and what is wrong with it."""

    def __init__(self, rows: Sequence[tuple[int, list[str]]]) -> None:
        self.rows = rows
        super().__init__([f"{number}: {text}" for number, texts in rows for text in texts])


def shown(moment: datetime) -> str:
    """Return the moment by the clock in the city."""
    return str(date_format(timezone.localtime(moment, timezone.get_default_timezone()), "DATETIME_FORMAT"))
