"""Invented events of the demo: two that repeat, a yearly one, one that is over, one that is cancelled."""

from collections.abc import Iterator
from datetime import date, time, timedelta
from itertools import islice
from typing import Any

from home.events.blocks import ChangesBlock
from home.events.recurrence import Recurrence
from home.models import EventPage, SectionPage

from .page_data import PageText
from .texts import Text, paragraphs, source, texts_in

EVENTS_SECTION = "wydarzenia"

EVENTS = PageText(
    slug=EVENTS_SECTION,
    type=SectionPage,
    title=Text("Wydarzenia", "Події", "Events"),
    lead=Text(
        "Spotkania, na które można przyjść bez zapowiedzi, i takie, na które trzeba się zapisać.",
        "Зустрічі, на які можна прийти без попередження, і такі, на які треба записатися.",
        "Meetings you may simply come to, and some you have to register for.",
    ),
    fields={"listing": SectionPage.Listing.EVENTS, "show_in_menus": True},
)

CLUB = Text("Klub sąsiedzki (demo)", "Сусідський клуб (демо)", "Neighbours' club (demo)")
ADDRESS = "ul. Przykładowa 1, Kraków"
ASSOCIATION = Text("Stowarzyszenie Przykład (demo)", "Товариство «Приклад» (демо)", "Example Association (demo)")
EVERYBODY = Text("dla wszystkich, także z dziećmi", "для всіх, також із дітьми", "for everybody, children too")
CONTACT = "wydarzenia@example.org"


def events(today: date) -> tuple[PageText, ...]:
    """Return the events of the demo around a day."""
    return (_cafe(today), _conversation(today), _independence_day(today), _open_day(today), _workshop(today))


def _weekday_after(day: date, weekday: int) -> date:
    return day + timedelta(days=(weekday - day.weekday()) % 7)


def _changes(*blocks: dict[str, Any]) -> dict[str, Any]:
    return {"changes": ChangesBlock().to_python([source(block) for block in blocks])}


def _dates_after(today: date, first: date, rule: str) -> Iterator[date]:
    recurrence = Recurrence.parse(rule)
    return recurrence.days(first, since=today + timedelta(days=1)) if recurrence else iter([first])


def _cafe(today: date) -> PageText:
    first, rule = _weekday_after(today - timedelta(days=56), 2), "FREQ=WEEKLY;BYDAY=WE"
    _next, second, third = islice(_dates_after(today, first, rule), 3)
    cancelled = {
        "type": "cancelled",
        "value": {
            "day": second.isoformat(),
            "reason": Text(
                "W klubie trwa przegląd ogrzewania.", "У клубі перевіряють опалення.", "The heating is being inspected."
            ),
        },
    }
    moved = {
        "type": "moved",
        "value": {
            "day": third.isoformat(),
            "to_day": (third + timedelta(days=1)).isoformat(),
            "starts_at": "18:00",
            "ends_at": "20:00",
            "reason": Text("Sala jest tego dnia zajęta.", "Зала того дня зайнята.", "The room is taken that day."),
        },
    }
    return PageText(
        slug="kawiarenka-integracyjna",
        type=EventPage,
        title=Text("Kawiarenka integracyjna (demo)", "Інтеграційна кав'ярня (демо)", "Integration café (demo)"),
        lead=Text(
            "Herbata, ciasto i rozmowy. Można przyjść bez zapisów, po prostu pobyć i poznać sąsiadów.",
            "Чай, пиріг і розмови. Можна прийти без запису, просто побути й познайомитися із сусідами.",
            "Tea, cake and conversation. Come without registering, just to be there and meet neighbours.",
        ),
        topics=("integration",),
        unit="dialogue",
        fields={
            "starts_on": first,
            "starts_at": time(17),
            "ends_at": time(19),
            "recurrence": rule,
            "address": ADDRESS,
            "languages_spoken": ["pl", "uk", "en"],
            "is_step_free": True,
            "has_hearing_loop": True,
            "contact": CONTACT,
            **_changes(cancelled, moved),
        },
        words={"place_name": CLUB, "audience": EVERYBODY, "organiser": ASSOCIATION},
        further=tuple(texts_in([cancelled, moved])),
    )


