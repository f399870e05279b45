"""Invented calls of the demo: one extended twice, one planned, cancelled or resolved, two without own money."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils import timezone

from accounts.models import User
from city.models import Topic, Unit
from home.calls.models import Announcement, Call, CallDeadline, CallResult
from home.calls.services import begin_evaluation, cancel_call, correct_results, extend_deadline, publish_results
from home.models import CallPage, SectionPage

from .call_questions import ABOUT_NEIGHBOURHOOD, ABOUT_POLISH, Question, prepare_offer
from .clock import Day, day_of, moment, set_to
from .page_data import PageText
from .texts import Text, notice, paragraphs, points

CALLS_SECTION = "konkursy"
GOOD_NEIGHBOURHOOD = "dobre-sasiedztwo"
CLOSES = time(15, 30)
NGO_KINDS = ("association", "ordinary_association", "foundation", "sports_club", "rural_housewives_circle")
LAW = "art. 11 ust. 2 i art. 13 ustawy z dnia 24 kwietnia 2003 r. o działalności pożytku publicznego i o wolontariacie"
SMALL_LAW = "art. 19a ustawy z dnia 24 kwietnia 2003 r. o działalności pożytku publicznego i o wolontariacie"

CALLS = PageText(
    slug=CALLS_SECTION,
    type=SectionPage,
    title=Text("Konkursy", "Конкурси", "Calls for proposals"),
    lead=Text(
        "Na co miasto daje pieniądze organizacjom, do kiedy można składać oferty i co z nich wynikło.",
        "На що місто дає гроші організаціям, до якого дня приймають заявки і що з того вийшло.",
        "What the city gives money to organisations for, until when you may apply, and what came of it.",
    ),
    fields={"listing": SectionPage.Listing.CALLS, "show_in_menus": True},
)

Rows = tuple[tuple[str, str, str, str, int | None], ...]
INVENTED = notice(
    Text("Przykład", "Приклад", "Example"),
    Text("Konkurs i daty są zmyślone.", "Конкурс і дати вигадані.", "The call and its dates are invented."),
)


@dataclass(frozen=True)
class Extension:
    """A deadline of the kind moved on a day, to a day, and why."""

    done: Day
    new: Day
    reason: Text
    decision: str
    kind: str = CallDeadline.Kind.SUBMISSION


@dataclass(frozen=True)
class DemoCall:
    """A call with its page and all that happened to it; days are counted from today."""

    reference: str
    page: PageText
    unit: str
    topics: tuple[str, ...]
    published: Day
    opens: Day
    deadlines: tuple[tuple[str, Day], ...]
    facts: Mapping[str, Any] = field(default_factory=dict)
    extensions: tuple[Extension, ...] = ()
    cancelled: tuple[Day, Text] | None = None
    evaluated: Day | None = None
    results: tuple[Day, Rows] | None = None
    corrected: tuple[Day, Text, Rows] | None = None
    questions: tuple[Question, ...] = ()
    is_prepared_for: bool = False

    def create(self, today: date, units: Mapping[str, Unit], topics: Mapping[str, Topic]) -> Call:
        """Save the facts, as they were before anything was extended."""
        call = Call.objects.create(
            reference=self.reference,
            name=self.page.title.pl,
            opens_at=moment(self.opens, 0, today),
            unit=units[self.unit],
            **self.facts,
        )
        call.topics.set([topics[code] for code in self.topics])
        for kind, day in self.deadlines:
            CallDeadline.objects.create(call=call, kind=kind, at=_closing(day, today))
        if call.kind == Call.Kind.OPEN_CONTEST:
            for place in Announcement.REQUIRED:
                Announcement.objects.create(call=call, place=place, on=day_of(self.published, today))
        return call

    def play(self, call: Call, today: date, editor: User) -> None:
        """Let happen what happened since the page became public."""
        for step, extension in enumerate(self.extensions):
            deadline = CallDeadline.objects.get(call=call, kind=extension.kind)
            with set_to(moment(extension.done, 3 + step, today)):
                extend_deadline(
                    deadline_id=deadline.pk,
                    new=_closing(extension.new, today),
                    reason=extension.reason._asdict(),
                    decision_number=extension.decision,
                    actor=editor,
                )
        if self.cancelled:
            day, why = self.cancelled
            with set_to(moment(day, 5, today)):
                cancel_call(call_id=call.pk, reason=why._asdict(), actor=editor)
        if self.evaluated:
            with set_to(moment(self.evaluated, 1, today)):
                begin_evaluation(call_id=call.pk, actor=editor)
        if self.results:
            day, rows = self.results
            with set_to(moment(day, 6, today)):
                publish_results(call_id=call.pk, results=list(_results(rows)), file_id=None, actor=editor)
        if self.corrected:
            day, why, rows = self.corrected
            with set_to(moment(day, 2, today)):
                correct_results(
                    call_id=call.pk, results=list(_results(rows)), file_id=None, reason=why._asdict(), actor=editor
                )
        for question in self.questions:
            question.play(call, today, editor)
        if self.is_prepared_for:
            prepare_offer(call, today)


def _closing(day: Day, today: date) -> datetime:
    return datetime.combine(day_of(day, today), CLOSES, tzinfo=timezone.get_default_timezone())


def _results(rows: Rows) -> Iterator[CallResult]:
    for position, (organisation, title, outcome, score, amount) in enumerate(rows, start=1):
        yield CallResult(
            position=position, organisation=organisation, title=title, outcome=outcome,
            points=score or None, amount=amount,
        )  # fmt: skip


def calls(today: date) -> tuple[DemoCall, ...]:
    """Return the calls of the demo around a day, the oldest first."""
    year = today.year
    return (
        _carers(year),
        _good_neighbourhood(year, today),
        _summer(year),
        _speaking_polish(year),
        _street_party(year),
        _seniors(year),
    )


def _page(slug: str, title: Text, lead: Text, *body: Any) -> PageText:
    return PageText(slug=slug, type=CallPage, title=title, lead=lead, unit="ngo-policy", body=(*body, INVENTED))


def _facts(**more: Any) -> dict[str, Any]:
    return {"legal_basis": LAW, "external_url": "https://example.org/oferty", "eligible_kinds": list(NGO_KINDS)} | more


def _carers(year: int) -> DemoCall:
    awarded, reserve, refused, formal = (
        CallResult.Outcome.AWARDED, CallResult.Outcome.RESERVE, CallResult.Outcome.NOT_AWARDED,
        CallResult.Outcome.FORMAL_FAULT,
    )  # fmt: skip
    granted: Rows = (
        ("Fundacja Ciepły Dom (demo)", "Opiekun na wtorek i czwartek", awarded, "92.5", 60000),
        ("Stowarzyszenie Sąsiadki (demo)", "Godzina dla siebie", awarded, "88", 54000),
        ("Fundacja Krok Dalej (demo)", "Telefon, który słucha", awarded, "81.5", 42000),
    )
    others: Rows = (
        ("Fundacja Zielony Parapet (demo)", "Ogród opiekunów", refused, "52", None),
        ("Klub Sportowy Przykład (demo)", "Basen bez pośpiechu", formal, "", None),
    )
    trips = ("Stowarzyszenie Przykład (demo)", "Wyjazdy wytchnieniowe")
    return DemoCall(
        reference=f"NGO/{year}/1",
        page=_page(
            "chwila-oddechu",
            Text("Chwila oddechu (demo)", "Хвилина перепочинку (демо)", "A moment to breathe (demo)"),
            Text(
                "Na kilka godzin wolnych w tygodniu dla osób, które opiekują się bliskimi.",
                "На кілька вільних годин на тиждень для людей, які доглядають рідних.",
                "For a few free hours a week for people who care for their relatives.",
            ),
            paragraphs(
                Text(
                    "Pieniądze można wydać na opiekę zastępczą, przejazdy i rozmowę ze specjalistą.",
                    "Гроші можна витратити на тимчасовий догляд, проїзд і розмову з фахівцем.",
                    "The money may be spent on stand-in care, travel and talks with a specialist.",
                )
            ),
        ),
        unit="social-welfare",
        topics=("carers",),
        published=-130,
        opens=-129,
        deadlines=((CallDeadline.Kind.SUBMISSION, -95), (CallDeadline.Kind.REPORT, 120)),
        facts=_facts(budget=300000, max_grant=60000, own_contribution_pct=5),
        evaluated=-85,
        results=(-50, (*granted, (*trips, refused, "64", None), *others)),
        corrected=(
            -44,
            Text(
                "Komisja źle zsumowała punkty jednej oferty: było 64, powinno być 74.",
                "Комісія неправильно підсумувала бали однієї заявки: було 64, має бути 74.",
                "The committee added up the points of one offer wrongly: 64 instead of 74.",
            ),
            (*granted, (*trips, reserve, "74", None), *others),
        ),
    )


def _good_neighbourhood(year: int, today: date) -> DemoCall:
    second = day_of(5, today)
    return DemoCall(
        reference=f"NGO/{year}/2",
        page=_page(
            GOOD_NEIGHBOURHOOD,
            Text("Dobre sąsiedztwo (demo)", "Добре сусідство (демо)", "Good neighbourhood (demo)"),
            Text(
                "Na małe działania, które poznają ze sobą dawnych i nowych mieszkańców dzielnic.",
                "На невеликі ініціативи, які знайомлять давніх і нових мешканців районів.",
                "For small activities through which old and new residents of a district get to know each other.",
            ),
            paragraphs(
                Text(
                    "Ofertę składają co najmniej dwie organizacje razem. Jedna z nich pisze, druga pomaga.",
                    "Заявку подають щонайменше дві організації разом. Одна пише, друга допомагає.",
                    "At least two organisations apply together. One of them writes, the other helps.",
                )
            ),
            points(
                Text(
                    "wspólne gotowanie i święta podwórek",
                    "спільне приготування їжі та свята дворів",
                    "cooking together and courtyard parties",
                ),
                Text("kawiarenki językowe", "мовні кав'ярні", "language cafés"),
                Text(
                    "pomoc sąsiedzka dla nowo przybyłych",
                    "сусідська допомога новоприбулим",
                    "help among neighbours for those who have just come",
                ),
            ),
        ),
        unit="ngo-policy",
        topics=("calls", "integration"),
        published=-40,
        opens=-39,
        deadlines=(
            (CallDeadline.Kind.SUBMISSION, -9),
            (CallDeadline.Kind.CONFIRMATION, second + timedelta(days=21)),
            (CallDeadline.Kind.REPORT, 200),
        ),
        facts=_facts(budget=400000, max_grant=20000, own_contribution_pct=10),
        extensions=(
            Extension(
                -12,
                second,
                Text(
                    "W systemie ofert przez dwa dni nie dało się dołączać plików.",
                    "У системі заявок два дні не можна було додавати файли.",
                    "For two days no files could be attached in the system for offers.",
                ),
                f"OR.120.31.{year}",
            ),
            Extension(
                -6,
                second + timedelta(weeks=2),
                Text(
                    "Organizacje zgłosiły, że znalezienie partnera i zebranie zgód zajmuje więcej czasu.",
                    "Організації повідомили, що пошук партнера і збір згод потребують більше часу.",
                    "Organisations said that finding a partner and collecting consents takes more time.",
                ),
                f"OR.120.34.{year}",
            ),
        ),
        questions=ABOUT_NEIGHBOURHOOD,
    )


def _summer(year: int) -> DemoCall:
    return DemoCall(
        reference=f"NGO/{year}/3",
        page=_page(
            "wolne-popoludnia",
            Text("Wolne popołudnia (demo)", "Вільні пообіддя (демо)", "Free afternoons (demo)"),
            Text(
                "Na zajęcia dla dzieci i młodzieży po szkole.",
                "На заняття для дітей і молоді після школи.",
                "For activities for children and young people after school.",
            ),
        ),
        unit="education",
        topics=("education", "adhd"),
        published=-25,
        opens=-24,
        deadlines=((CallDeadline.Kind.SUBMISSION, 15),),
        facts=_facts(budget=150000, max_grant=15000, own_contribution_pct=0),
        cancelled=(
            -3,
            Text(
                "Zajęcia sfinansuje program rządowy, o którym dowiedzieliśmy się po ogłoszeniu. Nowy konkurs ogłosimy "
                "w tym miejscu.",
                "Заняття профінансує урядова програма, про яку ми дізналися після оголошення. Новий конкурс оголосимо "
                "тут.",
                "The activities will be paid by a programme of the government that we learned of afterwards. A new "
                "call will be announced here.",
            ),
        ),
    )


def _speaking_polish(year: int) -> DemoCall:
    return DemoCall(
        reference=f"NGO/{year}/4",
        page=_page(
            "razem-po-polsku",
            Text("Razem po polsku (demo)", "Разом польською (демо)", "Speaking Polish together (demo)"),
            Text(
                "Na kursy i rozmowy po polsku dla osób, które są tu od niedawna. Wkład własny nie jest wymagany.",
                "На курси й розмови польською для людей, які живуть тут недавно. Власний внесок не потрібен.",
                "For courses and conversation in Polish for people who came recently. You need no money of your own.",
            ),
            paragraphs(
                Text(
                    "Na przygotowanie oferty jest ponad sześć tygodni. Dyżur dla piszących oferty jest we wtorki.",
                    "На підготовку заявки є понад шість тижнів. Консультації для тих, хто пише, щовівторка.",
                    "There are more than six weeks to prepare an offer. On Tuesdays we help those who write one.",
                )
            ),
        ),
        unit="embassy",
        topics=("integration", "polish-language", "own-contribution"),
        published=-8,
        opens=-7,
        deadlines=((CallDeadline.Kind.SUBMISSION, 45), (CallDeadline.Kind.CONFIRMATION, 52)),
        facts=_facts(budget=500000, max_grant=50000, own_contribution_pct=0),
        questions=ABOUT_POLISH,
        is_prepared_for=True,
    )


def _street_party(year: int) -> DemoCall:
    return DemoCall(
        reference=f"NGO/{year}/5",
        page=_page(
            "swieto-ulicy",
            Text("Święto ulicy (demo)", "Свято вулиці (демо)", "Street party (demo)"),
            Text(
                "Mały grant na jeden dzień, w którym ulica należy do sąsiadów. Oferty ocenia się bez konkursu.",
                "Малий грант на один день, коли вулиця належить сусідам. Заявки оцінюють без конкурсу.",
                "A small grant for one day on which the street belongs to the neighbours. There is no contest.",
            ),
        ),
        unit="ngo-policy",
        topics=("calls",),
        published=-20,
        opens=-19,
        deadlines=((CallDeadline.Kind.SUBMISSION, 4),),
        facts=_facts(
            kind=Call.Kind.SMALL_GRANT, budget=60000, max_grant=10000, legal_basis=SMALL_LAW,
            eligible_kinds=[*NGO_KINDS, "informal_group"],
        ),
    )  # fmt: skip


def _seniors(year: int) -> DemoCall:
    return DemoCall(
        reference=f"NGO/{year}/6",
        page=_page(
            "kluby-seniora",
            Text("Kluby seniora (demo)", "Клуби для літніх людей (демо)", "Clubs for seniors (demo)"),
            Text(
                "Na miejsca, w których starsi mieszkańcy spotykają się kilka razy w tygodniu.",
                "На місця, де старші мешканці зустрічаються кілька разів на тиждень.",
                "For places where older residents meet several times a week.",
            ),
        ),
        unit="social-welfare",
        topics=("seniors",),
        published=-2,
        opens=12,
        deadlines=((CallDeadline.Kind.SUBMISSION, 55), (CallDeadline.Kind.REPORT, 400)),
        facts=_facts(budget=900000, max_grant=120000, own_contribution_pct="7.5"),
    )
