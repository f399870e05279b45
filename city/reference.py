"""The city as the product first meets it: units, topics, districts, competences and deadline rules.

Names of units are those of the news item "Dialog z trzecim sektorem" of the city of Kraków (3 March 2026); the other
units are plainly named after their task. Deadlines follow the acts named in each row; an administrator may edit all,
and a lawyer of the city confirms them.
"""

from datetime import date
from typing import NamedTuple

# code: (name in pl, uk, en)
TOPICS: dict[str, tuple[str, str, str]] = {
    "carers": (
        "Opiekunowie osób zależnych",
        "Доглядальники залежних осіб",
        "Carers of dependent persons",
    ),
    "disability": ("Niepełnosprawność", "Інвалідність", "Disability"),
    "adhd": ("Dzieci z ADHD", "Діти з РДУГ", "Children with ADHD"),
    "equality": (
        "Równość i przeciwdziałanie dyskryminacji",
        "Рівність і протидія дискримінації",
        "Equality and non-discrimination",
    ),
    "integration": (
        "Integracja cudzoziemców",
        "Інтеграція іноземців",
        "Integration of foreigners",
    ),
    "own-contribution": (
        "Fundusz wkładów własnych",
        "Фонд власних внесків",
        "Own-contribution fund",
    ),
    "calls": (
        "Konkursy i dotacje",
        "Конкурси та гранти",
        "Calls for proposals and grants",
    ),
    "information-flow": (
        "Przepływ informacji",
        "Обмін інформацією",
        "Flow of information",
    ),
    "meetings": (
        "Spotkania organizacji",
        "Зустрічі організацій",
        "Meetings of organisations",
    ),
    "seniors": ("Polityka senioralna", "Політика щодо літніх людей", "Senior policy"),
    "premises": (
        "Lokale dla organizacji",
        "Приміщення для організацій",
        "Premises for organisations",
    ),
    "polish-language": (
        "Nauka języka polskiego",
        "Вивчення польської мови",
        "Learning Polish",
    ),
    "legal-stay": ("Legalizacja pobytu", "Легалізація перебування", "Legal stay"),
    "health": ("Zdrowie", "Здоров’я", "Health"),
    "education": ("Edukacja", "Освіта", "Education"),
}

# code: ((name in pl, uk, en), code of the unit it belongs to, is it the dialogue department)
UNITS: dict[str, tuple[tuple[str, str, str], str, bool]] = {
    "dialogue": (
        (
            "Wydział Dialogu, Równości i Polityki Społecznej",
            "Відділ діалогу, рівності та соціальної політики",
            "Department of Dialogue, Equality and Social Policy",
        ),
        "",
        True,
    ),
    "ngo-policy": (
        (
            "Referat ds. Polityki Pozarządowej",
            "Сектор політики щодо громадських організацій",
            "Section for NGO Policy",
        ),
        "dialogue",
        False,
    ),
    "embassy": (
        (
            "Ambasada Wielokulturowości",
            "Амбасада мультикультурності",
            "Multiculturalism Embassy",
        ),
        "dialogue",
        False,
    ),
    "finance": (
        (
            "Jednostka ds. budżetu (demo)",
            "Підрозділ з питань бюджету (демо)",
            "Budget unit (demo)",
        ),
        "",
        False,
    ),
    "social-welfare": (
        (
            "Jednostka ds. pomocy społecznej (demo)",
            "Підрозділ соціальної допомоги (демо)",
            "Social welfare unit (demo)",
        ),
        "",
        False,
    ),
    "education": (
        (
            "Jednostka ds. edukacji (demo)",
            "Підрозділ освіти (демо)",
            "Education unit (demo)",
        ),
        "",
        False,
    ),
    "it": (
        (
            "Jednostka ds. informatyki (demo)",
            "Підрозділ інформатики (демо)",
            "IT unit (demo)",
        ),
        "",
        False,
    ),
}

COMPETENCES: dict[str, str] = {
    "carers": "social-welfare",
    "disability": "social-welfare",
    "adhd": "education",
    "equality": "dialogue",
    "integration": "embassy",
    "polish-language": "embassy",
    "own-contribution": "ngo-policy",
    "calls": "ngo-policy",
    "information-flow": "it",
    "meetings": "dialogue",
    "seniors": "social-welfare",
    "premises": "ngo-policy",
    "education": "education",
}

