"""News of the demo: the real meeting, an invented call whose deadline moved, and a text that is only in Polish."""

from datetime import date, timedelta

from wagtail.models import Page

from home.blocks import CorrectionsBlock, RelatedBlock
from home.models import NewsPage

from .clock import day_of
from .page_data import PageText
from .texts import Text, button, dated, facts, heading, notice, paragraphs, points, same, source, texts_in

MEETING = PageText(
    slug="dziesiec-tematow-na-spotkaniu-27-lutego",
    type=NewsPage,
    title=Text(
        "Dialog z trzecim sektorem: dziesięć tematów jednego spotkania",
        "Діалог із третім сектором: десять тем однієї зустрічі",
        "Dialogue with the third sector: ten topics in one meeting",
    ),
    lead=Text(
        "27 lutego 2026 r. prezydent Krakowa i przedstawiciele najważniejszych wydziałów rozmawiali z organizacjami "
        "pozarządowymi. Spotkanie zakończyła deklaracja dalszej współpracy i cyklicznych konsultacji.",
        "27 лютого 2026 року президент Кракова та представники ключових відділів зустрілися з громадськими "
        "організаціями. Наприкінці місто заявило про подальшу співпрацю та регулярні консультації.",
        "On 27 February 2026 the Mayor of Kraków and representatives of the key departments talked with "
        "non-governmental organisations. The meeting ended with a declaration of further co-operation and regular "
        "consultations.",
    ),
    topics=("meetings", "calls", "own-contribution", "integration"),
    unit="dialogue",
    fields={"published_on": date(2026, 3, 3)},
    shows=Text(
        "Rysunek: ludzie siedzą przy okrągłym stole.",
        "Малюнок: люди сидять за круглим столом.",
        "Drawing: people sit at a round table.",
    ),
    body=(
        paragraphs(
            Text(
                "Rozmowa była robocza: o bieżących kłopotach i o rozwiązaniach, które uporządkują współpracę miasta "
                "z organizacjami. Zgłoszone postulaty mają po kolei przeanalizować właściwe wydziały i jednostki.",
                "Розмова була робочою: про поточні труднощі та про рішення, які впорядкують співпрацю міста "
                "з організаціями. Висловлені постулати по черзі проаналізують відповідні відділи та підрозділи.",
                "It was a working talk: about current problems and about solutions that will put the co-operation of "
                "the city and the organisations in order. The competent departments and units are to analyse the "
                "postulates one after another.",
            ),
        ),
        heading(Text("O co prosiły organizacje", "Про що просили організації", "What the organisations asked for")),
        points(
            Text(
                "ciągłość wsparcia dla opiekunów osób zależnych po zakończeniu projektu „Wspornik”",
                "безперервна підтримка доглядальників залежних осіб після завершення проєкту «Wspornik»",
                "continuous support for carers of dependent persons after the project “Wspornik” ended",
            ),
            Text(
                "ciągłość pomocy asystentów osobistych osób z niepełnosprawnościami",
                "безперервна допомога персональних асистентів для людей з інвалідністю",
                "continuity of personal assistants for people with disabilities",
            ),
            Text(
                "model wsparcia dzieci z ADHD i ich rodzin, z certyfikacją i wsparciem w edukacji",
                "модель підтримки дітей з РДУГ та їхніх родин, із сертифікацією та підтримкою в навчанні",
                "a model of support for children with ADHD and their families, with certification and support in "
                "education",
            ),
            Text(
                "silniejsze programy antydyskryminacyjne i działania przeciw mowie nienawiści",
                "сильніші антидискримінаційні програми та протидія мові ворожнечі",
                "stronger anti-discrimination programmes and work against hate speech",
            ),
            Text(
                "rozwój Ambasady Wielokulturowości i lokalna strategia integracji, przede wszystkim nauka polskiego",
                "розвиток Амбасади мультикультурності та місцева стратегія інтеграції, передусім вивчення польської "
                "мови",
                "development of the Multiculturalism Embassy and a local integration strategy, above all learning "
                "Polish",
            ),
            Text(
                "powrót funduszu wkładów własnych",
                "повернення фонду власних внесків",
                "the return of the own-contribution fund",
            ),
            Text(
                "dłuższe terminy konkursów i lepsza informacja o nich",
                "довші терміни конкурсів і краща інформація про них",
                "longer deadlines of calls for proposals and better information on them",
            ),
            Text(
                "platforma internetowa do wymiany informacji między wydziałami",
                "інтернет-платформа для обміну інформацією між відділами",
                "an internet platform for the exchange of information between departments",
            ),
            Text(
                "regularne spotkania wszystkich organizacji",
                "регулярні зустрічі всіх організацій",
                "regular meetings of all organisations",
            ),
            Text(
                "polityka senioralna oraz lokale i finanse organizacji",
                "політика щодо літніх людей, а також приміщення та фінанси організацій",
                "senior policy, and premises and finances of organisations",
            ),
        ),
        heading(Text("Co zadeklarowało miasto", "Що заявило місто", "What the city declared")),
        points(
            Text(
                "będzie dążyć do ciągłości usług dla opiekunów i asystentów, w ramach środków zewnętrznych i budżetu",
                "прагнутиме зберегти безперервність послуг для доглядальників і асистентів у межах зовнішніх коштів "
                "та бюджету",
                "it will strive to keep the services for carers and personal assistants continuous, within external "
                "funds and the budget",
            ),
            Text(
                "przeanalizuje, czy można wypracować model wsparcia dzieci z ADHD i na co budżet pozwala w sprawie "
                "funduszu wkładów własnych",
                "проаналізує, чи можна розробити модель підтримки дітей з РДУГ і що дозволяє бюджет щодо фонду "
                "власних внесків",
                "it will analyse whether a model for children with ADHD can be worked out and what the budget allows "
                "for the own-contribution fund",
            ),
            Text(
                "działania przeciw dyskryminacji trwają i będą rozwijane w ramach polityki równościowej",
                "заходи проти дискримінації тривають і розвиватимуться в межах політики рівності",
                "work against discrimination is under way and will be developed within the equality policy",
            ),
            Text(
                "Wydział Dialogu, Równości i Polityki Społecznej oraz Referat ds. Polityki Pozarządowej dokonają "
                "przeglądu procedur konkursowych i usprawnią przepływ informacji",
                "Відділ діалогу, рівності та соціальної політики і Сектор політики щодо громадських організацій "
                "переглянуть процедури конкурсів і поліпшать обмін інформацією",
                "the Department of Dialogue, Equality and Social Policy and the Section for NGO Policy will review the "
                "procedures of calls and improve the flow of information",
            ),
        ),
        notice(
            Text("Źródło", "Джерело", "Source"),
            Text(
                "Miasto Kraków, „Dialog z trzecim sektorem”, 3 marca 2026 r. Opracowanie własne.",
                "Місто Краків, «Dialog z trzecim sektorem» (польською), 3 березня 2026 року. Власний виклад.",
                "City of Kraków, “Dialog z trzecim sektorem” (in Polish), 3 March 2026. Retold in our own words.",
            ),
        ),
        button(Text("Strona miasta Krakowa", "Сайт міста Кракова", "Website of the city of Kraków"),
               "https://www.krakow.pl/"),
    ),
)  # fmt: skip


