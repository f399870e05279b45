"""Guides about everyday life: health insurance, school, learning Polish."""

from home.models import GuidePage

from .guide_blocks import BRING, COST, EXAMPLE, IN_SHORT, TIME, WHERE
from .guide_page import fee, form, group, law, paper, step
from .page_data import PageText
from .texts import Text, facts, notice

HEALTH_INSURANCE = PageText(
    slug="ubezpieczenie-zdrowotne",
    type=GuidePage,
    title=Text("Ubezpieczenie zdrowotne", "Медичне страхування", "Health insurance"),
    lead=Text(
        "Kto jest ubezpieczony w NFZ, leczy się bez opłat w przychodniach i szpitalach, które mają umowę z NFZ.",
        "Хто застрахований у NFZ (Національному фонді здоров’я), лікується безоплатно в поліклініках і лікарнях, що "
        "мають договір із NFZ.",
        "Whoever is insured with NFZ (the National Health Fund) is treated free of charge in clinics and hospitals "
        "that have a contract with it.",
    ),
    topics=("health", "integration"),
    unit="embassy",
    body=(
        notice(
            Text("Zagrożenie życia", "Загроза життю", "Danger to life"),
            Text(
                "Dzwoń pod 112. Pomoc przyjedzie także do osoby bez ubezpieczenia.",
                "Телефонуйте 112. Допомога приїде і до людини без страхування.",
                "Call 112. Help comes to people without insurance too.",
            ),
            tone="warning",
        ),
        EXAMPLE,
        facts(
            IN_SHORT,
            (
                Text(
                    "Pracujesz na umowę o pracę", "Ви працюєте за трудовим договором", "You have an employment contract"
                ),
                Text(
                    "Zgłasza cię pracodawca. Ty możesz zgłosić przez niego męża, żonę i dzieci.",
                    "Вас реєструє роботодавець. Через нього можна зареєструвати чоловіка, дружину та дітей.",
                    "Your employer registers you. Through the employer you may register your spouse and children.",
                ),
            ),
            (
                Text("Nie pracujesz", "Ви не працюєте", "You do not work"),
                Text(
                    "Ubezpieczenie może dać urząd pracy, uczelnia, członek rodziny albo dobrowolna umowa z NFZ.",
                    "Страхування може дати служба зайнятості, університет, член родини або добровільний договір із "
                    "NFZ.",
                    "You may be insured through the labour office, a university, a family member or a voluntary "
                    "contract with NFZ.",
                ),
            ),
            (
                COST,
                Text(
                    "Składkę za pracownika odprowadza pracodawca z jego wynagrodzenia. Składkę dobrowolną podaje NFZ.",
                    "Внесок за працівника роботодавець сплачує з його зарплати. Розмір добровільного внеску вказує "
                    "NFZ.",
                    "The employer pays the contribution out of your wage. NFZ gives the amount of the voluntary one.",
                ),
            ),
        ),
    ),
    parts={
        "groups": (
            group(
                Text(
                    "Osoby, które pracują, uczą się lub mieszkają w Polsce",
                    "Люди, які працюють, навчаються або живуть у Польщі",
                    "People who work, study or live in Poland",
                ),
            ),
        ),
        "steps": (
            step(
                Text("Załatw numer PESEL", "Отримайте номер PESEL", "Get a PESEL number"),
                Text(
                    "W przychodni sprawdzają po nim, czy jesteś w systemie.",
                    "За ним у поліклініці перевіряють, чи ви є в системі.",
                    "Clinics use it to check whether you are in the system.",
                ),
            ),
            step(
                Text("Zapytaj, kto cię zgłasza", "Запитайте, хто вас реєструє", "Ask who registers you"),
                Text(
                    "Poproś pracodawcę o potwierdzenie zgłoszenia do ubezpieczenia.",
                    "Попросіть роботодавця підтвердити реєстрацію в системі страхування.",
                    "Ask your employer for a confirmation of the registration.",
                ),
            ),
            step(
                Text("Wybierz lekarza", "Оберіть лікаря", "Choose a doctor"),
                Text(
                    "Złóż w przychodni deklarację wyboru lekarza podstawowej opieki zdrowotnej.",
                    "Подайте в поліклініці декларацію про вибір сімейного лікаря.",
                    "Hand in a declaration at a clinic that you choose its family doctor.",
                ),
            ),
            step(
                Text(
                    "Załóż Internetowe Konto Pacjenta",
                    "Створіть інтернет-кабінет пацієнта",
                    "Open an Internet Patient Account",
                ),
                Text(
                    "Na stronie pacjent.gov.pl zobaczysz recepty, skierowania i to, czy masz ubezpieczenie.",
                    "На сайті pacjent.gov.pl ви побачите рецепти, направлення і чи маєте страхування.",
                    "At pacjent.gov.pl you see prescriptions, referrals and whether you are insured.",
                ),
            ),
        ),
        "forms": (
            form(Text("Strona NFZ", "Сайт NFZ", "Page of NFZ"), "https://www.nfz.gov.pl/"),
            form(
                Text("Internetowe Konto Pacjenta", "Інтернет-кабінет пацієнта", "Internet Patient Account"),
                "https://pacjent.gov.pl/",
            ),
        ),
        "law": (
            law(
                "Ustawa z dnia 27 sierpnia 2004 r. o świadczeniach opieki zdrowotnej finansowanych ze środków "
                "publicznych",
                "art. 66 i 68",
                "WDU20042102135",
            ),
        ),
    },
    points=(("contact", "embassy-desk"),),
)

