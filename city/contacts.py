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
from .models import ContactPoint, Named, Place, Topic, Unit
from .models.places import Spoken
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
    topics: list[Name]
    place: PlaceCard | None
    opening: Opening | None
    languages: list[tuple[str, str]]
    is_active: bool

    @property
    def telephone(self) -> str:
        """Return the number as a link dials it."""
        return "".join(sign for sign in self.facts.phone if sign.isdigit() or sign == "+")


def place_cards(keys: Iterable[UUID], moment: datetime | None = None) -> dict[UUID, PlaceCard]:
    """Return the places by translation key for the reader; one query, or two when a position is known."""
    moment = moment or timezone.now()
    rows = _rows(Place.objects.filter(translation_key__in=set(keys)))
    spots = _spots() if any(source.latitude is not None for source, _own in rows.values()) else {}
    return {key: _place_card(source, own, spots, moment) for key, (source, own) in rows.items()}


def contact_cards(keys: Iterable[UUID], moment: datetime | None = None) -> dict[UUID, ContactCard]:
    """Return the contact points by translation key for the reader; a constant number of queries."""
    moment = moment or timezone.now()
    found = ContactPoint.objects.filter(translation_key__in=set(keys)).select_related("unit", "place")
    rows = _rows(found)
    if not rows:
        return {}
    topics = _topics_of([source.pk for source, _own in rows.values()])
    places = place_cards([source.place.translation_key for source, _own in rows.values() if source.place], moment)
    units = names(Unit)
    return {
        key: _contact_card(source, own, places, units, topics[source.pk], moment)
        for key, (source, own) in rows.items()
    }


def _topics_of(pks: Iterable[int]) -> Mapping[int, list[Name]]:
    """Return the topics of each contact point by its key. Two queries."""
    known = names(Topic)
    found: dict[int, list[Name]] = defaultdict(list)
    links = ContactPoint._meta.get_field("topics").remote_field.through._default_manager.filter(contactpoint__in=pks)
    for pk, key in links.order_by("topic__code").values_list("contactpoint_id", "topic__translation_key"):
        if key in known:
            found[pk].append(known[key])
    return found


def _rows(found: Any) -> dict[UUID, tuple[Any, Any]]:
    """Return the row in the source language and the reader's own, which is the same one where there is none."""
    language = get_language() or settings.LANGUAGE_CODE
    by_key: dict[UUID, dict[str, Any]] = defaultdict(dict)
    wanted = found.filter(locale__language_code__in={language, settings.LANGUAGE_CODE})
    for row in wanted.select_related("locale"):
        by_key[row.translation_key][row.locale.language_code] = row
    source_code = settings.LANGUAGE_CODE
    return {
        key: (rows[source_code], rows.get(language, rows[source_code]))
        for key, rows in by_key.items()
        if source_code in rows
    }


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


def _opening(source: Any, own: Any, moment: datetime) -> Opening | None:
    hours = hours_of(source)
    if not hours:
        return None
    today = moment.astimezone(WARSAW).date()
    reasons = _words_of_rows(source, own, "exceptions", "reason")
    return Opening(
        hours=hours,
        state=state_sentence(hours, moment),
        is_open=hours.state_at(moment).is_open,
        holiday=holiday_sentence(hours, moment),
        week=week_rows(hours),
        changes=[_change(one, reasons) for one in hours.coming_exceptions(today)],
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


def _spots() -> dict[UUID, Spot]:
    """Return every place whose position is known. One query."""
    language = get_language() or settings.LANGUAGE_CODE
    found = {}
    for key, (source, own) in _rows(Place.objects.all()).items():
        if source.latitude is not None:
            name = _word(source, own, "name") or Name("", language)
            found[key] = Spot(name.text, name.language, float(source.latitude), float(source.longitude))
    return found


def spots_around(key: UUID) -> tuple[Spot, list[Spot]] | None:
    """Return where a place is and where all others are; None when it has no position. One query."""
    spots = _spots()
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
    topics: list[Name],
    moment: datetime,
) -> ContactCard:
    place = places.get(source.place.translation_key) if source.place else None
    return ContactCard(
        facts=source,
        name=_word(source, own, "name") or Name("", ""),
        responsibility=_word(source, own, "responsibility") or Name("", ""),
        unit=units.get(source.unit.translation_key) if source.unit else None,
        topics=topics,
        place=place,
        opening=_opening(source, own, moment) or (place.opening if place else None),
        languages=_languages(source.languages),
        is_active=_is_active(source, moment.astimezone(WARSAW).date()),
    )


def _is_active(source: ContactPoint, today: date) -> bool:
    return not (source.active_from and today < source.active_from) and not (
        source.active_to and source.active_to < today
    )
