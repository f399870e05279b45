"""The front page and the texts about the product itself."""

from home.blocks import Destination
from home.models import InfoPage, SectionPage

from .page_data import PageText
from .texts import Text, facts, heading, notice, paragraphs, points, steps

NEWS_SECTION, GUIDES, ABOUT = "aktualnosci", "poradnik", "o-serwisie"

HOME_TITLE = Text("Wspólna Sprawa", "Спільна справа", "Common Cause")
HOME_LEAD = Text(
    "Tu miasto rozmawia z organizacjami i z nowymi mieszkańcami. Zobacz, o co proszą, kto i do kiedy odpowiada i co "
    "z tego wynikło.",
    "Тут місто розмовляє з громадськими організаціями та новими мешканцями. Дізнайтеся, про що вони просять, хто "
    "і до якого дня відповідає і що з цього вийшло.",
    "This is where the city talks with organisations and newcomers. See what they ask for, who answers and by when, "
    "and what came of it.",
)
HOME_BODY = (
    notice(
        Text("To wersja demonstracyjna", "Це демонстраційна версія", "This is a demonstration"),
        Text(
            "Ludzie i organizacje są zmyśleni. Prawdziwe jest spotkanie z 27 lutego 2026 r. i to, co miasto po nim "
            "zadeklarowało.",
            "Люди та організації вигадані. Справжніми є зустріч 27 лютого 2026 року і те, що місто пообіцяло після "
            "неї.",
            "The people and organisations are invented. The meeting of 27 February 2026 and what the city declared "
            "after it are real.",
        ),
    ),
)

# title, text, words of the link, slug of a page or name of a place of the site
ENTRIES: tuple[tuple[Text, Text, Text, str], ...] = (
    (
        Text("Mieszkam tu od niedawna", "Я тут живу недавно", "I have just moved here"),
        Text(
            "Karta pobytu, PESEL, lekarz, szkoła, kurs polskiego: co zrobić krok po kroku.",
            "Карта побиту, PESEL, лікар, школа, курси польської: що робити крок за кроком.",
            "Residence card, PESEL, doctor, school, Polish courses: what to do, step by step.",
        ),
        Text("Otwórz poradnik", "Відкрити путівник", "Open the guides"),
        GUIDES,
    ),
    (
        Text("Działam w organizacji", "Я працюю в організації", "I work in an organisation"),
        Text(
            "Napisz, co miasto powinno zmienić. Zaproś do podpisu inne organizacje i śledź odpowiedź.",
            "Напишіть, що має змінити місто. Запросіть інші організації підписатися і стежте за відповіддю.",
            "Write what the city should change. Invite other organisations to co-sign and follow the answer.",
        ),
        Text("Zgłoś postulat", "Подати постулат", "Submit a postulate"),
        Destination.START.value,
    ),
    (
        Text("Chcę wiedzieć, co obiecano", "Хочу знати, що пообіцяли", "I want to know what was promised"),
        Text(
            "Wszystkie postulaty, odpowiedzi i obietnice w jednym miejscu. Nie trzeba mieć konta.",
            "Усі постулати, відповіді та обіцянки в одному місці. Обліковий запис не потрібен.",
            "All postulates, answers and promises in one place. You need no account.",
        ),
        Text("Zobacz rejestr", "Переглянути реєстр", "See the register"),
        Destination.REGISTER.value,
    ),
)

SECTIONS: tuple[PageText, ...] = (
    PageText(
        slug=NEWS_SECTION,
        type=SectionPage,
        title=Text("Aktualności", "Новини", "News"),
        lead=Text(
            "Co dzieje się między miastem a organizacjami.",
            "Що відбувається між містом і громадськими організаціями.",
            "What happens between the city and the organisations.",
        ),
        fields={"listing": SectionPage.Listing.NEWS, "show_in_menus": True},
    ),
    PageText(
        slug=GUIDES,
        type=SectionPage,
        title=Text("Poradnik", "Путівник", "Guides"),
        lead=Text(
            "Najczęstsze sprawy nowych mieszkańców: co przygotować, ile to kosztuje i dokąd pójść.",
            "Найчастіші справи нових мешканців: що підготувати, скільки це коштує і куди звертатися.",
            "What newcomers most often need to do: what to bring, what it costs and where to go.",
        ),
        fields={"show_in_menus": True},
    ),
    PageText(
        slug=ABOUT,
        type=SectionPage,
        title=Text("O serwisie", "Про сайт", "About"),
        lead=Text(
            "Jak działa serwis i kto za co odpowiada.",
            "Як працює сайт і хто за що відповідає.",
            "How this site works and who is responsible for what.",
        ),
        fields={"show_in_menus": True},
    ),
)