SCHOOL = PageText(
    slug="zapisanie-dziecka-do-szkoly",
    type=GuidePage,
    title=Text("Zapisanie dziecka do szkoły", "Як записати дитину до школи", "Enrolling a child in school"),
    lead=Text(
        "Dzieci z innych państw uczą się w szkołach publicznych na takich samych zasadach jak polskie. Można dołączyć "
        "w ciągu roku.",
        "Діти з інших країн навчаються в державних школах на тих самих умовах, що й польські. Приєднатися можна "
        "посеред навчального року.",
        "Children from other countries attend public schools on the same terms as Polish ones. They may join during "
        "the year.",
    ),
    topics=("education", "integration"),
    unit="education",
    body=(
        EXAMPLE,
        facts(
            IN_SHORT,
            (
                COST,
                Text(
                    "Szkoła publiczna jest bezpłatna.", "Державна школа безоплатна.", "Public school is free of charge."
                ),
            ),
            (
                WHERE,
                Text(
                    "Do dyrektora szkoły. Szkoła z twojego obwodu przyjmuje dzieci, które tam mieszkają.",
                    "До директора школи. Школа вашого району приймає дітей, які там живуть.",
                    "To the head of the school. The school of your district takes the children who live there.",
                ),
            ),
            (
                BRING,
                Text(
                    "Dokument dziecka, adres, świadectwa z poprzedniej szkoły. Brak świadectwa nie zamyka drogi do "
                    "szkoły.",
                    "Документ дитини, адресу, табелі з попередньої школи. Якщо табеля немає, до школи все одно "
                    "приймуть.",
                    "The child's identity document, your address, certificates from the last school. A missing "
                    "certificate does not close the door.",
                ),
            ),
            (
                Text("Obowiązek", "Обов’язок", "Duty"),
                Text(
                    "Uczyć się trzeba do 18. roku życia.",
                    "Навчатися обов’язково до 18 років.",
                    "Education is compulsory until the age of 18.",
                ),
            ),
        ),
    ),
    parts={
        "groups": (
            group(
                Text(
                    "Rodzice i opiekunowie dzieci w wieku od 6 do 18 lat",
                    "Батьки та опікуни дітей віком від 6 до 18 років",
                    "Parents and carers of children from 6 to 18 years of age",
                ),
            ),
        ),
        "steps": (
            step(
                Text("Znajdź swoją szkołę", "Знайдіть свою школу", "Find your school"),
                Text(
                    "Sprawdź, w którym obwodzie mieszkasz. Możesz też wybrać inną szkołę, jeśli ma wolne miejsca.",
                    "Перевірте, до якої школи належить ваша адреса. Можна обрати й іншу школу, якщо в ній є місця.",
                    "Check which district you live in. You may choose another school if it has places.",
                ),
            ),
            step(
                Text("Umów rozmowę", "Домовтеся про зустріч", "Make an appointment"),
                Text(
                    "Powiedz, w jakim języku mówi dziecko i do której klasy chodziło.",
                    "Скажіть, якою мовою говорить дитина і в якому класі вона вчилася.",
                    "Say which language the child speaks and which class it attended.",
                ),
            ),
            step(
                Text("Złóż dokumenty", "Подайте документи", "Hand in the documents"),
                Text(
                    "Szkoła powie, który formularz wypełnić.",
                    "У школі підкажуть, яку форму заповнити.",
                    "The school tells you which form to fill in.",
                ),
            ),
            step(
                Text(
                    "Zapytaj o dodatkowy polski", "Запитайте про додаткову польську", "Ask about extra Polish lessons"
                ),
                Text(
                    "Dziecko, które nie zna polskiego, ma prawo do dodatkowych bezpłatnych lekcji.",
                    "Дитина, яка не знає польської, має право на додаткові безоплатні уроки.",
                    "A child who speaks no Polish has a right to extra lessons free of charge.",
                ),
            ),
        ),
        "documents": (
            paper(Text("Dokument dziecka", "Документ дитини", "The child's identity document"), "to-show"),
            paper(
                Text(
                    "Świadectwa z poprzedniej szkoły",
                    "Табелі з попередньої школи",
                    "Certificates from the last school",
                ),
                "copy",
                Text(
                    "Brak świadectwa nie zamyka drogi do szkoły.",
                    "Якщо табеля немає, до школи все одно приймуть.",
                    "A missing certificate does not close the door.",
                ),
            ),
        ),
        "fees": (fee(Text("Szkoła publiczna", "Державна школа", "Public school"), None),),
        "forms": (
            form(Text("Strona oficjalna", "Офіційний сайт", "Official page"), "https://www.gov.pl/web/edukacja"),
        ),
        "law": (law("Ustawa z dnia 14 grudnia 2016 r. – Prawo oświatowe", "art. 35 i 165", "WDU20170000059"),),
    },
    points=(("contact", "education-desk"), ("contact", "embassy-desk")),
)

