"""Texts for cases as the product first meets them, in three languages; staff may edit every one.

Our own wording. The information clause follows the list of RODO art. 13 and names an invented office: a data protection
officer puts the real one in before the site opens.
"""

from datetime import date
from typing import NamedTuple

from .workflow import Outcome


class Text(NamedTuple):
    """One text in the languages of the product."""

    pl: str
    uk: str
    en: str


# code: (name, explanation for the author, does the rejected text stay public)
REASONS: dict[str, tuple[Text, Text, bool]] = {
    "advertising": (
        Text("Reklama", "Реклама", "Advertising"),
        Text(
            "Tekst zachęca do zakupu towaru lub usługi. To miejsce służy do zgłaszania potrzeb mieszkańców "
            "i organizacji. Możesz napisać nowy postulat, który mówi, co miasto powinno zrobić.",
            "Текст заохочує купити товар чи послугу. Це місце призначене для потреб мешканців та організацій. "
            "Ви можете написати новий постулат про те, що має зробити місто.",
            "The text asks people to buy something. This place is for needs of residents and organisations. You may "
            "write a new postulate that says what the city should do.",
        ),
        True,
    ),
    "no-request": (
        Text("Nie wiadomo, o co chodzi", "Незрозуміло, про що йдеться", "It is unclear what is asked for"),
        Text(
            "Z tekstu nie wynika, o co prosisz miasto. Napisz jednym zdaniem, co powinno się zmienić.",
            "З тексту не зрозуміло, про що ви просите місто. Напишіть одним реченням, що має змінитися.",
            "The text does not say what you ask the city for. Write in one sentence what should change.",
        ),
        True,
    ),
    "individual-matter": (
        Text("Sprawa jednej osoby", "Справа однієї особи", "A matter of one person"),
        Text(
            "To sprawa jednej osoby, którą załatwia się w osobnym postępowaniu. Zgłoś ją w urzędzie, który ją "
            "prowadzi; tam dane pozostaną poufne.",
            "Це справа однієї особи, яку розглядають в окремому провадженні. Зверніться до установи, яка її веде; "
            "там ваші дані залишаться конфіденційними.",
            "This is the matter of one person and is handled in separate proceedings. Take it to the office in charge; "
            "there your data stay confidential.",
        ),
        False,
    ),
    "personal-data": (
        Text("Dane innych osób", "Дані інших осіб", "Data of other people"),
        Text(
            "Tekst podaje dane osób, które się na to nie zgodziły. Napisz go ponownie bez nazwisk, adresów "
            "i informacji o zdrowiu.",
            "У тексті є дані людей, які не давали на це згоди. Напишіть його ще раз без прізвищ, адрес і відомостей "
            "про здоров’я.",
            "The text gives data of people who have not agreed to it. Write it again without names, addresses and "
            "information on health.",
        ),
        False,
    ),
    "insult": (
        Text("Obraża innych", "Ображає інших", "It insults others"),
        Text(
            "Tekst obraża ludzi lub nawołuje do nienawiści. Krytyka jest mile widziana, obrażanie nie.",
            "Текст ображає людей або закликає до ненависті. Критика вітається, образи — ні.",
            "The text insults people or calls for hatred. Criticism is welcome, insults are not.",
        ),
        False,
    ),
}