def _conversation(today: date) -> PageText:
    first = _weekday_after(today - timedelta(days=35), 1)
    until = date(first.year + 1, 6, 30)
    return PageText(
        slug="rozmowy-po-polsku",
        type=EventPage,
        title=Text("Rozmowy po polsku (demo)", "Розмови польською (демо)", "Polish conversation (demo)"),
        lead=Text(
            "Ćwiczymy mówienie w małych grupach. Wystarczy, że umiesz się przedstawić.",
            "Тренуємося говорити в малих групах. Досить, якщо ви вмієте назвати своє ім'я.",
            "We practise speaking in small groups. It is enough if you can introduce yourself.",
        ),
        topics=("integration",),
        unit="dialogue",
        body=(
            paragraphs(
                Text(
                    "Grupy prowadzą wolontariusze. Dzieci mogą w tym czasie bawić się obok.",
                    "Групи ведуть волонтери. Діти можуть тим часом гратися поруч.",
                    "Volunteers lead the groups. Children may play next door meanwhile.",
                )
            ),
        ),
        fields={
            "starts_on": first,
            "starts_at": time(18),
            "ends_at": time(19, 30),
            "recurrence": f"FREQ=WEEKLY;INTERVAL=2;BYDAY=TU;UNTIL={until:%Y%m%d}",
            "address": ADDRESS,
            "languages_spoken": ["pl"],
            "registration_url": "https://example.org/zapisy",
            "contact": CONTACT,
        },
        words={
            "place_name": CLUB,
            "audience": Text("dla dorosłych", "для дорослих", "for adults"),
            "capacity_note": Text("24 miejsca", "24 місця", "24 places"),
            "organiser": ASSOCIATION,
        },
    )


def _independence_day(today: date) -> PageText:
    return PageText(
        slug="swieto-niepodleglosci",
        type=EventPage,
        title=Text(
            "Spotkanie w Święto Niepodległości (demo)",
            "Зустріч у День незалежності Польщі (демо)",
            "Meeting on Independence Day (demo)",
        ),
        lead=Text(
            "Co roku 11 listopada opowiadamy, skąd wzięło się to święto, i śpiewamy razem.",
            "Щороку 11 листопада розповідаємо, звідки взялося це свято, і співаємо разом.",
            "Every year on 11 November we tell where this holiday comes from and sing together.",
        ),
        topics=("integration",),
        unit="dialogue",
        fields={
            "starts_on": date(today.year - 1, 11, 11),
            "starts_at": time(11),
            "ends_at": time(13),
            "recurrence": "FREQ=YEARLY",
            "address": ADDRESS,
            "languages_spoken": ["pl", "uk"],
            "has_interpreter": True,
            "has_sign_language": True,
            "is_step_free": True,
            "contact": CONTACT,
        },
        words={"place_name": CLUB, "audience": EVERYBODY, "organiser": ASSOCIATION},
    )


def _open_day(today: date) -> PageText:
    return PageText(
        slug="dzien-otwarty",
        type=EventPage,
        title=Text("Dzień otwarty (demo)", "День відкритих дверей (демо)", "Open day (demo)"),
        lead=Text(
            "Organizacje pokazały, co robią i jak się do nich przyłączyć.",
            "Організації показали, що вони роблять і як до них долучитися.",
            "Organisations showed what they do and how to join them.",
        ),
        topics=("meetings",),
        unit="ngo-policy",
        fields={"starts_on": today - timedelta(days=40), "address": ADDRESS, "is_step_free": True, "contact": CONTACT},
        words={"place_name": CLUB, "organiser": ASSOCIATION},
    )


def _workshop(today: date) -> PageText:
    return PageText(
        slug="warsztaty-wnioskow",
        type=EventPage,
        title=Text(
            "Warsztaty pisania wniosków (demo)", "Майстерня написання заявок (демо)", "Writing applications (demo)"
        ),
        lead=Text(
            "Jak napisać wniosek o dotację, który da się ocenić.",
            "Як написати заявку на грант, яку можна оцінити.",
            "How to write an application for a grant that can be judged.",
        ),
        topics=("calls",),
        unit="ngo-policy",
        fields={
            "starts_on": today + timedelta(days=19),
            "starts_at": time(16),
            "ends_at": time(19),
            "online_url": "https://example.org/warsztaty",
            "is_free": False,
            "is_cancelled": True,
            "contact": CONTACT,
        },
        words={
            "price": Text("30 zł od organizacji", "30 злотих з організації", "30 PLN per organisation"),
            "cancellation_reason": Text(
                "Prowadząca zachorowała. Nowy termin podamy tutaj.",
                "Ведуча захворіла. Нову дату повідомимо тут.",
                "The trainer is ill. We will give the new date here.",
            ),
            "organiser": ASSOCIATION,
        },
    )
