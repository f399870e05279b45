"""A guide as a reader gets it: facts of the source text, words in the reader's language, each row with its own."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any, NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from city.contacts import Cards

from .guide_parts import PaperForm, TimeUnit
from .money import money_words
from .points import cards_on
from .rows import Row, rows_of, source_of

if TYPE_CHECKING:
    from .models import GuidePage


class Section(NamedTuple):
    """A part of the guide: the name of its place on the page, and its heading."""

    id: str
    title: str


@dataclass(frozen=True, slots=True)
class Guide:
    """Everything a guide says. ``source`` is the page whose facts are shown."""

    page: "GuidePage"
    source: "GuidePage"
    groups: list[Row]
    documents: list[Row]
    fees: list[Row]
    times: list[Row]
    forms: list[Row]
    law: list[Any]
    cards: Cards
    points: list[tuple[str, Any]]
    sections: list[Section]


def guide_of(page: "GuidePage") -> Guide:
    """Return the guide for the reader of the active language; a constant number of queries."""
    source = source_of(page)
    parts = {name: rows_of(page, source, name) for name in ("groups", "documents", "fees", "times", "forms")}
    parts["documents"] = [row._replace(said=_form(row.facts["form"])) for row in parts["documents"]]
    parts["fees"] = [row._replace(said=amount_words(row.facts)) for row in parts["fees"]]
    parts["times"] = [row._replace(said=time_words(row.facts)) for row in parts["times"]]
    cards = cards_on(page, source)
    law = [child.value for child in source.law]
    points = _points(source, cards)
    filled = {**parts, "steps": page.steps, "points": points, "law": law}
    filled |= {"result": page.result, "refusal": page.refusal}
    sections = [section for section in _headings() if filled[section.id]]
    return Guide(page=page, source=source, law=law, cards=cards, points=points, sections=sections, **parts)


def _points(source: "GuidePage", cards: Cards) -> list[tuple[str, Any]]:
    """Return the cards in the order of the page, each with its kind; what is gone is left out."""
    found = ((item["type"], getattr(cards, item["type"]).get(item["value"])) for item in source.points.raw_data)
    return [(kind, card) for kind, card in found if card]


def _headings() -> Iterable[Section]:
    return (
        Section("groups", _("Who this is for")),
        Section("steps", _("Step by step")),
        Section("documents", _("What to bring")),
        Section("fees", _("What it costs")),
        Section("times", _("How long it takes")),
        Section("forms", _("Forms")),
        Section("points", _("Where to go and whom to ask")),
        Section("result", _("What you get")),
        Section("refusal", _("If the answer is no")),
        Section("law", _("Legal basis")),
    )


def _form(code: str) -> str:
    return str(PaperForm(code).label) if code in PaperForm.values else ""


def amount_words(fee: Any) -> str:
    """Return an amount as it is written in the reader's language, or that it is free of charge."""
    if fee["is_free"] or fee["amount"] is None:
        return _("free of charge")
    return money_words(Decimal(fee["amount"]))


def time_words(row: Any) -> str:
    """Return a time as a whole: "up to 60 days" where the law sets a limit."""
    number, unit = row["number"], TimeUnit(row["unit"])
    if row["is_legal_limit"]:
        texts = {
            TimeUnit.DAY: ngettext("at most %(number)d day", "at most %(number)d days", number),
            TimeUnit.WORKING_DAY: ngettext("at most %(number)d working day", "at most %(number)d working days", number),
            TimeUnit.WEEK: ngettext("at most %(number)d week", "at most %(number)d weeks", number),
            TimeUnit.MONTH: ngettext("at most %(number)d month", "at most %(number)d months", number),
        }
    else:
        texts = {
            TimeUnit.DAY: ngettext("%(number)d day", "%(number)d days", number),
            TimeUnit.WORKING_DAY: ngettext("%(number)d working day", "%(number)d working days", number),
            TimeUnit.WEEK: ngettext("%(number)d week", "%(number)d weeks", number),
            TimeUnit.MONTH: ngettext("%(number)d month", "%(number)d months", number),
        }
    return texts[unit] % {"number": number}
