"""Contact points and places of the demo. Telephone numbers and hours are invented; offices stand where they stand.

Addresses of the City Office and the voivodeship office: their public websites. What is not said there, the
barrier-free facts among it, is marked as not known rather than made up.
"""

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from django.db import transaction
from django.utils import timezone
from wagtail.models import Locale

from city.models import ContactPoint, Named, Place, Topic, Unit
from cms.blocks.body import body_from

from .texts import Block, Text

OFFICE_DAYS = (("1", "09:00", "17:00"), *((day, "07:40", "15:30") for day in "2345"))
EMBASSY_DAYS = (*((day, "10:00", "18:00") for day in "1234"), ("5", "10:00", "14:00"))
TRAINING_IN = 20
VERIFIED_AGO = 12

WAY_THERE = Text(
    "Tramwajem do przystanku „Plac Wszystkich Świętych” (sprawdź przed wyjściem).",
    "Трамваєм до зупинки «Plac Wszystkich Świętych» (перевірте перед виходом).",
    "By tram to the stop “Plac Wszystkich Świętych” (check before you go).",
)
CHECK_FIRST = Text(
    "Zapytaj przed wizytą: nikt tego tu nie sprawdził.",
    "Запитайте перед візитом: тут цього ніхто не перевіряв.",
    "Ask before you come: nobody has checked it here.",
)
TRAINING = Text("Szkolenie pracowników (demo)", "Навчання працівників (демо)", "Training of staff (demo)")

# code: (words by field, facts, hours, barrier-free facts as kind, answer, note)
Row = tuple[
    Mapping[str, Text], Mapping[str, Any], tuple[tuple[str, str, str], ...], tuple[tuple[str, str, Text | str], ...]
]
PLACES: dict[str, Row] = {
    "city-office": (
        {
            "name": Text("Urząd Miasta Krakowa", "Міська рада Кракова", "Kraków City Office"),
            "way_there": WAY_THERE,
        },
        {
            "street": "pl. Wszystkich Świętych", "number": "3-4", "postcode": "31-004",
            "latitude": Decimal("50.05930"), "longitude": Decimal("19.93770"), "languages": ["pl"],
        },
        OFFICE_DAYS,
        (("entrance", "unknown", CHECK_FIRST), ("lift", "unknown", ""), ("sign-language", "unknown", "")),
    ),
    "voivodeship-office": (
        {
            "name": Text(
                "Małopolski Urząd Wojewódzki", "Малопольське воєводське управління", "Małopolska Voivodeship Office"
            ),
            "way_there": Text(
                "Pieszo z Rynku Głównego, obok Plant (sprawdź przed wyjściem).",
                "Пішки від площі Ринок, біля парку Планти (перевірте перед виходом).",
                "On foot from the Main Market Square, beside the Planty park (check before you go).",
            ),
        },
        {
            "street": "ul. Basztowa", "number": "22", "postcode": "31-156",
            "latitude": Decimal("50.06620"), "longitude": Decimal("19.94200"), "languages": ["pl"],
        },
        OFFICE_DAYS,
        (("entrance", "unknown", CHECK_FIRST), ("toilet", "unknown", "")),
    ),
    "embassy-room": (
        {
            "name": Text(
                "Pokój spotkań Ambasady (demo)", "Кімната зустрічей Амбасади (демо)",
                "Meeting room of the Embassy (demo)",
            ),
            "way_there": Text(
                "Miejsce zmyślone: stoi tu, żeby pokazać opis dostępności.",
                "Місце вигадане: воно тут, щоб показати опис доступності.",
                "An invented place: it is here to show how accessibility is described.",
            ),
        },
        {
            "street": "ul. Przykładowa", "number": "7", "postcode": "31-000",
            "latitude": Decimal("50.05400"), "longitude": Decimal("19.94800"), "languages": ["pl", "uk", "en", "pso"],
        },
        EMBASSY_DAYS,
        (
            ("entrance", "yes", Text("Od podwórza.", "З двору.", "From the courtyard.")),
            ("lift", "no", Text(
                "Pokój jest na parterze.", "Кімната на першому поверсі.", "The room is on the ground floor."
            )),
            ("toilet", "yes", ""),
            ("loop", "unknown", ""),
            ("sign-language", "yes", Text(
                "Umów się trzy dni wcześniej.", "Домовтеся за три дні.", "Make an appointment three days ahead."
            )),
            ("quiet-room", "yes", ""),
            ("guide-dog", "yes", ""),
        ),
    ),
}  # fmt: skip

