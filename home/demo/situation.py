"""A way through questions for people who have just come: general, with the law it rests on beside each term.

Terms are those of the acts named, as they stood when this was written; the page itself says that it is an example.
"""

from typing import Any

from home.models import SituationPage

from .guide_blocks import EXAMPLE
from .page_data import PageText
from .texts import Rich, Text

SLUG = "pierwsze-kroki-w-krakowie"
TITLE = Text("Pierwsze kroki w Krakowie", "Перші кроки у Кракові", "First steps in Kraków")
LEAD = Text(
    "Odpowiedz na kilka pytań, a dostaniesz listę: co załatwić, co zabrać i kogo zapytać.",
    "Дайте відповідь на кілька запитань і отримайте список: що зробити, що взяти з собою і кого запитати.",
    "Answer a few questions and get a list: what to do, what to bring and whom to ask.",
)


def _answer(code: str, text: Text, leads_to: str, *adds: str) -> dict[str, Any]:
    return {"code": code, "text": text, "adds": list(adds), "leads_to": leads_to}


def _question(code: str, text: Text, hint: Text, *answers: dict[str, Any]) -> dict[str, Any]:
    value = {"code": code, "text": text, "hint": hint, "answers": list(answers)}
    return {"type": "question", "value": value}


QUESTIONS = (
    _question(
        "origin",
        Text("Jakie masz obywatelstwo?", "Яке у вас громадянство?", "What is your citizenship?"),
        Text(
            "Od tego zależy, jak potwierdza się prawo pobytu.",
            "Від цього залежить, як підтверджують право на перебування.",
            "It decides how your right to stay is confirmed.",
        ),
        _answer(
            "eu",
            Text(
                "kraju Unii Europejskiej, Islandii, Liechtensteinu, Norwegii lub Szwajcarii",
                "країни Європейського Союзу, Ісландії, Ліхтенштейну, Норвегії або Швейцарії",
                "of a country of the European Union, Iceland, Liechtenstein, Norway or Switzerland",
            ),
            "stay",
            "address-eu",
            "pesel",
        ),
        _answer(
            "ukraine",
            Text(
                "Ukrainy, korzystam z ochrony czasowej",
                "України, користуюся тимчасовим захистом",
                "of Ukraine, and I am under temporary protection",
            ),
            "children",
            "pesel-ukr",
        ),
        _answer(
            "other",
            Text("innego kraju", "іншої країни", "of another country"),
            "purpose",
            "residence-card",
            "address-other",
            "pesel",
            "voivodeship",
        ),
    ),
    _question(
        "stay",
        Text("Jak długo chcesz zostać?", "Як довго ви плануєте залишитися?", "How long do you want to stay?"),
        Text("Jeśli nie wiesz, wybierz dłużej.", "Якщо не знаєте, оберіть довше.",
             "If you do not know, choose longer."),
        _answer("short", Text("do 3 miesięcy", "до 3 місяців", "up to 3 months"), "children"),
        _answer(
            "long",
            Text("dłużej niż 3 miesiące", "довше ніж 3 місяці", "longer than 3 months"),
            "purpose",
            "eu-registration",
        ),
    ),
    _question(
        "purpose",
        Text("Po co głównie przyjeżdżasz?", "Яка головна мета вашого приїзду?", "What is the main reason you came?"),
        Text(
            "Do każdego celu potrzebne są inne dokumenty.",
            "Для кожної мети потрібні інші документи.",
            "Each purpose needs other documents.",
        ),
        _answer("work", Text("praca lub własna firma", "робота або власна справа", "work or my own business"),
                "children", "contract"),
        _answer("study", Text("nauka", "навчання", "studies"), "children", "university"),
        _answer("family", Text("rodzina", "родина", "family"), "children", "civil-records"),
    ),
    _question(
        "children",
        Text("Czy są z tobą dzieci?", "Чи приїхали з вами діти?", "Are there children with you?"),
        Text(
            "Jeśli są w różnym wieku, wybierz najstarsze.",
            "Якщо вони різного віку, оберіть найстаршу дитину.",
            "If they are of different ages, choose the eldest.",
        ),
        _answer("none", Text("nie", "ні", "no"), "insurance"),
        _answer("small", Text("tak, młodsze niż 7 lat", "так, молодші ніж 7 років", "yes, younger than 7"),
                "insurance", "preschool", "civil-records"),
        _answer("school", Text("tak, w wieku od 7 do 18 lat", "так, віком від 7 до 18 років", "yes, aged 7 to 18"),
                "insurance", "school", "civil-records"),
    ),
    _question(
        "insurance",
        Text("Czy masz ubezpieczenie zdrowotne?", "Чи є у вас медичне страхування?", "Do you have health insurance?"),
        Text(
            "Chodzi o leczenie w Polsce.",
            "Йдеться про лікування в Польщі.",
            "This is about treatment in Poland.",
        ),
        _answer("employer", Text("tak, przez pracę w Polsce", "так, через роботу в Польщі",
             "yes, through work in Poland"),
                "polish", "family-insurance"),
        _answer("card", Text("tak, mam kartę EKUZ", "так, маю картку EHIC (EKUZ)",
             "yes, I have a European card (EHIC)"),
                "polish", "ehic"),
        _answer("no", Text("nie albo nie wiem", "ні або не знаю", "no, or I do not know"), "polish", "insurance"),
    ),
    _question(
        "polish",
        Text("Czy mówisz po polsku?", "Чи розмовляєте ви польською?", "Do you speak Polish?"),
        Text(
            "W wielu urzędach rozmawia się tylko po polsku.",
            "У багатьох установах розмовляють лише польською.",
            "Many offices speak only Polish.",
        ),
        _answer("yes", Text("tak, poradzę sobie", "так, впораюся", "yes, I will manage"), "result"),
        _answer("no", Text("nie albo trochę", "ні або трохи", "no, or a little"), "result", "course"),
    ),
)  # fmt: skip