POLISH_COURSES = PageText(
    slug="kursy-jezyka-polskiego",
    type=GuidePage,
    title=Text("Kursy języka polskiego", "Курси польської мови", "Polish courses"),
    lead=Text(
        "Jak znaleźć kurs na swoim poziomie i o porze, która ci pasuje.",
        "Як знайти курс вашого рівня і в зручний для вас час.",
        "How to find a course at your level and at a time that suits you.",
    ),
    topics=("polish-language", "integration"),
    unit="embassy",
    body=(
        EXAMPLE,
        facts(
            IN_SHORT,
            (
                COST,
                Text(
                    "Bywają kursy bezpłatne i płatne. Przed zapisem zapytaj także o cenę podręcznika.",
                    "Бувають безоплатні та платні курси. Перед записом запитайте і про ціну підручника.",
                    "Some courses are free, some are not. Before you enrol, ask about the price of the book too.",
                ),
            ),
            (
                WHERE,
                Text(
                    "Do Ambasady Wielokulturowości, organizacji społecznej, biblioteki lub szkoły językowej.",
                    "До Амбасади мультикультурності, громадської організації, бібліотеки або мовної школи.",
                    "To the Multiculturalism Embassy, an organisation, a library or a language school.",
                ),
            ),
            (
                TIME,
                Text(
                    "Grupy ruszają najczęściej jesienią i zimą, ale wolne miejsca zdarzają się cały rok.",
                    "Групи найчастіше стартують восени та взимку, але вільні місця трапляються протягом усього року.",
                    "Groups mostly start in autumn and winter, but there are free places all year.",
                ),
            ),
        ),
    ),
    parts={
        "groups": (
            group(
                Text(
                    "Każdy, kto chce uczyć się polskiego",
                    "Кожен, хто хоче вивчати польську",
                    "Everybody who wants to learn Polish",
                ),
            ),
        ),
        "steps": (
            step(
                Text("Sprawdź swój poziom", "Перевірте свій рівень", "Check your level"),
                Text(
                    "Poziomy oznacza się od A1 (początek) do C2. Wiele szkół ma krótki test.",
                    "Рівні позначають від A1 (початковий) до C2. Багато шкіл мають короткий тест.",
                    "Levels run from A1 (beginner) to C2. Many schools have a short test.",
                ),
            ),
            step(
                Text("Wybierz porę i miejsce", "Оберіть час і місце", "Choose a time and a place"),
                Text(
                    "Kurs blisko domu lub pracy łatwiej skończyć. Zapytaj o opiekę nad dziećmi w czasie zajęć.",
                    "Курс поруч із домом чи роботою легше закінчити. Запитайте, чи є догляд за дітьми під час занять.",
                    "A course near your home or work is easier to finish. Ask whether somebody looks after children "
                    "meanwhile.",
                ),
            ),
            step(
                Text("Zapisz się", "Запишіться", "Enrol"),
                Text(
                    "Zostaw numer telefonu. Jeśli brakuje miejsc, poproś o wpis na listę rezerwową.",
                    "Залиште номер телефону. Якщо місць немає, попросіть внести вас до списку очікування.",
                    "Leave your phone number. If there is no place, ask to be put on the waiting list.",
                ),
            ),
            step(
                Text("Pomyśl o certyfikacie", "Подумайте про сертифікат", "Think about a certificate"),
                Text(
                    "Do niektórych spraw, na przykład o obywatelstwo, potrzebny jest urzędowy dowód znajomości języka.",
                    "Для деяких справ, наприклад щодо громадянства, потрібне офіційне підтвердження знання мови.",
                    "For some matters, citizenship for example, you need official proof that you know the language.",
                ),
            ),
        ),
        "forms": (
            form(
                Text("Certyfikat z języka polskiego", "Сертифікат із польської мови", "Certificate of Polish"),
                "https://certyfikatpolski.pl/",
            ),
        ),
        "law": (law("Ustawa z dnia 7 października 1999 r. o języku polskim", "art. 11a", "WDU19990900999"),),
    },
    points=(("contact", "embassy-desk"), ("place", "embassy-room")),
)