def call_extended(today: date, about: Page | None) -> PageText:
    """Return the news that the deadline of an invented call was moved, and why; it leads to the page of the call."""
    old = day_of(5, today)
    new = old + timedelta(weeks=2)
    why = Text(
        "Poprawiliśmy godzinę, do której można składać oferty: to 15:30, a nie 15:00.",
        "Ми виправили час, до якого можна подавати заявки: це 15:30, а не 15:00.",
        "We corrected the hour until which you may apply: it is 15:30, not 15:00.",
    )
    correction = {"type": "correction", "value": {"day": day_of(-4, today).isoformat(), "text": why}}
    return PageText(
        slug="dluzszy-nabor-w-konkursie-dobre-sasiedztwo",
        type=NewsPage,
        title=Text(
            "Dłuższy nabór w konkursie „Dobre sąsiedztwo” (demo)",
            "Довший прийом заявок у конкурсі «Добре сусідство» (демо)",
            "More time to apply: the call “Good neighbourhood” (demo)",
        ),
        lead=dated(
            Text(
                "Oferty można składać do {new}, czyli dwa tygodnie dłużej.",
                "Заявки можна подавати до {new}, тобто на два тижні довше.",
                "You may apply until {new}, two weeks longer than before.",
            ),
            new=new,
        ),
        topics=("calls",),
        unit="ngo-policy",
        fields={
            "published_on": day_of(-6, today),
            "pinned_until": new,
            "relevant_until": new,
            "press_contact": "konkursy@example.org",
            "corrections": CorrectionsBlock().to_python([source(correction)]),
            "related": RelatedBlock().to_python([{"type": "page", "value": about.pk}] if about else []),
        },
        further=tuple(texts_in(correction)),
        body=(
            facts(
                Text("Najważniejsze daty", "Найважливіші дати", "The dates"),
                (
                    Text("Nowy termin", "Новий термін", "New deadline"),
                    dated(Text("{new}, godz. 15:30", "{new}, 15:30", "{new}, 15:30"), new=new),
                ),
                (Text("Poprzedni termin", "Попередній термін", "Old deadline"), dated(same("{old}"), old=old)),
            ),
            heading(Text("Dlaczego termin się zmienił", "Чому термін змінився", "Why the deadline moved")),
            paragraphs(
                Text(
                    "Organizacje zgłosiły, że znalezienie partnera i zebranie zgód zajmuje więcej czasu, niż zakładał "
                    "pierwszy termin. Nikt, kto już złożył ofertę, nie musi jej zmieniać.",
                    "Організації повідомили, що пошук партнера і збір згод потребують більше часу, ніж передбачав "
                    "перший термін. Хто вже подав заявку, не мусить її змінювати.",
                    "Organisations said that finding a partner and collecting consents takes longer than the first "
                    "deadline allowed. Nobody who has already applied needs to change anything.",
                ),
            ),
            notice(
                Text("Przykład", "Приклад", "Example"),
                Text(
                    "Konkurs i daty są zmyślone.",
                    "Конкурс і дати вигадані.",
                    "The call and its dates are invented.",
                ),
            ),
        ),
    )


def duty_hours(today: date) -> PageText:
    """Return a news that nobody has translated yet, to show how that looks."""
    return PageText(
        slug="dyzur-informacyjny-dla-organizacji",
        type=NewsPage,
        title=same("Dyżur informacyjny dla organizacji (demo)"),
        lead=same(
            "W każdy wtorek po południu można zapytać o dotacje, lokale i umowy. Wystarczy przyjść, zapisy nie są "
            "potrzebne."
        ),
        topics=("information-flow",),
        unit="ngo-policy",
        fields={"published_on": day_of(-2, today)},
        body=(
            paragraphs(
                same("Na dyżurze rozmawia się o sprawach, których nie da się załatwić jednym mailem."),
                same("To wiadomość przykładowa. Jest tylko po polsku, żeby pokazać, jak serwis o tym informuje."),
            ),
        ),
        languages=(),
    )


def news(today: date, *, about: Page | None) -> tuple[PageText, ...]:
    """Return all news, the oldest first; one of them is about the page of a call."""
    return (MEETING, call_extended(today, about), duty_hours(today))
