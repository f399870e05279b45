"""Places and contact points as a reader gets them: facts of the source row, words in their language, each marked."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple
from uuid import UUID

from django.conf import settings
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from .blocks import Answer, BarrierFree
from .map_sketch import HERE, MAIN_SQUARE, Spot, nearest, way
from .map_words import distance_sentence, way_words
from .models import ContactPoint, Named, Place, Unit
from .models.hours import Spoken
from .opening import WARSAW, Exceptional, Hours, hours_of
from .opening_words import Row, days_words, holiday_sentence, spans_words, state_sentence, week_rows
from .queries import Name, names


class Fact(NamedTuple):
    """A barrier-free fact: what, whether it is there, and a note."""

    label: str
    answer: str
    answer_code: str
    note: Name | None


class Change(NamedTuple):
    """Days on which the usual week does not hold."""

    days: str
    hours: str
    reason: Name | None


@dataclass(frozen=True, slots=True)
class Opening:
    """When it is open, in words; ``state`` says how it is at the moment asked about."""

    hours: Hours
    state: str
    is_open: bool
    holiday: str
    week: list[Row]
    changes: list[Change]
    reasons: Mapping[str, Name]


@dataclass(frozen=True, slots=True)
class Neighbour:
    """Something on the sketch: its number there, its name, and how to get to it from the place."""

    number: int
    name: Name
    way: str


@dataclass(frozen=True, slots=True)
class PlaceCard:
    """A place as a reader gets it. ``facts`` is the row in the source language."""

    facts: Place
    name: Name
    way_there: Name | None
    opening: Opening | None
    barrier_free: list[Fact]
    languages: list[tuple[str, str]]
    from_square: str
    neighbours: list[Neighbour]

    @property
    def has_map(self) -> bool:
        """Say whether its position is known."""
        return self.facts.latitude is not None and self.facts.longitude is not None


@dataclass(frozen=True, slots=True)
class ContactCard:
    """A contact point as a reader gets it. ``facts`` is the row in the source language."""

    facts: ContactPoint
    name: Name
    responsibility: Name
    unit: Name | None
    place: PlaceCard | None
    opening: Opening | None
    languages: list[tuple[str, str]]
    is_active: bool

    @property
    def telephone(self) -> str:
        """Return the number as a link dials it."""
        return "".join(sign for sign in self.facts.phone if sign.isdigit() or sign == "+")


class Cards(NamedTuple):
    """Contact points and places by the key of the row that was asked for, whatever language that row is in.

    ``units`` are the names of all units by translation key, where a contact point was among the rows.
    """

    contact: Mapping[int, ContactCard]
    place: Mapping[int, PlaceCard]
    units: Mapping[UUID, Name]


@dataclass(frozen=True, slots=True)
class _Versions:
    """The rows of a model in all languages: the source row and the reader's own, which is it where there is none."""

    by_key: Mapping[UUID, tuple[Any, Any]]
    key_of: Mapping[int, UUID]


def cards(*, contacts: Iterable[int] = (), places: Iterable[int] = (), moment: datetime | None = None) -> Cards:
    """Return what a page needs to show the rows with these keys to its reader; three queries at most."""
    moment = moment or timezone.now()
    wanted = set(contacts)
    points = _versions(_all_languages(ContactPoint, wanted)) if wanted else _Versions({}, {})
    keys = {source.place.translation_key for source, _own in points.by_key.values() if source.place}
    buildings = _versions(Place.objects.all()) if keys or set(places) else _Versions({}, {})
    keys |= {buildings.key_of[pk] for pk in places if pk in buildings.key_of}
    spots = _spots(buildings)
    found = {key: _place_card(*buildings.by_key[key], spots, moment) for key in keys if key in buildings.by_key}
    units = names(Unit) if points.by_key else {}
    shown = {key: _contact_card(*rows, found, units, moment) for key, rows in points.by_key.items()}
    return Cards(
        contact={pk: shown[key] for pk, key in points.key_of.items() if key in shown},
        place={pk: found[key] for pk, key in buildings.key_of.items() if key in found},
        units=units,
    )


def answering(language: str, most: int) -> list[ContactCard]:
    """Return contact points that answer by telephone or mail now, first those that speak the language. Five queries."""
    reachable = ContactPoint.objects.facts().exclude(phone="", email="")
    pks = list(reachable.values_list("pk", flat=True))
    shown = cards(contacts=pks).contact
    in_use = [shown[pk] for pk in pks if shown[pk].is_active]
    return sorted(in_use, key=lambda card: (language not in card.facts.languages, card.facts.name))[:most]


def _all_languages(model: type[ContactPoint], pks: set[int]) -> Any:
    keys = model._default_manager.filter(pk__in=pks).values("translation_key")
    return model._default_manager.filter(translation_key__in=keys).select_related("unit", "place")


def _versions(found: Any) -> _Versions:
    language = get_language() or settings.LANGUAGE_CODE
    rows: dict[UUID, dict[str, Any]] = defaultdict(dict)
    key_of: dict[int, UUID] = {}
    for row in found.select_related("locale"):
        rows[row.translation_key][row.locale.language_code] = row
        key_of[row.pk] = row.translation_key
    by_key = {
        key: (one[settings.LANGUAGE_CODE], one.get(language, one[settings.LANGUAGE_CODE]))
        for key, one in rows.items()
        if settings.LANGUAGE_CODE in one
    }
    return _Versions(by_key, key_of)


