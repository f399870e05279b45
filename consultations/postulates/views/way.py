"""Where a step of writing stands among the others, and who else is on the way."""

from dataclasses import dataclass, field

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.models import User
from consultations.postulates.authoring import colleagues_in
from consultations.postulates.forms.steps import Step, steps_of
from consultations.postulates.models import Postulate
from consultations.postulates.workflow import State


def step_url(postulate: Postulate, step: Step) -> str:
    """Return the address of a step in the active language."""
    if step.name == "signers":
        return reverse("postulates:signers", kwargs={"key": postulate.key})
    return reverse("postulates:step", kwargs={"key": postulate.key, "name": step.name})


@dataclass
class Way:
    """The steps of one postulate in their order, with the check of the answers at the end.

    Whoever corrects one answer goes back to the check; so does everybody once the text was sent.
    """

    postulate: Postulate
    returns_to_check: bool = False
    steps: list[Step] = field(init=False)

    def __post_init__(self) -> None:
        self.steps = steps_of(self.postulate)
        self.returns_to_check = self.returns_to_check or self.postulate.state is not State.DRAFT

    @property
    def total(self) -> int:
        return len(self.steps) + 1

    @property
    def check_url(self) -> str:
        return reverse("postulates:check", kwargs={"key": self.postulate.key})

    def number(self, name: str) -> int:
        """Return which step it is, counted from one."""
        return self._names().index(name) + 1

    def before(self, name: str) -> str:
        """Return the address to which the back link of a step leads."""
        index = self._names().index(name)
        if self.returns_to_check:
            return self.check_url
        return step_url(self.postulate, self.steps[index - 1]) if index else reverse("postulates:mine")

    def after(self, name: str) -> str:
        """Return the address to which a step leads once it is answered."""
        following = self.steps[self._names().index(name) + 1 :]
        if self.returns_to_check or not following:
            return self.check_url
        return step_url(self.postulate, following[0])

    def _names(self) -> list[str]:
        return [step.name for step in self.steps]


def colleague_notices(postulate: Postulate, user: User) -> list[str]:
    """Return a sentence about everybody else who has the text open."""
    return [
        _("%(name)s has this text open too (last seen at %(time)s).")
        % {"name": row.person, "time": date_format(timezone.localtime(row.seen_at), "TIME_FORMAT")}
        for row in colleagues_in(postulate, besides=user)
    ]
