"""Polish parts, and what the office writes: its language is Polish."""

from . import TopicWords, Words

PL = Words(
    places=(
        "w Nowej Hucie", "w Podgórzu", "na Kazimierzu", "w Bieńczycach", "w Mistrzejowicach", "na Prądniku Białym",
        "na Prądniku Czerwonym", "w Bronowicach", "na Dębnikach", "na Zwierzyńcu", "w Łagiewnikach", "w Prokocimiu",
        "na Grzegórzkach", "w Swoszowicach", "na Krowodrzy", "w Czyżynach",
    ),
    openers=(
        "Od kilku lat widzimy ten sam kłopot {place}.",
        "Piszemy w imieniu mieszkańców, z którymi pracujemy {place}.",
        "Podczas ostatniego spotkania {place} wiele osób mówiło o tym samym.",
        "Nasi wolontariusze {place} spotykają się z tym co tydzień.",
        "Zapytaliśmy o to kilkadziesiąt osób {place}.",
        "To, o czym piszemy, dzieje się nie tylko {place}, ale tam widać to najlepiej.",
    ),
    contexts=(
        "Dotyczy to zwłaszcza osób, które nie mają nikogo bliskiego.",
        "Próbowaliśmy poradzić sobie sami, ale nasze możliwości się skończyły.",
        "Inne miasta znalazły na to proste sposoby.",
        "Każdy miesiąc zwłoki oznacza, że ktoś rezygnuje.",
        "Koszt rozwiązania jest niewielki w porównaniu z tym, co tracimy.",
        "Rozmawialiśmy o tym z pracownikami urzędu, którzy widzą to podobnie.",
        "Latem sytuacja się poprawia, zimą jest najtrudniej.",
        "Nie prosimy o przywileje, tylko o jasne zasady.",
        "Najbardziej brakuje nam pewności, co będzie za pół roku.",
        "Mamy listę miejsc i chętnie ją przekażemy.",
        "Możemy pomóc przy sprawdzeniu, czy rozwiązanie działa.",
        "W zeszłym roku pisaliśmy już o tym w konsultacjach.",
    ),
    closings=(
        "Chętnie weźmiemy udział w rozmowach.",
        "Prosimy o odpowiedź, która poda termin i osobę odpowiedzialną.",
        "Prosimy też o informację, jeśli sprawą powinien zająć się ktoś inny.",
        "Wystarczy nam na początek próba w jednym miejscu.",
        "Prosimy o włączenie nas do prac nad rozwiązaniem.",
    ),
    topics={
        "carers": TopicWords(
            ("Wytchnienie dla opiekunów osób zależnych", "Stałe wsparcie dla rodzin opiekujących się bliskimi"),
            ("Opiekunowie nie mają ani jednego wolnego dnia w miesiącu.",
             "Po zakończeniu projektu rodziny zostają bez żadnej pomocy."),
            ("Prosimy o miejsca krótkiej opieki, w których można zostawić bliską osobę na kilka godzin.",
             "Prosimy o finansowanie opieki wytchnieniowej przez cały rok."),
        ),
        "disability": TopicWords(
            ("Dostępne wejścia do budynków miejskich", "Asystenci osobiści bez przerw między projektami"),
            ("Osoba na wózku nie dostanie się do połowy miejsc, w których załatwia się sprawy.",
             "Kiedy program się kończy, asystent przestaje przychodzić z dnia na dzień."),
            ("Prosimy o plan dostosowania budynków z terminami.",
             "Prosimy o ciągłość usług asystentów także między kolejnymi programami."),
        ),
        "adhd": TopicWords(
            ("Wsparcie dla dzieci z ADHD w szkołach", "Szkolenia dla nauczycieli o ADHD"),
            ("Rodzice szukają pomocy osobno w szkole, w poradni i u lekarza.",
             "Nauczyciele chcą pomóc, ale nie wiedzą jak."),
            ("Prosimy o jeden wspólny sposób pracy szkół i poradni.",
             "Prosimy o szkolenia w każdej szkole, która się zgłosi."),
        ),
        "equality": TopicWords(
            ("Działania przeciw mowie nienawiści", "Warsztaty antydyskryminacyjne dla młodzieży"),
            ("Coraz więcej osób opowiada nam o obrażaniu w autobusach i na przystankach.",
             "Pojedyncze warsztaty nie zmieniają atmosfery w szkołach."),
            ("Prosimy o stały program zamiast pojedynczych akcji.",
             "Prosimy o miejsce, w którym można zgłosić takie zdarzenie i dostać pomoc."),
        ),
        "integration": TopicWords(
            ("Punkt informacyjny dla nowych mieszkańców", "Spotkania sąsiedzkie polskich i ukraińskich rodzin"),
            ("Nowi mieszkańcy nie wiedzą, gdzie załatwić najprostsze sprawy.",
             "Rodziny mieszkają obok siebie, ale się nie znają."),
            ("Prosimy o punkt informacyjny czynny także po południu.",
             "Prosimy o małe dotacje na spotkania sąsiedzkie."),
        ),
        "own-contribution": TopicWords(
            ("Fundusz wkładów własnych dla małych organizacji", "Pożyczki na wkład własny do projektów"),
            ("Bez wkładu własnego rezygnujemy z projektów, na które pieniądze już czekają.",
             "Małe organizacje nie mają z czego zapłacić pierwszych rachunków."),
            ("Prosimy o przywrócenie funduszu wkładów własnych.",
             "Prosimy o prosty wniosek na jednej stronie i decyzję w ciągu miesiąca."),
        ),
        "calls": TopicWords(
            ("Dłuższe terminy w konkursach dla organizacji", "Jedna strona ze wszystkimi konkursami miasta"),
            ("O konkursie dowiadujemy się na kilka dni przed końcem naboru.",
             "Każdy wydział ogłasza konkursy w innym miejscu i na innych drukach."),
            ("Prosimy o co najmniej trzydzieści dni na przygotowanie oferty.",
             "Prosimy o wspólny kalendarz konkursów na cały rok."),
        ),
        "seniors": TopicWords(
            ("Miejsce spotkań dla seniorów blisko domu", "Ławki i cień na trasach do przychodni"),
            ("Starsi mieszkańcy nie mają gdzie się spotkać bez długiej podróży.",
             "Droga do przychodni jest za długa, żeby przejść ją bez odpoczynku."),
            ("Prosimy o udostępnienie sali kilka razy w tygodniu.",
             "Prosimy o ustawienie ławek co dwieście metrów."),
        ),
        "premises": TopicWords(
            ("Lokale miejskie dla organizacji na jasnych zasadach", "Wspólny lokal dla kilku organizacji"),
            ("Lokale stoją puste, a organizacje płacą czynsz jak firmy.",
             "Umowa na rok nie pozwala niczego zaplanować."),
            ("Prosimy o listę wolnych lokali i jasne zasady ich przyznawania.",
             "Prosimy o umowy co najmniej trzyletnie."),
        ),
        "polish-language": TopicWords(
            ("Kursy języka polskiego po pracy", "Zajęcia z polskiego dla rodziców w szkołach"),
            ("Kursy odbywają się w godzinach, w których ludzie pracują.",
             "Rodzice nie rozumieją wiadomości ze szkoły swoich dzieci."),
            ("Prosimy o grupy wieczorne i w soboty.",
             "Prosimy o zajęcia dla rodziców w budynku szkoły."),
        ),
    },
    first_names=("Anna", "Barbara", "Celina", "Dariusz", "Ewa", "Filip", "Grażyna", "Henryk", "Irena", "Jan",
                 "Karolina", "Leszek", "Magda", "Norbert", "Olga", "Piotr", "Renata", "Sławomir", "Teresa", "Wojciech"),
    surnames=("Przykładowa", "Zmyślona", "Wymyślińska", "Próbna", "Testowa", "Niby", "Umowna", "Domyślna"),
)  # fmt: skip

