"""Why a machine translation did not happen, each in a sentence for the person who asked for it."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext


class MachineFailure(Exception):
    """The machine translated nothing; the text of the exception says why and what to do.

    ``charged`` says whether the words may have been counted by the service all the same.
    """

    charged = False


class BudgetExceeded(MachineFailure):
    """More words than are left for this year; nothing was sent."""

    def __init__(self, *, asked: int, left: int) -> None:
        self.asked, self.left = asked, left
        needed = ngettext("%(count)d word is to be translated", "%(count)d words are to be translated", asked)
        super().__init__(
            _("%(needed)s, but %(left)d are left of this year’s budget for machine translation. Translate by hand.")
            % {"needed": needed % {"count": asked}, "left": left}
        )


class ServiceRefused(MachineFailure):
    """The service does not know our key or has no words left for us."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "The translation service refuses to work for us. Tell an administrator: its key or its own quota "
                "needs attention."
            )
        )


class ServiceBusy(MachineFailure):
    """The service asks to wait."""

    def __init__(self) -> None:
        super().__init__(_("The translation service has too much to do. Try again in a few minutes."))


class ServiceSilent(MachineFailure):
    """No answer in time, or the service says that it is broken."""

    def __init__(self, *, charged: bool) -> None:
        self.charged = charged
        super().__init__(_("The translation service does not answer. Try again later, or translate by hand."))


class AnswerUnclear(MachineFailure):
    """An answer that is not the translation of what was asked."""

    def __init__(self, *, charged: bool = True) -> None:
        self.charged = charged
        super().__init__(
            _(
                "The translation service gave an answer that cannot be used, so nothing was stored. Tell an "
                "administrator if it happens again."
            )
        )
