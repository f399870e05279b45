"""What keeps the page of a call from being published, each fault with a sentence that says how to mend it."""

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from django.conf import settings
from django.db.models import Q
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from cms.pages import is_translation

from .models import Announcement, Call, CallDeadline
from .notice_period import LEAST_DAYS, Notice, notice_given
from .refusals import shown

if TYPE_CHECKING:
    from home.models import CallPage


def notice_of(call: Call) -> Notice:
    """Return what the announcements of the call allow. Two queries."""
    return notice_given(
        ((row.place, row.on) for row in call.announcements.all()),
        (row.at for row in call.deadlines.all() if row.kind == CallDeadline.Kind.SUBMISSION),
        required=Announcement.REQUIRED,
    )


def dates_of(call: Call) -> str:
    """Return a mark of the dates on which a decision about the announcement rests. Two queries."""
    announced = [f"{row.place} {row.on}" for row in call.announcements.all()]
    ends = [f"{row.kind} {row.at.isoformat()}" for row in call.deadlines.all()]
    return "; ".join(sorted(announced) + sorted(ends))


def faults_of_page(page: "CallPage") -> dict[str, list[str]]:
    """Return, by field, what keeps the page from being published; nothing is asked of a translation."""
    if not page.call_id or is_translation(page):
        return {}
    faults = [*_faults_of_link(page), *faults_before_publication(page.call)]
    return {"call": faults} if faults else {}


def faults_before_publication(call: Call) -> list[str]:
    """Return what keeps the call from becoming public; of a public one nothing is asked any more."""
    if call.published_at:
        return []
    return [*_faults_of_deadlines(call), *_faults_of_notice(call)]


def _faults_of_link(page: "CallPage") -> Iterator[str]:
    from home.models import CallPage

    if page.locale_id and page.language != settings.LANGUAGE_CODE:
        yield _("Write the page of a call in Polish first. The other languages are translations of it.")
        return
    earlier = Q(live=True) | Q(pk__lt=page.pk) if page.pk else Q()
    same_call = CallPage.objects.filter(earlier, call=page.call_id, locale__language_code=settings.LANGUAGE_CODE)
    if other := same_call.exclude(pk=page.pk).first():
        text = _("This call has a page already: “%(title)s”. Change that page, or delete it first.")
        yield text % {"title": other.title}
    was = CallPage.objects.filter(pk=page.pk, call__published_at__isnull=False, first_published_at__isnull=False)
    if former := was.exclude(call=page.call_id).select_related("call").first():
        text = _("Readers know this page as that of the call %(reference)s. Write a new page for another call.")
        yield text % {"reference": former.call.reference}


def _faults_of_deadlines(call: Call) -> Iterator[str]:
    rows = list(call.deadlines.all())
    submission = [row.at for row in rows if row.kind == CallDeadline.Kind.SUBMISSION]
    if not submission and call.kind == Call.Kind.OPEN_CONTEST:
        yield _("Say in the form of the call until when offers are taken.")
    if any(row.at <= call.opens_at for row in rows):
        yield _("A deadline must be later than the opening of the call (%(opens)s).") % {"opens": shown(call.opens_at)}


def _faults_of_notice(call: Call) -> Iterator[str]:
    if call.kind != Call.Kind.OPEN_CONTEST or call.short_notice_reason:
        return
    notice = notice_of(call)
    if notice.missing:
        places = ", ".join(str(Announcement.Place(place).label) for place in notice.missing)
        text = _("Say in the form of the call on which day it is announced here: %(places)s.")
        yield text % {"places": places}
    if notice.too_early and notice.last and notice.earliest:
        text = _(
            "Offers must be taken for at least %(days)d days from the last announcement (%(last)s). The earliest "
            "possible last day is %(earliest)s. Move the deadline in the form of the call, or have a shorter time "
            "decided with a reason."
        )
        yield text % {"days": LEAST_DAYS, "last": _day(notice.last), "earliest": _day(notice.earliest)}


def _day(day: date) -> str:
    return str(date_format(day, "DATE_FORMAT"))