# code: (name, outcome, beginning of the answer)
TEMPLATES: dict[str, tuple[Text, Outcome, Text]] = {
    "accepted": (
        Text("Zgadzamy się", "Погоджуємося", "We agree"),
        Outcome.ACCEPTED,
        Text(
            "Dziękujemy za postulat. Zrobimy to, o co prosisz.\n\nCo zrobimy:\n\nDo kiedy:\n\nKto za to odpowiada:",
            "Дякуємо за постулат. Ми зробимо те, про що ви просите.\n\nЩо зробимо:\n\nДо якого терміну:\n\n"
            "Хто відповідає:",
            "Thank you for your postulate. We will do what you ask for.\n\nWhat we will do:\n\nBy when:\n\n"
            "Who is responsible:",
        ),
    ),
    "accepted-in-part": (
        Text("Zgadzamy się częściowo", "Погоджуємося частково", "We agree in part"),
        Outcome.ACCEPTED_IN_PART,
        Text(
            "Dziękujemy za postulat. Część z tego, o co prosisz, zrobimy.\n\nCo zrobimy i do kiedy:\n\n"
            "Czego nie zrobimy i dlaczego:",
            "Дякуємо за постулат. Частину того, про що ви просите, ми зробимо.\n\nЩо зробимо і до якого терміну:\n\n"
            "Чого не зробимо і чому:",
            "Thank you for your postulate. We will do a part of what you ask for.\n\nWhat we will do, and by when:\n\n"
            "What we will not do, and why:",
        ),
    ),
    "planned": (
        Text("Planujemy", "Плануємо", "We plan it"),
        Outcome.PLANNED,
        Text(
            "Dziękujemy za postulat. Planujemy to, o co prosisz.\n\nCo już zrobiliśmy:\n\nCo dalej i kiedy:\n\n"
            "Od czego to zależy:",
            "Дякуємо за постулат. Ми плануємо те, про що ви просите.\n\nЩо вже зроблено:\n\nЩо далі і коли:\n\n"
            "Від чого це залежить:",
            "Thank you for your postulate. We plan what you ask for.\n\nWhat has been done:\n\nWhat comes next, and "
            "when:\n\nOn what it depends:",
        ),
    ),
    "already-in-place": (
        Text("To już działa", "Це вже працює", "It is already in place"),
        Outcome.ALREADY_IN_PLACE,
        Text(
            "Dziękujemy za postulat. To, o co prosisz, już działa.\n\nGdzie i jak z tego skorzystać:",
            "Дякуємо за постулат. Те, про що ви просите, вже працює.\n\nДе і як цим скористатися:",
            "Thank you for your postulate. What you ask for is already in place.\n\nWhere and how to use it:",
        ),
    ),
    "explained": (
        Text("Wyjaśniamy", "Пояснюємо", "We explain"),
        Outcome.EXPLAINED,
        Text(
            "Dziękujemy za postulat. Wyjaśniamy, jak wygląda ta sprawa.\n\nStan dzisiejszy:\n\nDlaczego tak jest:",
            "Дякуємо за постулат. Пояснюємо, як виглядає ця справа.\n\nСтан на сьогодні:\n\nЧому так:",
            "Thank you for your postulate. We explain how things stand.\n\nToday:\n\nWhy it is so:",
        ),
    ),
    "not-competent": (
        Text("To nie sprawa miasta", "Це не в компетенції міста", "Not within the city's competence"),
        Outcome.NOT_COMPETENT,
        Text(
            "Dziękujemy za postulat. O tej sprawie nie decyduje miasto.\n\nKto o niej decyduje i na jakiej "
            "podstawie:\n\n"
            "Jak się z nim skontaktować:",
            "Дякуємо за постулат. Це питання вирішує не місто.\n\nХто його вирішує і на якій підставі:\n\n"
            "Як туди звернутися:",
            "Thank you for your postulate. The city does not decide on this matter.\n\nWho does, and on what basis:\n\n"
            "How to reach them:",
        ),
    ),
    "declined": (
        Text("Odmawiamy", "Відмовляємо", "We decline"),
        Outcome.DECLINED,
        Text(
            "Dziękujemy za postulat. Nie zrobimy tego, o co prosisz.\n\nDlaczego:\n\nCo możesz zrobić dalej:",
            "Дякуємо за постулат. Ми не зробимо того, про що ви просите.\n\nЧому:\n\nЩо ви можете зробити далі:",
            "Thank you for your postulate. We will not do what you ask for.\n\nWhy:\n\nWhat you can do next:",
        ),
    ),
}

CLAUSE_VALID_FROM = date(2026, 1, 1)
CLAUSE = Text(
    "Administratorem danych jest Gmina Miejska (dane kontaktowe uzupełnia inspektor ochrony danych). Przetwarzamy "
    "dane, "
    "które podajesz, żeby przyjąć postulat, odpowiedzieć na niego i prowadzić publiczny rejestr spraw (art. 6 ust. 1 "
    "lit. c i e RODO). Treść postulatu staje się publiczna po sprawdzeniu przez moderatora; imię i nazwisko lub nazwę "
    "pokażemy tylko za Twoją zgodą, którą możesz wycofać. Danych kontaktowych nie publikujemy. Dane przechowujemy tak "
    "długo, jak wymagają przepisy o archiwach. Masz prawo dostępu do danych, sprostowania, ograniczenia przetwarzania, "
    "sprzeciwu i skargi do Prezesa Urzędu Ochrony Danych Osobowych. Bez danych potrzebnych do odpowiedzi nie możemy "
    "prowadzić sprawy. Danych nie przekazujemy poza Unię Europejską i nie podejmujemy decyzji automatycznie.",
    "Володільцем даних є міська гміна (контактні дані зазначає інспектор із захисту даних). Ми обробляємо дані, які ви "
    "подаєте, щоб прийняти постулат, відповісти на нього і вести публічний реєстр справ (ст. 6 п. 1 літ. c та e "
    "GDPR/RODO). Текст постулату стає публічним після перевірки модератором; ім’я та прізвище або назву ми покажемо "
    "лише за вашою згодою, яку можна відкликати. Контактних даних ми не публікуємо. Дані зберігаємо стільки, скільки "
    "вимагає законодавство про архіви. Ви маєте право на доступ до даних, їх виправлення, обмеження обробки, "
    "заперечення, а також на скаргу до Голови Управління із захисту персональних даних Польщі. Без даних, потрібних "
    "для відповіді, ми не можемо вести справу. Дані не передаються за межі Європейського Союзу, і рішення не "
    "приймаються автоматично.",
    "The controller of the data is the city (the data protection officer adds the contact details). We process the "
    "data "
    "you give in order to take in your postulate, to answer it and to keep the public register of cases (art. 6(1)(c) "
    "and (e) GDPR). The text becomes public after a moderator has checked it; we show your name only with your "
    "consent, "
    "which you may withdraw. Contact details are not published. We keep the data as long as the law on archives "
    "requires. You have the right of access, rectification, restriction and objection, and to complain to the "
    "President "
    "of the Personal Data Protection Office in Poland. Without the data needed to answer we cannot handle the case. "
    "The "
    "data do not leave the European Union, and no decision is made automatically.",
)
