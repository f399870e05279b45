"""Invented questions about the calls of the demo, with their answers, and an offer that an organisation prepares."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import NAMESPACE_URL, uuid5

from accounts.models import User
from consultations.organisations.models import Membership
from home.calls.models import Call, CallQuestion
from home.calls.preparing.models import Outline, OwnItem
from home.calls.preparing.services import save_preparation, start_preparation
from home.calls.questions.services import ask_question, publish_answer

from .clock import Day, moment, set_to
from .organisations import organisations
from .people import people
from .texts import Text


@dataclass(frozen=True)
class Question:
    """What somebody asked in one language, and what the city answered, if it did; corrected if there is a later one."""

    asked: Day
    words: Text
    language: str = "pl"
    answers: tuple[tuple[Day, Text], ...] = ()

    def play(self, call: Call, today: date, editor: User) -> None:
        """Let it be asked, answered and corrected."""
        with set_to(moment(self.asked, 4, today)):
            row = ask_question(call_id=call.pk, language=self.language, text=getattr(self.words, self.language))
        for step, (day, answer) in enumerate(self.answers):
            row = CallQuestion.objects.get(pk=row.pk)
            with set_to(moment(day, 2 + step, today)):
                publish_answer(
                    question_id=row.pk,
                    question=self.words._asdict(),
                    answer=answer._asdict(),
                    actor=editor,
                    version=row.version,
                )


ABOUT_NEIGHBOURHOOD = (
    Question(
        -30,
        Text(
            "Czy drugą organizacją w ofercie może być grupa sąsiedzka, która nie jest nigdzie zarejestrowana?",
            "Чи може другою організацією в заявці бути група сусідів, яка ніде не зареєстрована?",
            "May the second organisation be a group of neighbours that is not registered anywhere?",
        ),
        answers=(
            (
                -28,
                Text(
                    "Tak, jako partner. Umowę podpisuje i rozlicza organizacja, która składa ofertę.",
                    "Так, як партнер. Договір підписує і звітує організація, яка подає заявку.",
                    "Yes, as a partner. The organisation that applies signs the contract and accounts for the money.",
                ),
            ),
        ),
    ),
    Question(
        -27,
        Text(
            "Czy praca wolontariuszy liczy się jako wkład własny?",
            "Чи зараховують працю волонтерів як власний внесок?",
            "Does the work of volunteers count as own contribution?",
        ),
        language="uk",
        answers=(
            (
                -24,
                Text(
                    "Tak, do połowy wymaganego wkładu.",
                    "Так, до половини потрібного внеску.",
                    "Yes, up to half of what is required.",
                ),
            ),
            (
                -21,
                Text(
                    "Tak, praca wolontariuszy może być całym wkładem własnym. Potrzebna jest karta godzin.",
                    "Так, праця волонтерів може бути всім власним внеском. Потрібен облік годин.",
                    "Yes, it may be the whole own contribution. Keep a sheet of hours.",
                ),
            ),
        ),
    ),
)

ABOUT_POLISH = (
    Question(
        -5,
        Text(
            "Czy z dotacji można zapłacić za opiekę nad dziećmi w czasie kursu?",
            "Чи можна з гранту оплатити догляд за дітьми під час курсу?",
            "May the grant pay for looking after children during a course?",
        ),
        language="uk",
        answers=(
            (
                -4,
                Text(
                    "Tak. Proszę wpisać ją w kosztorysie jako osobny koszt.",
                    "Так. Впишіть це в кошторисі окремим рядком.",
                    "Yes. Give it as a cost of its own in the budget.",
                ),
            ),
        ),
    ),
    Question(
        -1,
        Text(
            "Czy jedna organizacja może złożyć dwie oferty, na dwie różne dzielnice?",
            "Чи може одна організація подати дві заявки, на два різні райони?",
            "May one organisation submit two offers, for two different districts?",
        ),
    ),
)


def prepare_offer(call: Call, today: date) -> None:
    """Let the organisation of the story begin its offer for a call."""
    everybody, organisation = people(), organisations()["step"]
    secretary, colleague = everybody["secretary"], everybody["colleague"]
    title = "Kawa i rozmówki na osiedlu (demo)"
    with set_to(moment(-4, 1, today)):
        preparation = start_preparation(
            actor=secretary,
            key=uuid5(NAMESPACE_URL, f"https://{call.reference}.example.org"),
            call_id=call.pk,
            organisation_id=organisation.pk,
            title=title,
        )
    with set_to(moment(-3, 3, today)):
        save_preparation(
            preparation_id=preparation.pk,
            actor=colleague,
            version=preparation.version,
            outline=Outline(
                title=title,
                notes="Wszystko tutaj jest zmyślone. Cel: dwie grupy po dwanaście osób, raz w tygodniu, od wiosny.",
                responsible_id=Membership.objects.get(organisation=organisation, person=secretary).pk,
                asked_amount=Decimal(42000),
                ticked=frozenset({"budget"}),
                own_items=_items(("Zapytać bibliotekę o salę", True), ("Znaleźć drugą osobę prowadzącą", False)),
            ),
        )


def _items(*items: tuple[str, bool]) -> tuple[OwnItem, ...]:
    return tuple(OwnItem(text, is_done) for text, is_done in items)
