"""Guides about documents: residence card, PESEL, driving licence."""

from home.models import InfoPage

from .guide_blocks import ASK, BRING, COST, EXAMPLE, IN_SHORT, STEPS, TIME, WHERE, official_page
from .page_data import PageText
from .texts import Text, facts, steps

RESIDENCE_CARD = PageText(
    slug="karta-pobytu",
    type=InfoPage,
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
        steps(
            STEPS,
            (
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
            (
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
            (
                Text("Złóż wniosek", "Подайте заяву", "Apply"),
                Text(
                    "Sprawdź na stronie oficjalnej, jak się go teraz składa: przez internet czy osobiście.",
                    "Перевірте на офіційному сайті, як її подають зараз: через інтернет чи особисто.",
                    "Check on the official page how this is done now: online or in person.",
                ),
            ),
            (
                Text("Zostaw odciski palców", "Здайте відбитки пальців", "Give your fingerprints"),
                Text(
                    "Urząd powie, kiedy i gdzie. Zabierz paszport.",
                    "Управління повідомить, коли і де. Візьміть із собою паспорт.",
                    "The office tells you when and where. Take your passport.",
                ),
            ),
            (
                Text("Odbierz kartę", "Отримайте карту", "Collect the card"),
                Text(
                    "Po decyzji odbierz kartę i sprawdź, czy dane są poprawne.",
                    "Після рішення заберіть карту й перевірте, чи дані правильні.",
                    "After the decision, collect the card and check that the data are right.",
                ),
            ),
        ),
        official_page("https://www.gov.pl/web/udsc"),
        ASK,
    ),
)

PESEL = PageText(
    slug="pesel",
    type=InfoPage,
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
        steps(
            STEPS,
            (
                Text("Sprawdź, czy już go masz", "Перевірте, чи він у вас уже є", "Check whether you already have one"),
                Text(
                    "Kto melduje się na dłużej niż 30 dni, zwykle dostaje numer bez osobnego wniosku.",
                    "Хто реєструє місце проживання більш ніж на 30 днів, зазвичай отримує номер без окремої заяви.",
                    "Whoever registers a place of residence for more than 30 days usually gets the number without "
                    "asking.",
                ),
            ),
            (
                Text("Wypełnij wniosek", "Заповніть заяву", "Fill in the form"),
                Text(
                    "Wpisz, do czego numer jest potrzebny, na przykład do ubezpieczenia zdrowotnego.",
                    "Вкажіть, для чого потрібен номер, наприклад для медичного страхування.",
                    "Write what the number is needed for, for example for health insurance.",
                ),
            ),
            (
                Text("Idź do urzędu osobiście", "Прийдіть до установи особисто", "Go to the office in person"),
                Text(
                    "Rodzic może złożyć wniosek za dziecko. Zabierz oryginały dokumentów.",
                    "Заяву за дитину може подати хтось із батьків. Візьміть оригінали документів.",
                    "A parent may apply for a child. Take the original documents.",
                ),
            ),
            (
                Text("Odbierz powiadomienie", "Отримайте повідомлення", "Receive the confirmation"),
                Text(
                    "Sprawdź imię, nazwisko i datę urodzenia: błąd najłatwiej poprawić od razu.",
                    "Перевірте ім’я, прізвище та дату народження: помилку найлегше виправити одразу.",
                    "Check your name and date of birth: a mistake is easiest to correct at once.",
                ),
            ),
        ),
        official_page("https://www.gov.pl/"),
        ASK,
    ),
)

DRIVING_LICENCE = PageText(
    slug="prawo-jazdy",
    type=InfoPage,
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
        steps(
            STEPS,
            (
                Text("Przetłumacz prawo jazdy", "Перекладіть посвідчення", "Have your licence translated"),
                Text(
                    "Zapytaj w urzędzie, czy w twojej sprawie potrzebny jest tłumacz przysięgły.",
                    "Запитайте в установі, чи у вашому випадку потрібен присяжний перекладач.",
                    "Ask the office whether you need a sworn translator.",
                ),
            ),
            (
                Text("Przygotuj zdjęcie i kopie", "Підготуйте фото та копії", "Prepare a photo and copies"),
                Text(
                    "Zabierz paszport, dokument pobytu i oryginał prawa jazdy.",
                    "Візьміть паспорт, документ про перебування та оригінал посвідчення.",
                    "Take your passport, your residence document and the original licence.",
                ),
            ),
            (
                Text("Złóż wniosek o wymianę", "Подайте заяву на обмін", "Apply for the exchange"),
                Text(
                    "Urząd sprawdza prawo jazdy w państwie, które je wydało, więc może to potrwać.",
                    "Установа перевіряє посвідчення в країні, яка його видала, тож це може тривати довше.",
                    "The office verifies the licence with the country that issued it, so this may take a while.",
                ),
            ),
            (
                Text("Zdaj egzamin, jeśli trzeba", "Складіть іспит, якщо потрібно", "Pass a test if you have to"),
                Text(
                    "W niektórych sprawach potrzebna jest część teoretyczna egzaminu. Powie ci to urząd.",
                    "У деяких випадках потрібна теоретична частина іспиту. Про це скаже установа.",
                    "In some cases the theory test is needed. The office will tell you.",
                ),
            ),
        ),
        official_page("https://www.gov.pl/"),
        ASK,
    ),
)
