"""The card of a call: its state, until when, what stood there before, and what it asks of those who apply."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from home.models import CallPage
from home.money import money_words
from home.queries import cards

from .facts import Deadline, Facts, facts_of
from .words import contribution_words


def call_cards(pages: Sequence[CallPage], now: datetime) -> list[dict[str, Any]]:
    """Return the cards of calls in their order; a constant number of queries."""
    known = facts_of([page.call_id for page in pages], now)
    return [card | _said(known[page.call_id]) for page, card in zip(pages, cards(pages), strict=True)]


def _said(facts: Facts) -> dict[str, Any]:
    call, parts = facts.call, []
    if facts.is_planned:
        parts.append(_("Offers are taken from %(moment)s.") % {"moment": facts.opens.words})
    if call.max_grant is not None:
        parts.append(_("Highest grant: %(amount)s.") % {"amount": money_words(call.max_grant)})
    if contribution := contribution_words(call):
        parts.append(_("Own contribution: %(words)s.") % {"words": contribution})
    return {"badge": facts.badge, "deadline": labelled(facts), "date": " ".join(parts)}


def labelled(facts: Facts) -> Deadline | None:
    """Return the deadline that closes the call, called by what it means for the reader now."""
    if facts.closes is None:
        return None
    if facts.is_ahead:
        label = _("Submit by")
    elif facts.is_cancelled and facts.closes.at > facts.now:
        label = _("Was to close on")
    else:
        label = _("Closed on")
    return replace(facts.closes, label=label)