def _word(source: Named, own: Named, field: str) -> Name | None:
    """Return a text in the reader's language, else the source's; words that were never translated stay marked."""
    text, original = getattr(own, field), getattr(source, field)
    if text and text != original:
        return Name(text, own.locale.language_code)
    return Name(original, source.locale.language_code) if original else None


def _words_of_rows(source: Named, own: Named, field: str, part: str) -> dict[str, Name]:
    """Return the words of each row of a list by the row's id, by the same rule."""
    translated = {child.id: child.value[part] for child in getattr(own, field)}
    found = {}
    for child in getattr(source, field):
        original = child.value[part]
        text = translated.get(child.id, "")
        is_own = text and text != original
        if original:
            found[child.id] = Name(text if is_own else original, (own if is_own else source).locale.language_code)
    return found


def _opening(source: Any, own: Any, moment: datetime, place: Opening | None = None) -> Opening | None:
    """Return the row's own hours; one without a usual week of its own keeps that of its place, and its exceptions."""
    hours = hours_of(source)
    reasons = _words_of_rows(source, own, "exceptions", "reason")
    if place and not hours.week:
        hours = Hours(place.hours.week, hours.exceptions + place.hours.exceptions, place.hours.closed_on_holidays)
        reasons = {**place.reasons, **reasons}
    if not hours:
        return None
    today = moment.astimezone(WARSAW).date()
    return Opening(
        hours=hours,
        state=state_sentence(hours, moment),
        is_open=hours.state_at(moment).is_open,
        holiday=holiday_sentence(hours, moment),
        week=week_rows(hours),
        changes=[_change(one, reasons) for one in hours.coming_exceptions(today)],
        reasons=reasons,
    )


def _change(one: Exceptional, reasons: Mapping[str, Name]) -> Change:
    return Change(days_words(one.first, one.last), spans_words(one.spans), reasons.get(one.key))


def _barrier_free(source: Place, own: Place) -> list[Fact]:
    notes = _words_of_rows(source, own, "barrier_free", "note")
    return [
        Fact(
            label=str(BarrierFree(child.value["kind"]).label),
            answer=str(Answer(child.value["answer"]).label),
            answer_code=child.value["answer"],
            note=notes.get(child.id),
        )
        for child in source.barrier_free
    ]


def _languages(codes: Iterable[str]) -> list[tuple[str, str]]:
    return [(code, str(Spoken(code).label)) for code in Spoken.values if code in set(codes)]


def _spots(buildings: _Versions) -> dict[UUID, Spot]:
    """Return every place whose position is known."""
    found = {}
    for key, (source, own) in buildings.by_key.items():
        if source.latitude is not None:
            name = _word(source, own, "name") or Name("", "")
            found[key] = Spot(name.text, name.language, float(source.latitude), float(source.longitude))
    return found


def spots_around(key: UUID) -> tuple[Spot, list[Spot]] | None:
    """Return where a place is and where all others are; None when it has no position. One query."""
    spots = _spots(_versions(Place.objects.all()))
    here = spots.pop(key, None)
    return (here, list(spots.values())) if here else None


def _place_card(source: Place, own: Place, spots: Mapping[UUID, Spot], moment: datetime) -> PlaceCard:
    here = spots.get(source.translation_key)
    others = [spot for key, spot in spots.items() if key != source.translation_key]
    return PlaceCard(
        facts=source,
        name=_word(source, own, "name") or Name("", ""),
        way_there=_word(source, own, "way_there"),
        opening=_opening(source, own, moment),
        barrier_free=_barrier_free(source, own),
        languages=_languages(source.languages),
        from_square=_from_square(here) if here else "",
        neighbours=_neighbours(here, others) if here else [],
    )


def _from_square(here: Spot) -> str:
    found = way(MAIN_SQUARE, (here.latitude, here.longitude))
    if found.metres <= HERE:
        return _("At the Main Market Square (Rynek Główny).")
    return distance_sentence(found)


def _neighbours(here: Spot, others: list[Spot]) -> list[Neighbour]:
    return [
        Neighbour(number, Name(spot.name, spot.language), way_words(found))
        for number, (spot, found) in enumerate(nearest(here, others), start=1)
    ]


def _contact_card(
    source: ContactPoint,
    own: ContactPoint,
    places: Mapping[UUID, PlaceCard],
    units: Mapping[UUID, Name],
    moment: datetime,
) -> ContactCard:
    place = places.get(source.place.translation_key) if source.place else None
    return ContactCard(
        facts=source,
        name=_word(source, own, "name") or Name("", ""),
        responsibility=_word(source, own, "responsibility") or Name("", ""),
        unit=units.get(source.unit.translation_key) if source.unit else None,
        place=place,
        opening=_opening(source, own, moment, place.opening if place else None),
        languages=_languages(source.languages),
        is_active=_is_active(source, moment.astimezone(WARSAW).date()),
    )


def _is_active(source: ContactPoint, today: date) -> bool:
    return not (source.active_from and today < source.active_from) and not (
        source.active_to and source.active_to < today
    )
