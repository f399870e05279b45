"""The city as the product first meets it: units, topics, competences and deadline rules.

Names of units are those of the news item "Dialog z trzecim sektorem" of the city of Kraków (3 March 2026); the other
units are plainly named after their task. Deadlines follow the acts named in each row; an administrator may edit all.
"""

from datetime import date

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

# code: (legal basis, length, measure). Source: the acts named.
DEADLINES: dict[str, tuple[str, int, str]] = {
    "postulate": ("art. 237 § 1 w zw. z art. 244 KPA (stosowane odpowiednio)", 1, "month"),
    "wniosek": ("art. 237 § 1 w zw. z art. 244 KPA", 1, "month"),
    "petycja": ("ustawa z 11.07.2014 o petycjach, art. 10", 3, "month"),
    "skarga": ("art. 237 § 1 KPA", 1, "month"),
    "public-information": (
        "ustawa z 6.09.2001 o dostępie do informacji publicznej, art. 13",
        14,
        "day",
    ),
    "remark": ("art. 237 § 1 w zw. z art. 244 KPA (stosowane odpowiednio)", 1, "month"),
    "transfer": ("art. 243 KPA", 7, "day"),
}
VALID_FROM = date(2020, 1, 1)
LANGUAGES = ("pl", "uk", "en")
