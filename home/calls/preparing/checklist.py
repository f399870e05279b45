"""What has to be ready before an offer goes out, derived from the call as it stands now."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone
from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _

from home.calls.models import Call, CallDeadline

from .money import in_zlotys

Kind = CallDeadline.Kind


@dataclass(frozen=True, slots=True)
class Item:
    """One line of the standard checklist; the code is what is stored when somebody ticks it."""

    code: str
    text: str


def standard_items(call: Call, deadlines: Iterable[CallDeadline]) -> list[Item]:
    """Return the items of a call in the active language, in the order in which people come to them.

    The code of a deadline names its moment: when it is extended, whoever ticked it is asked to look again.
    """
    rows = list(deadlines)
    return [*_money(call), *_papers(), *_moments(rows, Kind.SUBMISSION), *_moments(rows, Kind.CONFIRMATION)]


def in_city_time(moment: datetime) -> str:
    """Return a moment by the clock of the city, in words of the active language."""
    return date_format(timezone.localtime(moment), "DATETIME_FORMAT")


def _money(call: Call) -> Iterator[Item]:
    if call.is_own_contribution_required and call.own_contribution_pct is not None:
        share = number_format(call.own_contribution_pct.normalize(), use_l10n=True)
        text = _("Own contribution is planned: at least %(share)s%% of the whole cost")
        yield Item("own_contribution", text % {"share": share})
    if call.max_grant is not None:
        text = _("The budget adds up, and you ask for at most %(most)s")
        yield Item("budget", text % {"most": in_zlotys(call.max_grant)})
    else:
        yield Item("budget", _("The budget adds up"))


def _papers() -> Iterator[Item]:
    yield Item("attachments", _("The attachments that the call asks for are ready"))


def _moments(rows: Iterable[CallDeadline], kind: str) -> Iterator[Item]:
    texts = {
        Kind.SUBMISSION: _("Everybody involved knows until when the offer is submitted: %(until)s"),
        Kind.CONFIRMATION: _("It is settled who confirms the offer on paper or by e-delivery, until %(until)s"),
    }
    for row in rows:
        if row.kind == kind:
            yield Item(f"{kind}-{int(row.at.timestamp())}", texts[Kind(kind)] % {"until": in_city_time(row.at)})
