"""Guides about documents: residence card, PESEL, driving licence."""

from home.models import GuidePage

from .guide_blocks import BRING, COST, EXAMPLE, IN_SHORT, TIME, WHERE
from .guide_page import fee, form, group, law, paper, step, takes
from .page_data import PageText
from .texts import Rich, Text, facts

RESIDENCE_CARD = PageText(
    slug="karta-pobytu",
    type=GuidePage,
    title=Text("Karta pobytu", "Карта побиту (посвідка на проживання)", "Residence card"),
    lead=Text(
        "Karta potwierdza, że wolno ci mieszkać w Polsce. Dostajesz ją razem z zezwoleniem na pobyt.",
        "Карта побиту підтверджує, що вам можна жити в Польщі. Її видають разом із дозволом на проживання.",
        "The card confirms that you may live in Poland. You get it with your residence permit.",
    ),
    topics=("integration",),
    unit="embassy",
    body=(
        EXAMPLE,
        facts(
            IN_SHORT,
            (
                WHERE,
                Text(
                    "Do urzędu wojewódzkiego, a nie do urzędu miasta.",
                    "До воєводського управління, а не до міської ради.",
                    "To the voivodeship office, not to the city office.",
                ),
            ),
            (
                TIME,
                Text(
                    "Wniosek złóż, gdy twój pobyt jest jeszcze legalny, najpóźniej w jego ostatnim dniu.",
                    "Заяву подайте, поки ваше перебування ще легальне, найпізніше в останній його день.",
                    "Apply while your stay is still legal, at the latest on its last day.",
                ),
            ),
            (
                COST,
                Text(
                    "Płaci się osobno za zezwolenie i za wydanie karty. Aktualne kwoty podaje urząd wojewódzki.",
                    "Окремо платять за дозвіл і за виготовлення карти. Актуальні суми вказує воєводське управління.",
                    "You pay for the permit and, separately, for the card. The voivodeship office gives the current "
                    "amounts.",
                ),
            ),
        ),
    ),
    parts={
        "groups": (
            group(
                Text(
                    "Osoby spoza Unii Europejskiej, które chcą zostać w Polsce dłużej niż trzy miesiące",
                    "Люди з країн поза ЄС, які хочуть залишитися в Польщі довше ніж три місяці",
                    "People from outside the European Union who want to stay in Poland for more than three months",
                ),
                Text(
                    "Osoby z ochroną czasową mają inne zasady: zapytaj w Ambasadzie.",
                    "Для людей із тимчасовим захистом діють інші правила: запитайте в Амбасаді.",
                    "Other rules hold for people under temporary protection: ask at the Embassy.",
                ),
            ),
        ),
        "steps": (
            step(
                Text(
                    "Ustal, o jaki pobyt prosisz",
                    "З’ясуйте, який дозвіл вам потрібен",
                    "Find out which permit you need",
                ),
                Text(
                    "Praca, studia, rodzina: od celu zależą wniosek i dokumenty.",
                    "Робота, навчання, родина: від мети залежать заява та документи.",
                    "Work, studies, family: the purpose decides on the form and the documents.",
                ),
            ),
            step(
                Text("Zbierz dokumenty", "Зберіть документи", "Collect the documents"),
                Text(
                    "Zwykle potrzebne są ważny paszport, zdjęcie, potwierdzenie celu pobytu, miejsca zamieszkania "
                    "i ubezpieczenia.",
                    "Зазвичай потрібні дійсний паспорт, фотографія, підтвердження мети перебування, місця проживання "
                    "та страхування.",
                    "Usually a valid passport, a photo, and proof of the purpose of your stay, of where you live and "
                    "of insurance.",
                ),
            ),
            step(
                Text("Złóż wniosek", "Подайте заяву", "Apply"),
                Text(
                    "Sprawdź na stronie oficjalnej, jak się go teraz składa: przez internet czy osobiście.",
                    "Перевірте на офіційному сайті, як її подають зараз: через інтернет чи особисто.",
                    "Check on the official page how this is done now: online or in person.",
                ),
            ),
            step(
                Text("Zostaw odciski palców", "Здайте відбитки пальців", "Give your fingerprints"),
                Text(
                    "Urząd powie, kiedy i gdzie. Zabierz paszport.",
                    "Управління повідомить, коли і де. Візьміть із собою паспорт.",
                    "The office tells you when and where. Take your passport.",
                ),
            ),
            step(
                Text("Odbierz kartę", "Отримайте карту", "Collect the card"),
                Text(
                    "Po decyzji odbierz kartę i sprawdź, czy dane są poprawne.",
                    "Після рішення заберіть карту й перевірте, чи дані правильні.",
                    "After the decision, collect the card and check that the data are right.",
                ),
            ),
        ),
        "documents": (
            paper(Text("Ważny paszport", "Дійсний паспорт", "Valid passport"), "original-and-copy"),
            paper(Text("Fotografia", "Фотографія", "Photo"), "original"),
            paper(
                Text(
                    "Potwierdzenie celu pobytu, na przykład umowa o pracę",
                    "Підтвердження мети перебування, наприклад трудовий договір",
                    "Proof of the purpose of your stay, for example a contract of work",
                ),
                "copy",
                Text(
                    "Dokumenty w innym języku urząd czyta po polsku: potrzebny jest tłumacz przysięgły.",
                    "Документи іншою мовою управління читає польською: потрібен присяжний перекладач.",
                    "The office reads documents in Polish: one in another language needs a sworn translator.",
                ),
            ),
            paper(Text("Potwierdzenie ubezpieczenia", "Підтвердження страхування", "Proof of insurance"), "copy"),
        ),
        "fees": (
            fee(
                Text(
                    "Opłata skarbowa za zezwolenie na pobyt czasowy (zwykle)",
                    "Державний збір за дозвіл на тимчасове проживання (зазвичай)",
                    "Stamp duty for a temporary residence permit (usually)",
                ),
                "340.00",
                Text(
                    "Za niektóre zezwolenia płaci się inną kwotę. Numer konta podaje urząd wojewódzki.",
                    "За деякі дозволи сума інша. Номер рахунку вказує воєводське управління.",
                    "Some permits cost another amount. The voivodeship office gives the account number.",
                ),
            ),
            fee(Text("Wydanie karty", "Виготовлення карти", "Making of the card"), "100.00"),
        ),
        "times": (
            takes(
                Text(
                    "Od kompletnego wniosku do decyzji",
                    "Від повної заяви до рішення",
                    "From a complete application to the decision",
                ),
                60,
                "day",
                limit=True,
                note=Text(
                    "W praktyce bywa dłużej, gdy urząd prosi o dodatkowe dokumenty.",
                    "На практиці буває довше, коли управління просить додаткові документи.",
                    "It may take longer when the office asks for further documents.",
                ),
            ),
        ),
        "forms": (form(Text("Strona oficjalna", "Офіційний сайт", "Official page"), "https://www.gov.pl/web/udsc"),),
        "law": (
            law("Ustawa z dnia 12 grudnia 2013 r. o cudzoziemcach", "art. 98 i 112a", "WDU20130001650"),
            law("Ustawa z dnia 16 listopada 2006 r. o opłacie skarbowej", "załącznik, cz. III", "WDU20062251635"),
        ),
    },
    points=(("place", "voivodeship-office"), ("contact", "embassy-desk")),
    words={
        "result": Rich(
            (
                Text(
                    "Decyzję o pobycie i kartę ze zdjęciem. Z ważną kartą i paszportem możesz wjeżdżać do Polski.",
                    "Рішення про проживання і карту з фотографією. З дійсною картою та паспортом ви можете в’їжджати "
                    "до Польщі.",
                    "A decision on your stay and a card with your photo. With a valid card and your passport you may "
                    "enter Poland.",
                ),
            )
        ),
        "refusal": Rich(
            (
                Text(
                    "W decyzji jest napisane, dlaczego. Możesz się odwołać w 14 dni od dnia, w którym ją dostaniesz: "
                    "pisze się do Szefa Urzędu do Spraw Cudzoziemców przez urząd, który wydał decyzję.",
                    "У рішенні написано, чому. Ви можете оскаржити його протягом 14 днів від дня отримання: скаргу "
                    "пишуть Голові Управління у справах іноземців через управління, яке видало рішення.",
                    "The decision says why. You may appeal within 14 days of the day you receive it: write to the "
                    "Head of the Office for Foreigners through the office that issued the decision.",
                ),
            )
        ),
    },
)