ANSWERS = {
    "accepted": ("Zrobimy to, o co Państwo proszą.", "Propozycja jest słuszna i wejdzie do planu pracy jednostki."),
    "accepted_in_part": (
        "Zrobimy część z tego od razu.",
        "Zgadzamy się z kierunkiem, ale zaczniemy od jednego miejsca.",
    ),
    "planned": ("Ujmiemy to w planie na kolejny rok.", "Przeanalizujemy, na co pozwala budżet, i ogłosimy wynik."),
    "already_in_place": (
        "Takie działania już są prowadzone.",
        "Miasto robi to od ubiegłego roku; niżej piszemy gdzie.",
    ),
    "explained": (
        "Wyjaśniamy, dlaczego jest tak, jak jest.",
        "Zasady wynikają z ustawy; opisujemy je prostymi słowami.",
    ),
    "not_competent": ("Ta sprawa nie należy do zadań miasta.", "Decyzję podejmuje tu inny organ."),
    "declined": ("Nie możemy tego zrobić w obecnym budżecie.", "Po sprawdzeniu kosztów nie podejmiemy tego zadania."),
}
ANSWER_MIDDLES = (
    "Sprawdziliśmy opisane miejsca razem z jednostką, która za nie odpowiada.",
    "Dziękujemy za dokładny opis i za gotowość do współpracy.",
    "Koszt oszacowała jednostka prowadząca.",
    "O postępie będziemy informować na stronie tej sprawy.",
    "W razie pytań prosimy o kontakt z jednostką prowadzącą sprawę.",
    "Uwagi zgłoszone na spotkaniu z organizacjami zostały uwzględnione.",
)
PROMISES = (
    "Przegląd procedur i ogłoszenie wyników", "Uruchomienie próby w jednym miejscu", "Przygotowanie planu z terminami",
    "Spotkanie z organizacjami w tej sprawie", "Zakup i ustawienie wyposażenia", "Ogłoszenie konkursu na to zadanie",
    "Analiza kosztów i możliwości budżetu", "Zmiana regulaminu po konsultacjach",
)  # fmt: skip
CONDITIONS = ("", "", "w ramach budżetu", "po uzyskaniu zgody rady", "jeśli pozwolą na to środki zewnętrzne")
STEPS_AHEAD = ("Wybór wykonawcy", "Zebranie opinii", "Projekt zmian", "Odbiór prac", "Pierwszy miesiąc próby")
PROGRESS = ("Prace idą zgodnie z planem.", "Zebraliśmy opinie.", "Umowa jest podpisana.", "Trwa odbiór.")
REASONS = (
    "Czekamy na opinię prawną.", "Sprawa wymaga uzgodnień między jednostkami.", "Potrzebna jest wizja w terenie.",
    "Dokumenty wpłynęły później, niż zakładano.", "Wykonawca poprosił o więcej czasu.",
)  # fmt: skip
QUESTIONS = (
    "Jakich adresów to dotyczy?",
    "Ilu osób to dotyczy?",
    "Czy mogą Państwo przysłać opis?",
    "Od kiedy to trwa?",
)
REPLIES = (
    "Wysyłamy listę adresów.",
    "Około czterdziestu osób.",
    "Od jesieni ubiegłego roku.",
    "Opis jest w załączeniu.",
)
OPINIONS = ("Moim zdaniem można rejestrować.", "Tekst jest jasny, nie widzę przeszkód.", "Warto poprosić o konkret.")
NOTES = ("Zadzwonić przed wysłaniem.", "Podobna sprawa była w zeszłym roku.", "Sprawdzić budżet.", "Uzgodnione ustnie.")
ADDENDA = (
    "Dopisujemy: dotyczy to także soboty.",
    "Znaleźliśmy jeszcze dwa takie miejsca.",
    "Dołączyła do nas druga grupa.",
)
REFUSALS = ("Proszę napisać, o co dokładnie chodzi.", "Proszę usunąć nazwiska innych osób i wysłać ponownie.")
BODIES = ("Zarząd województwa (przykład)", "Starosta (przykład)", "Wojewoda (przykład)", "Dyrekcja dróg (przykład)")
ORGANISATION_KINDS = {
    "association": ("Stowarzyszenie", "Towarzystwo"),
    "foundation": ("Fundacja",),
    "informal_group": ("Grupa", "Klub"),
}
ORGANISATION_FIRST = (
    "Wspólne", "Otwarte", "Dobre", "Bliskie", "Uważne", "Zielone", "Nowe", "Ciche", "Jasne", "Równe", "Czynne", "Żywe",
)  # fmt: skip
ORGANISATION_SECOND = (
    "Podwórko", "Miasto", "Sąsiedztwo", "Jutro", "Spotkanie", "Pole", "Brzegi", "Okno", "Schody", "Drzewo", "Kroki",
    "Głosy", "Ręce", "Miejsce", "Światło",
)  # fmt: skip
