"""Reasons for not accepting a postulate, in every language of the demo."""

from uuid import NAMESPACE_URL, uuid5

from django.conf import settings
from wagtail.models import Locale

from consultations.postulates.models import RejectionReason

from .texts import Text

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


def load_reasons() -> int:
    """Create the reasons that are missing, each in every language of the site that the demo speaks."""
    locales = {row.language_code: row for row in Locale.objects.filter(language_code__in=Text._fields)}
    present = set(RejectionReason.objects.values_list("code", "locale_id"))
    missing = [
        RejectionReason(
            code=code,
            locale=locale,
            translation_key=uuid5(NAMESPACE_URL, f"rejection-reason:{code}"),
            name=getattr(name, language),
            explanation=getattr(explanation, language),
            is_public=is_public,
        )
        for code, (name, explanation, is_public) in REASONS.items()
        for language, locale in locales.items()
        if (code, locale.pk) not in present
    ]
    RejectionReason.objects.bulk_create(missing)
    return len(missing)


def reasons() -> dict[str, RejectionReason]:
    """Return the reasons a moderator chooses from, by code."""
    rows = RejectionReason.objects.filter(locale__language_code=settings.LANGUAGE_CODE)
    return {row.code: row for row in rows}