GUIDES_OF = {
    "pesel": "pesel",
    "pesel-ukr": "pesel",
    "residence-card": "karta-pobytu",
    "insurance": "ubezpieczenie-zdrowotne",
    "family-insurance": "ubezpieczenie-zdrowotne",
    "school": "zapisanie-dziecka-do-szkoly",
    "course": "kursy-jezyka-polskiego",
}
FOR_ALL = {"identity", "home", "embassy"}
TERMS = {"pesel-ukr": (30, "arrival"), "address-eu": (30, "moving"), "address-other": (4, "moving")}

# kind, code, title, more
ITEMS: tuple[tuple[str, str, Text, Text], ...] = (
    (
        "step",
        "pesel-ukr",
        Text("Złóż wniosek o PESEL ze statusem UKR", "Подайте заяву на PESEL зі статусом UKR",
             "Apply for a PESEL number with UKR status"),
        Text(
            "Termin dotyczy osób korzystających z ochrony czasowej. Przepisy zmieniały się kilka razy: sprawdź "
            "je przed wizytą (przykład, demo).",
            "Цей термін стосується людей під тимчасовим захистом. Правила змінювалися кілька разів: перевірте їх перед "
            "візитом (приклад, демо).",
            "This term is for people under temporary protection. The rules have changed several times: check them "
            "before you go (example, demo).",
        ),
    ),
    (
        "step",
        "residence-card",
        Text("Złóż wniosek o zezwolenie na pobyt", "Подайте заяву на дозвіл на перебування",
             "Apply for a residence permit"),
        Text(
            "Najpóźniej w ostatnim dniu legalnego pobytu (ustawa o cudzoziemcach z 12 grudnia 2013 r.).",
            "Найпізніше в останній день легального перебування (закон про іноземців від 12 грудня 2013 року).",
            "At the latest on the last day of your legal stay (Act on foreigners of 12 December 2013).",
        ),
    ),
    (
        "step",
        "eu-registration",
        Text("Zarejestruj pobyt obywatela UE", "Зареєструйте перебування громадянина ЄС",
             "Register your stay as an EU citizen"),
        Text(
            "Najpóźniej następnego dnia po trzech miesiącach pobytu (ustawa z 14 lipca 2006 r. o wjeździe i pobycie "
            "obywateli Unii Europejskiej).",
            "Найпізніше наступного дня після трьох місяців перебування (закон від 14 липня 2006 року про в’їзд і "
            "перебування громадян Європейського Союзу).",
            "At the latest on the day after three months of stay (Act of 14 July 2006 on the entry and stay of "
            "citizens of the European Union).",
        ),
    ),
    (
        "step",
        "address-eu",
        Text("Zamelduj się", "Зареєструйте адресу проживання", "Register your address"),
        Text(
            "Termin dla obywateli Unii Europejskiej (ustawa o ewidencji ludności z 24 września 2010 r.).",
            "Термін для громадян Європейського Союзу (закон про облік населення від 24 вересня 2010 року).",
            "The term for citizens of the European Union (Act on population records of 24 September 2010).",
        ),
    ),
    (
        "step",
        "address-other",
        Text("Zamelduj się", "Зареєструйте адресу проживання", "Register your address"),
        Text(
            "Termin dla obywateli krajów spoza Unii Europejskiej (ustawa o ewidencji ludności z 24 września 2010 r.).",
            "Термін для громадян країн поза Європейським Союзом (закон про облік населення від 24 вересня 2010 року).",
            "The term for citizens of countries outside the European Union (Act on population records of 24 September "
            "2010).",
        ),
    ),
    (
        "step",
        "pesel",
        Text("Sprawdź, czy masz numer PESEL", "Перевірте, чи маєте номер PESEL",
             "Check whether you have a PESEL number"),
        Text(
            "Wiele osób dostaje go przy zameldowaniu.",
            "Багато людей отримують його під час реєстрації адреси.",
            "Many people get one when they register their address.",
        ),
    ),
    (
        "step",
        "insurance",
        Text("Zadbaj o ubezpieczenie zdrowotne", "Подбайте про медичне страхування", "Arrange health insurance"),
        Text(
            "Możesz ubezpieczyć się przez pracę, przez rodzinę albo dobrowolnie.",
            "Застрахуватися можна через роботу, через родину або добровільно.",
            "You can be insured through work, through your family or voluntarily.",
        ),
    ),
    (
        "step",
        "family-insurance",
        Text("Zgłoś rodzinę do ubezpieczenia", "Додайте родину до страхування", "Add your family to your insurance"),
        Text(
            "Robi to pracodawca, kiedy go poprosisz. Dotyczy dzieci i małżonka bez własnego ubezpieczenia.",
            "Це робить роботодавець на ваше прохання. Стосується дітей і подружжя без власного страхування.",
            "Your employer does it when you ask. It is for children and a spouse without insurance of their own.",
        ),
    ),
    (
        "step",
        "school",
        Text("Zapisz dziecko do szkoły", "Запишіть дитину до школи", "Enrol your child in a school"),
        Text(
            "Dzieci od 7 do 18 lat uczą się w Polsce obowiązkowo. Szkoła publiczna jest bezpłatna.",
            "Діти від 7 до 18 років у Польщі мають навчатися обов’язково. Державна школа безоплатна.",
            "Children from 7 to 18 must be in education in Poland. A public school costs nothing.",
        ),
    ),
    (
        "step",
        "preschool",
        Text("Zapytaj o miejsce w przedszkolu", "Запитайте про місце в дитячому садку",
             "Ask about a place in a preschool"),
        Text(
            "Sześciolatek musi przez rok chodzić do zerówki; młodsze dzieci mogą chodzić do przedszkola.",
            "Шестирічна дитина має рік відвідувати підготовчу групу; молодші діти можуть ходити до садка.",
            "A six-year-old has to attend a year of preparation; younger children may go to a preschool.",
        ),
    ),
    (
        "step",
        "course",
        Text("Znajdź kurs polskiego", "Знайдіть курси польської", "Find a Polish course"),
        Text("Część kursów jest bezpłatna.", "Частина курсів безоплатна.", "Some courses are free."),
    ),
    (
        "document",
        "identity",
        Text("Paszport lub dowód tożsamości", "Паспорт або посвідчення особи", "Passport or identity card"),
        Text("Weź oryginał.", "Візьміть оригінал.", "Bring the original."),
    ),
    (
        "document",
        "home",
        Text("Umowa najmu lub inne potwierdzenie adresu", "Договір оренди або інше підтвердження адреси",
             "Rental contract or other proof of address"),
        Text(
            "Może też przyjść z tobą właściciel mieszkania.",
            "З вами може прийти і власник житла.",
            "The owner of the flat may also come with you.",
        ),
    ),
    (
        "document",
        "contract",
        Text("Umowa o pracę lub dokumenty firmy", "Трудовий договір або документи фірми",
             "Work contract or papers of your business"),
        Text("Weź też kopie.", "Візьміть також копії.", "Bring copies too."),
    ),
    (
        "document",
        "university",
        Text("Zaświadczenie z uczelni lub szkoły", "Довідка з університету або школи",
             "Certificate from your university or school"),
        Text("Powinno mówić, jak długo trwa nauka.", "У ній має бути вказано, скільки триває навчання.",
             "It should say how long your studies last."),
    ),
    (
        "document",
        "civil-records",
        Text("Akty urodzenia i małżeństwa", "Свідоцтва про народження та шлюб", "Birth and marriage certificates"),
        Text(
            "Często potrzebne jest tłumaczenie przysięgłe na polski.",
            "Часто потрібен присяжний переклад польською.",
            "A sworn translation into Polish is often needed.",
        ),
    ),
    (
        "document",
        "ehic",
        Text("Karta EKUZ", "Картка EHIC (EKUZ)", "European Health Insurance Card (EHIC)"),
        Text(
            "Działa podczas pobytu czasowego. Gdy zaczniesz pracować w Polsce, ubezpieczysz się tutaj.",
            "Діє під час тимчасового перебування. Коли почнете працювати в Польщі, будете застраховані тут.",
            "It works during a temporary stay. Once you work in Poland, you are insured here.",
        ),
    ),
    (
        "contact",
        "embassy",
        Text("Nie wiesz, od czego zacząć?", "Не знаєте, з чого почати?", "Not sure where to start?"),
        Text(
            "Możesz mówić po polsku, ukraińsku lub angielsku (demo).",
            "Можна говорити польською, українською або англійською (демо).",
            "You may speak Polish, Ukrainian or English (demo).",
        ),
    ),
    (
        "contact",
        "voivodeship",
        Text("Małopolski Urząd Wojewódzki", "Малопольське воєводське управління", "Lesser Poland Voivodeship Office"),
        Text(
            "Prowadzi sprawy pobytu cudzoziemców; urząd miasta ich nie prowadzi.",
            "Веде справи перебування іноземців; міська адміністрація їх не веде.",
            "It deals with residence of foreigners; the city office does not.",
        ),
    ),
)  # fmt: skip


def items(pages: dict[str, int], unit: int | None) -> list[dict[str, Any]]:
    """Return the items as a StreamField takes them, with ``Text`` where words stand."""
    return [
        {
            "type": "item",
            "value": {
                "code": code,
                "kind": kind,
                "title": title,
                "text": Rich((more,)),
                "days": TERMS.get(code, (None, ""))[0],
                "since": TERMS.get(code, (None, ""))[1],
                "page": pages.get(GUIDES_OF.get(code, "")),
                "unit": unit if code == "embassy" else None,
                "url": "",
                "is_for_all": code in FOR_ALL,
            },
        }
        for kind, code, title, more in ITEMS
    ]


def situation(fields: dict[str, Any], words: tuple[Text, ...]) -> PageText:
    """Return the page; ``fields`` hold its questions and items, ``words`` every text of them."""
    return PageText(
        slug=SLUG,
        type=SituationPage,
        title=TITLE,
        lead=LEAD,
        unit="embassy",
        body=(EXAMPLE,),
        fields=fields,
        further=words,
    )