PESEL = PageText(
    slug="pesel",
    type=GuidePage,
    title=Text("Numer PESEL", "Номер PESEL", "PESEL number"),
    lead=Text(
        "PESEL to numer, o który pytają lekarz, bank, szkoła i pracodawca. Dostaniesz go bezpłatnie.",
        "PESEL — це номер, про який питають лікар, банк, школа і роботодавець. Його надають безоплатно.",
        "PESEL is the number that a doctor, a bank, a school and an employer ask for. You get it free of charge.",
    ),
    topics=("integration",),
    unit="embassy",
    body=(
        EXAMPLE,
        facts(
            IN_SHORT,
            (COST, Text("Nic.", "Безоплатно.", "Nothing.")),
            (
                WHERE,
                Text(
                    "Do urzędu miasta lub gminy.", "До міської ради або ґміни.", "To the office of the city or commune."
                ),
            ),
            (
                BRING,
                Text(
                    "Paszport lub inny dokument tożsamości, a jeśli go masz: dokument, który potwierdza prawo pobytu.",
                    "Паспорт або інше посвідчення особи, а якщо маєте — документ, що підтверджує право на перебування.",
                    "A passport or another identity document and, if you have one, a document that proves your right "
                    "to stay.",
                ),
            ),
        ),
    ),
    parts={
        "groups": (
            group(
                Text(
                    "Wszyscy, którzy mieszkają w Polsce i potrzebują numeru",
                    "Усі, хто живе в Польщі й потребує номера",
                    "Everybody who lives in Poland and needs the number",
                ),
            ),
        ),
        "steps": (
            step(
                Text("Sprawdź, czy już go masz", "Перевірте, чи він у вас уже є", "Check whether you already have one"),
                Text(
                    "Kto melduje się na dłużej niż 30 dni, zwykle dostaje numer bez osobnego wniosku.",
                    "Хто реєструє місце проживання більш ніж на 30 днів, зазвичай отримує номер без окремої заяви.",
                    "Whoever registers a place of residence for more than 30 days usually gets the number without "
                    "asking.",
                ),
            ),
            step(
                Text("Wypełnij wniosek", "Заповніть заяву", "Fill in the form"),
                Text(
                    "Wpisz, do czego numer jest potrzebny, na przykład do ubezpieczenia zdrowotnego.",
                    "Вкажіть, для чого потрібен номер, наприклад для медичного страхування.",
                    "Write what the number is needed for, for example for health insurance.",
                ),
            ),
            step(
                Text("Idź do urzędu osobiście", "Прийдіть до установи особисто", "Go to the office in person"),
                Text(
                    "Rodzic może złożyć wniosek za dziecko. Zabierz oryginały dokumentów.",
                    "Заяву за дитину може подати хтось із батьків. Візьміть оригінали документів.",
                    "A parent may apply for a child. Take the original documents.",
                ),
            ),
            step(
                Text("Odbierz powiadomienie", "Отримайте повідомлення", "Receive the confirmation"),
                Text(
                    "Sprawdź imię, nazwisko i datę urodzenia: błąd najłatwiej poprawić od razu.",
                    "Перевірте ім’я, прізвище та дату народження: помилку найлегше виправити одразу.",
                    "Check your name and date of birth: a mistake is easiest to correct at once.",
                ),
            ),
        ),
        "documents": (
            paper(
                Text(
                    "Paszport lub inny dokument tożsamości",
                    "Паспорт або інше посвідчення особи",
                    "Passport or another identity document",
                ),
                "to-show",
            ),
            paper(
                Text(
                    "Wniosek o nadanie numeru PESEL",
                    "Заява про надання номера PESEL",
                    "Application for a PESEL number",
                ),
                "original",
            ),
        ),
        "fees": (fee(Text("Nadanie numeru", "Надання номера", "Giving the number"), None),),
        "forms": (form(Text("Strona oficjalna", "Офіційний сайт", "Official page"), "https://www.gov.pl/"),),
        "law": (law("Ustawa z dnia 24 września 2010 r. o ewidencji ludności", "art. 7 i 8", "WDU20102171427"),),
    },
    points=(("contact", "registration-desk"), ("place", "city-office"), ("contact", "embassy-desk")),
    words={
        "result": Rich(
            (
                Text(
                    "Powiadomienie z numerem PESEL. Numer zostaje na zawsze, także gdy zmienisz adres.",
                    "Повідомлення з номером PESEL. Номер залишається назавжди, навіть якщо ви зміните адресу.",
                    "A confirmation with your PESEL number. You keep the number for ever, also when you move.",
                ),
            )
        ),
    },
)

