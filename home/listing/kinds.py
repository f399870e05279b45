"""The filters of each listing, in the reader's words."""

from collections.abc import Iterable, Mapping
from datetime import date

from django.utils.dates import MONTHS
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from city.models import Named, Topic, Unit
from city.queries import names_by_code
from home.events.facts import ACCESS

from .choice import OWN_LANGUAGE, Kind

UPCOMING, PAST = "upcoming", "past"
EASY, SIGNED = "easy", "signed"
Words = Mapping[str, tuple[str, str]]


def about() -> list[Kind]:
    """Return the filters that every listing has: topic, unit, language. Two queries."""
    return [
        Kind("topic", _("Topic"), _named(Topic), rest=_("all topics")),
        Kind("unit", _("Responsible unit"), _named(Unit), rest=_("all units")),
        Kind("language", _("Language"), {OWN_LANGUAGE: (_("only texts in my language"), "")}, rest=_("all texts")),
    ]


def _named(model: type[Named]) -> Words:
    found = {code: (name.text, name.language) for code, name in names_by_code(model).items()}
    return dict(sorted(found.items(), key=lambda item: item[1][0]))


def of_pages() -> Kind:
    """Return the filter by what a page has for people who read with difficulty or who sign."""
    words = {EASY: (_("with an easy-to-read text"), ""), SIGNED: (_("with a film in sign language"), "")}
    return Kind("reading", _("Accessibility"), words, rest=_("does not matter"))


def of_news(days: Iterable[date]) -> Kind:
    """Return the filter by year and month, newest first."""
    months = sorted({(day.year, day.month) for day in days}, reverse=True)
    words: dict[str, tuple[str, str]] = {}
    for year, month in months:
        words.setdefault(str(year), (str(year), ""))
        words[f"{year}-{month:02}"] = (month_words(year, month), "")
    return Kind("when", pgettext("filter of a list", "When"), words, rest=_("at any time"))


def of_events(months: Iterable[tuple[int, int]]) -> list[Kind]:
    """Return the filters by time, with what is to come as the default, and by what helps people take part."""
    words = {UPCOMING: (_("to come"), ""), PAST: (_("past"), "")}
    words |= {f"{year}-{month:02}": (month_words(year, month), "") for year, month in months}
    access = {name: (str(label), "") for name, label in ACCESS.items()}
    return [
        Kind("when", pgettext("filter of a list", "When"), words, default=UPCOMING),
        Kind("access", _("Accessibility"), access, rest=_("does not matter")),
    ]


def month_words(year: int, month: int) -> str:
    """Return a month with its year."""
    return _("%(month)s %(year)d") % {"month": MONTHS[month], "year": year}