# code: (words by field, facts, code of the unit, codes of topics, code of the place)
CONTACTS: dict[str, tuple[Mapping[str, Text], Mapping[str, Any], str, tuple[str, ...], str]] = {
    "embassy-desk": (
        {
            "name": Text("Ambasada Wielokulturowości", "Амбасада мультикультурності", "Multiculturalism Embassy"),
            "responsibility": Text(
                "Pomaga nowym mieszkańcom: mówi, dokąd pójść, i pomaga wypełnić wniosek. Numer telefonu jest zmyślony "
                "(demo).",
                "Допомагає новим мешканцям: каже, куди звертатися, і допомагає заповнити заяву. Номер телефону "
                "вигаданий (демо).",
                "Helps newcomers: says where to go and helps to fill in forms. The telephone number is invented "
                "(demo).",
            ),
        },
        {"phone": "+48 12 000 00 01", "email": "ambasada@example.org", "languages": ["pl", "uk", "en"]},
        "embassy",
        ("integration", "polish-language"),
        "embassy-room",
    ),
    "registration-desk": (
        {
            "name": Text(
                "Stanowisko ds. meldunku i PESEL (demo)", "Відділ реєстрації та PESEL (демо)",
                "Desk for registration and PESEL (demo)",
            ),
            "responsibility": Text(
                "Przyjmuje wnioski o numer PESEL i zameldowanie. Numer telefonu jest zmyślony (demo).",
                "Приймає заяви про номер PESEL і реєстрацію місця проживання. Номер телефону вигаданий (демо).",
                "Takes applications for a PESEL number and for registration of residence. The telephone number is "
                "invented (demo).",
            ),
        },
        {"phone": "+48 12 000 00 02", "email": "meldunek@example.org", "languages": ["pl"]},
        "",
        ("integration",),
        "city-office",
    ),
    "education-desk": (
        {
            "name": Text(
                "Stanowisko ds. szkół (demo)", "Відділ у справах шкіл (демо)", "Desk for schools (demo)"
            ),
            "responsibility": Text(
                "Mówi, która szkoła ma wolne miejsca. Numer telefonu jest zmyślony (demo).",
                "Каже, у якій школі є вільні місця. Номер телефону вигаданий (демо).",
                "Says which school has places. The telephone number is invented (demo).",
            ),
        },
        {"phone": "+48 12 000 00 03", "email": "szkoly@example.org", "languages": ["pl", "en"]},
        "education",
        ("education",),
        "city-office",
    ),
}  # fmt: skip


@transaction.atomic
def load_points() -> int:
    """Create the places and contact points that are missing; returns how many. What an editor changed stays."""
    today = timezone.localdate()
    return sum(_place(code, *row) for code, row in PLACES.items()) + sum(
        _contact(code, today, *row) for code, row in CONTACTS.items()
    )


def _place(code: str, words: Mapping[str, Text], facts: Mapping[str, Any], hours: Any, barrier_free: Any) -> int:
    def fields(language: str) -> dict[str, Any]:
        rows = [
            {"type": "fact", "value": {"kind": kind, "answer": answer, "note": _in(note, language)}}
            for kind, answer, note in barrier_free
        ]
        return {**facts, "hours": _stream(Place, "hours", _week(hours)), "barrier_free": rows}

    return _each_language(Place, code, words, fields, lists=("barrier_free",))


def _contact(code: str, today: date, words: Any, facts: Any, unit: str, topics: Any, place: str) -> int:
    here = Place.objects.facts().get(code=place)
    day = today + timedelta(days=TRAINING_IN)

    def fields(language: str) -> dict[str, Any]:
        closed = _row("day", first=day.isoformat(), last=None, opens=None, closes=None, reason=_in(TRAINING, language))
        return {
            **facts,
            "unit": Unit.objects.facts().filter(code=unit).first(),
            "place": here,
            "topics": list(Topic.objects.facts().filter(code__in=topics)),
            "exceptions": [closed],
            "verified_on": today - timedelta(days=VERIFIED_AGO),
        }

    return _each_language(ContactPoint, code, words, fields, lists=("exceptions",))


def _each_language(
    model: type[Named],
    code: str,
    words: Mapping[str, Text],
    fields: Callable[[str], dict[str, Any]],
    lists: tuple[str, ...],
) -> int:
    """Create the row in each language under one key; rows of lists carry one id in all of them."""
    made, ids = 0, dict[str, list[str]]()
    for locale in Locale.objects.filter(language_code__in=Text._fields).order_by("-language_code"):
        language = locale.language_code
        if model._default_manager.filter(code=code, locale=locale).exists():
            continue
        values = fields(language) | {name: _in(text, language) for name, text in words.items()}
        for name in lists:
            ids.setdefault(name, [str(uuid5(NAMESPACE_URL, f"{code}:{name}:{n}")) for n in range(len(values[name]))])
            rows = [{**row, "id": key} for row, key in zip(values[name], ids[name], strict=True)]
            values[name] = _stream(model, name, rows)
        topics = values.pop("topics", None)
        row = model(
            code=code, locale=locale, translation_key=uuid5(NAMESPACE_URL, f"{model.__name__}:{code}"), **values
        )
        if topics is not None:
            row.topics = topics
        row.full_clean()
        row.save()
        made += 1
    return made


def _in(text: Text | str, language: str) -> str:
    return text if isinstance(text, str) and not isinstance(text, Text) else str(getattr(text, language))


def _row(kind: str, **value: Any) -> Block:
    return {"type": kind, "value": value}


def _week(hours: tuple[tuple[str, str, str], ...]) -> list[Block]:
    return [_row("open", weekday=day, opens=opens, closes=closes) for day, opens, closes in hours]


def _stream(model: type[Named], name: str, rows: list[Block]) -> Any:
    return body_from(rows, model._meta.get_field(name).stream_block)