DRIVING_LICENCE = PageText(
    slug="prawo-jazdy",
    type=GuidePage,
    title=Text("Prawo jazdy", "Посвідчення водія", "Driving licence"),
    lead=Text(
        "Czy możesz jeździć z zagranicznym prawem jazdy i jak wymienić je na polskie.",
        "Чи можна їздити з іноземним посвідченням водія і як обміняти його на польське.",
        "Whether you may drive with a foreign licence, and how to exchange it for a Polish one.",
    ),
    topics=("integration",),
    unit="embassy",
    body=(
        EXAMPLE,
        facts(
            IN_SHORT,
            (
                Text("Prawo jazdy z Unii Europejskiej", "Посвідчення з країни ЄС", "Licence from the European Union"),
                Text(
                    "Jest ważne w Polsce.",
                    "Дійсне в Польщі.",
                    "It is valid in Poland.",
                ),
            ),
            (
                Text("Prawo jazdy z innego państwa", "Посвідчення з іншої країни", "Licence from another country"),
                Text(
                    "Zwykle można z nim jeździć tylko przez pewien czas od zamieszkania w Polsce. Są wyjątki, na "
                    "przykład dla osób, które uciekły przed wojną: sprawdź, co dotyczy ciebie.",
                    "Зазвичай з ним можна їздити лише певний час після переїзду до Польщі. Є винятки, наприклад для "
                    "людей, які тікали від війни: перевірте, що стосується вас.",
                    "Usually you may drive with it only for some time after you settle in Poland. There are "
                    "exceptions, for example for people who fled from war: check which rule is yours.",
                ),
            ),
            (WHERE, Text("Do urzędu miasta.", "До міської ради.", "To the city office.")),
            (
                COST,
                Text(
                    "Opłata za wydanie prawa jazdy i koszt tłumaczenia. Aktualną kwotę podaje urząd.",
                    "Плата за видачу посвідчення і вартість перекладу. Актуальну суму вказує установа.",
                    "A fee for the licence and the cost of a translation. The office gives the current amount.",
                ),
            ),
        ),
    ),
    parts={
        "groups": (
            group(
                Text(
                    "Osoby, które mieszkają w Polsce i mają zagraniczne prawo jazdy",
                    "Люди, які живуть у Польщі та мають іноземне посвідчення водія",
                    "People who live in Poland and have a foreign driving licence",
                ),
            ),
        ),
        "steps": (
            step(
                Text("Przetłumacz prawo jazdy", "Перекладіть посвідчення", "Have your licence translated"),
                Text(
                    "Zapytaj w urzędzie, czy w twojej sprawie potrzebny jest tłumacz przysięgły.",
                    "Запитайте в установі, чи у вашому випадку потрібен присяжний перекладач.",
                    "Ask the office whether you need a sworn translator.",
                ),
            ),
            step(
                Text("Przygotuj zdjęcie i kopie", "Підготуйте фото та копії", "Prepare a photo and copies"),
                Text(
                    "Zabierz paszport, dokument pobytu i oryginał prawa jazdy.",
                    "Візьміть паспорт, документ про перебування та оригінал посвідчення.",
                    "Take your passport, your residence document and the original licence.",
                ),
            ),
            step(
                Text("Złóż wniosek o wymianę", "Подайте заяву на обмін", "Apply for the exchange"),
                Text(
                    "Urząd sprawdza prawo jazdy w państwie, które je wydało, więc może to potrwać.",
                    "Установа перевіряє посвідчення в країні, яка його видала, тож це може тривати довше.",
                    "The office verifies the licence with the country that issued it, so this may take a while.",
                ),
            ),
            step(
                Text("Zdaj egzamin, jeśli trzeba", "Складіть іспит, якщо потрібно", "Pass a test if you have to"),
                Text(
                    "W niektórych sprawach potrzebna jest część teoretyczna egzaminu. Powie ci to urząd.",
                    "У деяких випадках потрібна теоретична частина іспиту. Про це скаже установа.",
                    "In some cases the theory test is needed. The office will tell you.",
                ),
            ),
        ),
        "documents": (
            paper(
                Text("Zagraniczne prawo jazdy", "Іноземне посвідчення водія", "Foreign driving licence"),
                "original-and-copy",
            ),
            paper(
                Text("Tłumaczenie prawa jazdy", "Переклад посвідчення", "Translation of the licence"),
                "translation",
                Text(
                    "Zapytaj w urzędzie, czy w twojej sprawie jest potrzebne.",
                    "Запитайте в установі, чи він потрібен у вашому випадку.",
                    "Ask the office whether you need it.",
                ),
            ),
            paper(Text("Fotografia", "Фотографія", "Photo"), "original"),
        ),
        "fees": (
            fee(
                Text("Wydanie prawa jazdy", "Видача посвідчення", "Issue of the licence"),
                "100.50",
                Text(
                    "Aktualną kwotę i numer konta podaje urząd.",
                    "Актуальну суму і номер рахунку вказує установа.",
                    "The office gives the current amount and the account number.",
                ),
            ),
        ),
        "forms": (form(Text("Strona oficjalna", "Офіційний сайт", "Official page"), "https://www.gov.pl/"),),
        "law": (law("Ustawa z dnia 5 stycznia 2011 r. o kierujących pojazdami", "art. 14", "WDU20110300151"),),
    },
    points=(("place", "city-office"), ("contact", "embassy-desk")),
)