# code of the topic: code of the topic it is part of
TOPIC_PARENTS: dict[str, str] = {"polish-language": "integration", "legal-stay": "integration"}

# number: (code, name in pl, uk). English keeps the Polish name. Source: the statutes of the districts of Kraków.
DISTRICTS: dict[int, tuple[str, str, str]] = {
    1: ("stare-miasto", "Stare Miasto", "Старе Място"),
    2: ("grzegorzki", "Grzegórzki", "Гжегужки"),
    3: ("pradnik-czerwony", "Prądnik Czerwony", "Прондник Червоний"),
    4: ("pradnik-bialy", "Prądnik Biały", "Прондник Білий"),
    5: ("krowodrza", "Krowodrza", "Кроводжа"),
    6: ("bronowice", "Bronowice", "Броновіце"),
    7: ("zwierzyniec", "Zwierzyniec", "Звежинець"),
    8: ("debniki", "Dębniki", "Дембніки"),
    9: ("lagiewniki-borek-falecki", "Łagiewniki-Borek Fałęcki", "Лаґевніки-Борек Фаленцький"),
    10: ("swoszowice", "Swoszowice", "Свошовіце"),
    11: ("podgorze-duchackie", "Podgórze Duchackie", "Подґуже Духацьке"),
    12: ("biezanow-prokocim", "Bieżanów-Prokocim", "Бєжанув-Прокоцім"),
    13: ("podgorze", "Podgórze", "Подґуже"),
    14: ("czyzyny", "Czyżyny", "Чижини"),
    15: ("mistrzejowice", "Mistrzejowice", "Містшейовіце"),
    16: ("bienczyce", "Bieńczyce", "Бєньчице"),
    17: ("wzgorza-krzeslawickie", "Wzgórza Krzesławickie", "Взґужа Кшеславіцькі"),
    18: ("nowa-huta", "Nowa Huta", "Нова Гута"),
}
ROMAN = "I II III IV V VI VII VIII IX X XI XII XIII XIV XV XVI XVII XVIII".split()


class Term(NamedTuple):
    """A term as the city first sets it."""

    law: str
    article: str
    length: int
    measure: str
    starts_on: str = "receipt"
    note: str = ""


KPA = "Kodeks postępowania administracyjnego"
PETITIONS = "Ustawa z 11.07.2014 o petycjach"
INFORMATION = "Ustawa z 6.09.2001 o dostępie do informacji publicznej"
OWN = "Zasady własne miasta"
BY_ANALOGY = "Miasto stosuje ten przepis odpowiednio: postulat to nie zawsze wniosek w rozumieniu kodeksu."

DEADLINES: dict[str, Term] = {
    "postulate": Term(KPA, "art. 237 § 1 w zw. z art. 244", 1, "month", note=BY_ANALOGY),
    "wniosek": Term(KPA, "art. 237 § 1 w zw. z art. 244", 1, "month"),
    "skarga": Term(KPA, "art. 237 § 1", 1, "month"),
    "remark": Term(KPA, "art. 237 § 1 w zw. z art. 244", 1, "month", note=BY_ANALOGY),
    "transfer": Term(KPA, "art. 243", 7, "day", note="Skargi przekazuje się w tym samym terminie (art. 231)."),
    "petycja": Term(PETITIONS, "art. 10 ust. 1", 3, "month"),
    "petition-extension": Term(PETITIONS, "art. 10 ust. 3", 3, "month", "first_term"),
    "petition-transfer": Term(PETITIONS, "art. 6 ust. 1", 30, "day"),
    "petition-correction": Term(
        PETITIONS, "art. 7 ust. 2", 30, "day", note="W tym terminie urząd może wezwać do uzupełnienia petycji."
    ),
    "public-information": Term(INFORMATION, "art. 13 ust. 1", 14, "day"),
    "public-information-extension": Term(INFORMATION, "art. 13 ust. 2", 2, "month"),
    "moderation": Term(OWN, "", 3, "working_day"),
    "correction": Term(OWN, "", 14, "day", "notice"),
    "dispute": Term(OWN, "", 30, "day", "answer"),
}
VALID_FROM = date(2020, 1, 1)
LANGUAGES = ("pl", "uk", "en")