ABOUT_PAGES: tuple[PageText, ...] = (
    PageText(
        slug="jak-dziala-postulat",
        type=InfoPage,
        title=Text("Jak działa postulat", "Як працює постулат", "How a postulate works"),
        lead=Text(
            "Od pierwszego zdania do odpowiedzi miasta i obietnicy, którą można sprawdzić.",
            "Від першого речення до відповіді міста й обіцянки, яку можна перевірити.",
            "From the first sentence to the city's answer and a promise anybody can check.",
        ),
        unit="dialogue",
        body=(
            steps(
                Text("Droga postulatu", "Шлях постулату", "The way of a postulate"),
                (
                    Text("Piszesz", "Ви пишете", "You write"),
                    Text(
                        "Opisujesz problem i mówisz, o co prosisz. Możesz pisać po polsku, ukraińsku lub angielsku. "
                        "Szkic widzą tylko osoby z twojej organizacji.",
                        "Ви описуєте проблему і кажете, про що просите. Писати можна польською, українською або "
                        "англійською. Чернетку бачать лише люди з вашої організації.",
                        "You describe the problem and say what you ask for. You may write in Polish, Ukrainian or "
                        "English. Only people of your organisation see the draft.",
                    ),
                ),
                (
                    Text("Inni podpisują", "Інші підписують", "Others co-sign"),
                    Text(
                        "Zapraszasz organizacje, które myślą podobnie.",
                        "Ви запрошуєте організації, які думають так само.",
                        "You invite organisations that think alike.",
                    ),
                ),
                (
                    Text("Moderator rejestruje", "Модератор реєструє", "A moderator registers it"),
                    Text(
                        "Moderator sprawdza, czy tekst nie podaje cudzych danych i czy nikogo nie obraża. Od "
                        "rejestracji postulat jest publiczny i ma termin odpowiedzi.",
                        "Модератор перевіряє, чи немає в тексті чужих даних і образ. Після реєстрації постулат стає "
                        "публічним і має термін відповіді.",
                        "A moderator checks that the text gives away nobody's data and insults nobody. Once "
                        "registered, the postulate is public and has a date for the answer.",
                    ),
                ),
                (
                    Text("Odpowiada właściwa jednostka", "Відповідає відповідний підрозділ", "The right unit answers"),
                    Text(
                        "Widać, kto prowadzi sprawę, kto pomaga i do kiedy miasto odpowie.",
                        "Видно, хто веде справу, хто допомагає і до якого дня місто відповість.",
                        "Anybody can see who leads the case, who helps and by when the city answers.",
                    ),
                ),
                (
                    Text("Obietnica zostaje", "Обіцянка залишається", "The promise stays"),
                    Text(
                        "Jeśli miasto coś obieca, obietnica trafia do rejestru i na kolejne spotkanie.",
                        "Якщо місто щось пообіцяє, обіцянка потрапляє до реєстру і до порядку денного наступної "
                        "зустрічі.",
                        "If the city promises something, the promise goes into the register and on the agenda of the "
                        "next meeting.",
                    ),
                ),
            ),
        ),
    ),
    PageText(
        slug="deklaracja-dostepnosci",
        type=InfoPage,
        title=Text("Deklaracja dostępności", "Декларація доступності", "Accessibility statement"),
        lead=Text(
            "Serwis ma być wygodny dla każdego, także bez myszy, bez wzroku i na małym ekranie.",
            "Сайт має бути зручним для кожного: і без мишки, і без зору, і на малому екрані.",
            "This site is meant to work for everybody, also without a mouse, without sight and on a small screen.",
        ),
        unit="dialogue",
        body=(
            notice(
                Text("Miejsce na deklarację (demo)", "Місце для декларації (демо)", "Place of the statement (demo)"),
                Text(
                    "Właściwą deklarację publikuje miasto po badaniu dostępności. Do tego czasu ta strona mówi, do "
                    "czego dążymy i gdzie zgłosić problem.",
                    "Саму декларацію місто публікує після перевірки доступності. До того часу ця сторінка каже, чого "
                    "ми прагнемо і куди повідомити про проблему.",
                    "The city publishes the statement itself after an audit. Until then this page says what we aim for "
                    "and where to report a problem.",
                ),
            ),
            heading(Text("Do czego dążymy", "Чого ми прагнемо", "What we aim for")),
            points(
                Text(
                    "zgodność z WCAG 2.2 na poziomie AA",
                    "відповідність WCAG 2.2 на рівні AA",
                    "conformance with WCAG 2.2 at level AA",
                ),
                Text(
                    "obsługa samą klawiaturą i czytnikiem ekranu",
                    "робота лише з клавіатурою та програмою читання з екрана",
                    "use with a keyboard alone and with a screen reader",
                ),
                Text("prosty język", "проста мова", "plain language"),
            ),
            heading(Text("Coś nie działa?", "Щось не працює?", "Something does not work?")),
            paragraphs(
                Text(
                    "Napisz na adres dostepnosc@example.org (adres przykładowy). Powiedz, na której stronie jest "
                    "problem i jak mamy odpowiedzieć.",
                    "Напишіть на адресу dostepnosc@example.org (адреса для прикладу). Вкажіть, на якій сторінці "
                    "проблема і як вам відповісти.",
                    "Write to dostepnosc@example.org (an example address). Say on which page the problem is and how we "
                    "should reply.",
                ),
            ),
        ),
    ),
    PageText(
        slug="kontakt",
        type=InfoPage,
        title=Text("Kontakt", "Контакти", "Contact"),
        lead=Text("Kogo o co zapytać.", "Кого про що запитати.", "Whom to ask about what."),
        unit="dialogue",
        body=(
            facts(
                Text("Adresy przykładowe (demo)", "Адреси для прикладу (демо)", "Example addresses (demo)"),
                (
                    Text(
                        "Sprawy nowych mieszkańców: Ambasada Wielokulturowości",
                        "Справи нових мешканців: Амбасада мультикультурності",
                        "Matters of newcomers: Multiculturalism Embassy",
                    ),
                    Text("ambasada@example.org", "ambasada@example.org", "ambasada@example.org"),
                ),
                (
                    Text(
                        "Organizacje i konkursy: Referat ds. Polityki Pozarządowej",
                        "Організації та конкурси: Сектор політики щодо громадських організацій",
                        "Organisations and calls: Section for NGO Policy",
                    ),
                    Text("ngo@example.org", "ngo@example.org", "ngo@example.org"),
                ),
            ),
        ),
    ),
)
