"""Why a step of a review is refused, said so that the person knows what happened and what to do now."""

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from wagtail.models import Page, TaskState, WorkflowState


class ReviewRefused(ValidationError):
    """A step of a review that cannot be done now; its message is for the person who tried."""

    @property
    def sentence(self) -> str:
        """Return the message in the active language."""
        return str(self.messages[0])


class ReasonMissing(ReviewRefused):
    """A page was to go back to its author without a word about why."""

    def __init__(self) -> None:
        super().__init__(_("Say what has to change: without it the author cannot mend the page."))


class AlreadyDecided(ReviewRefused):
    """Somebody else was faster; says who, what and when."""

    def __init__(self, page: Page) -> None:
        super().__init__(_how_it_ended(page))


class AlreadyInReview(ReviewRefused):
    """The page waits for its reviewers already."""

    def __init__(self, state: WorkflowState) -> None:
        text = _("This page is in review already: %(who)s sent it on %(when)s. Nothing was sent again.")
        super().__init__(text % {"who": _name(state.requested_by), "when": _moment(state.created_at)})


class ChangedSince(ReviewRefused):
    """The draft is not the one that the person had before their eyes."""

    def __init__(self, page: Page) -> None:
        revision = page.get_latest_revision()
        text = _("%(who)s changed this page on %(when)s, after you opened it. Look at it again, then decide.")
        super().__init__(text % {"who": _name(revision.user), "when": _moment(revision.created_at)})


def _how_it_ended(page: Page) -> str:
    last = TaskState.objects.for_instance(page).exclude(finished_at=None).order_by("-finished_at", "-pk").first()
    if last is None:
        return _("This page is not in review.")
    details = {"who": _name(last.finished_by), "when": _moment(last.finished_at)}
    if last.status == TaskState.STATUS_APPROVED:
        return _("%(who)s approved this page on %(when)s. Nothing was changed now.") % details
    if last.status == TaskState.STATUS_REJECTED:
        return _("%(who)s sent this page back to its author on %(when)s. Nothing was changed now.") % details
    return _("%(who)s ended the review of this page on %(when)s. Nothing was changed now.") % details


def _name(person: object) -> str:
    return str(person) if person else _("Somebody")


def _moment(moment: object) -> str:
    return str(date_format(timezone.localtime(moment), "DATETIME_FORMAT"))  # type: ignore[arg-type]
