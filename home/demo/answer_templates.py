"""Beginnings of answers, one for each outcome, in every language of the demo."""

from uuid import NAMESPACE_URL, uuid5

from wagtail.models import Locale

from consultations.postulates.models import ResponseTemplate

from .texts import Text

# outcome: (name, text)
TEMPLATES: dict[str, tuple[Text, Text]] = {
    "accepted": (
        Text("Zgadzamy się", "Ми погоджуємося", "We agree"),
        Text(
            "Dziękujemy za zgłoszenie. Miasto spełni tę prośbę. Zrobimy to tak: (co i kiedy).",
            "Дякуємо за звернення. Місто виконає це прохання. Ми зробимо так: (що і коли).",
            "Thank you for writing. The city will do what you ask for. We will do it like this: (what and when).",
        ),
    ),
    "accepted_in_part": (
        Text("Zgadzamy się częściowo", "Ми погоджуємося частково", "We agree in part"),
        Text(
            "Dziękujemy za zgłoszenie. Miasto spełni część tej prośby: (co i kiedy). Pozostałej części nie możemy "
            "spełnić, ponieważ (powód).",
            "Дякуємо за звернення. Місто виконає частину цього прохання: (що і коли). Решту ми не можемо виконати, "
            "оскільки (причина).",
            "Thank you for writing. The city will do a part of what you ask for: (what and when). We cannot do the "
            "rest, because (reason).",
        ),
    ),
    "planned": (
        Text("Mamy to w planach", "Це в наших планах", "We plan it"),
        Text(
            "Dziękujemy za zgłoszenie. Sprawa jest w planach miasta. Następny krok: (co), termin: (kiedy).",
            "Дякуємо за звернення. Це є в планах міста. Наступний крок: (що), термін: (коли).",
            "Thank you for writing. The city plans to do this. The next step is: (what), by: (when).",
        ),
    ),
    "already_in_place": (
        Text("To już działa", "Це вже є", "It is there already"),
        Text(
            "Dziękujemy za zgłoszenie. To rozwiązanie już działa. Można z niego skorzystać tak: (jak i gdzie).",
            "Дякуємо за звернення. Таке рішення вже діє. Скористатися ним можна так: (як і де).",
            "Thank you for writing. This is in place already. This is how to use it: (how and where).",
        ),
    ),
    "explained": (
        Text("Wyjaśniamy", "Ми пояснюємо", "We explain"),
        Text(
            "Dziękujemy za pytanie. Wyjaśniamy, jak jest: (odpowiedź prostymi słowami). Podstawa prawna: (przepis).",
            "Дякуємо за запитання. Пояснюємо, як є: (відповідь простими словами). Правова підстава: (норма).",
            "Thank you for asking. This is how it is: (answer in plain words). Legal basis: (provision).",
        ),
    ),
    "not_competent": (
        Text("To nie należy do miasta", "Це не належить до міста", "It is not for the city"),
        Text(
            "Dziękujemy za zgłoszenie. W tej sprawie decyduje: (organ). Miasto może zrobić jedynie: (co).",
            "Дякуємо за звернення. У цій справі вирішує: (орган). Місто може зробити лише: (що).",
            "Thank you for writing. It is decided by: (body). The city can only do this: (what).",
        ),
    ),
    "declined": (
        Text("Nie możemy tego zrobić", "Ми не можемо цього зробити", "We cannot do it"),
        Text(
            "Dziękujemy za zgłoszenie. Miasto nie spełni tej prośby, ponieważ (powód zrozumiały dla każdego). "
            "Możliwe jest natomiast: (co).",
            "Дякуємо за звернення. Місто не виконає цього прохання, оскільки (причина, зрозуміла кожному). "
            "Натомість можливо: (що).",
            "Thank you for writing. The city will not do what you ask for, because (a reason that anybody "
            "understands). What is possible instead: (what).",
        ),
    ),
}


def load_answer_templates() -> int:
    """Create the templates that are missing, each in every language of the site that the demo speaks."""
    locales = {row.language_code: row for row in Locale.objects.filter(language_code__in=Text._fields)}
    present = set(ResponseTemplate.objects.values_list("code", "locale_id"))
    missing = [
        ResponseTemplate(
            code=outcome.replace("_", "-"),
            outcome=outcome,
            locale=locale,
            translation_key=uuid5(NAMESPACE_URL, f"response-template:{outcome}"),
            name=getattr(name, language),
            body=getattr(body, language),
        )
        for outcome, (name, body) in TEMPLATES.items()
        for language, locale in locales.items()
        if (outcome.replace("_", "-"), locale.pk) not in present
    ]
    ResponseTemplate.objects.bulk_create(missing)
    return len(missing)
