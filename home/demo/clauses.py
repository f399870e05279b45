"""The information clause of the demo, in every language; a lawyer of the city writes the real one."""

from datetime import date
from uuid import NAMESPACE_URL, uuid5

from wagtail.models import Locale

from consultations.postulates.models import InformationClause

from .texts import Text

VERSION = 1
VALID_FROM = date(2026, 1, 1)
BODY = Text(
    "Administratorem Twoich danych jest miasto (w tej wersji demonstracyjnej: nikt). Przetwarzamy je, aby odpowiedzieć "
    "na postulat, bo wymaga tego prawo. Tekst postulatu stanie się publiczny po sprawdzeniu przez moderację. Dane do "
    "kontaktu widzą tylko pracownicy, którzy prowadzą sprawę. Sprawę przechowujemy tak długo, jak wymagają tego "
    "przepisy o archiwach. Możesz zażądać wglądu w swoje dane i ich sprostowania oraz złożyć skargę do Prezesa UODO.",
    "Розпорядник ваших даних — місто (у цій демонстраційній версії: ніхто). Ми обробляємо їх, щоб відповісти на "
    "постулат, бо цього вимагає закон. Текст постулату стане публічним після перевірки модератором. Контактні дані "
    "бачать лише працівники, які ведуть справу. Справу зберігаємо стільки, скільки вимагають правила про архіви. Ви "
    "можете вимагати доступу до своїх даних та їх виправлення, а також подати скаргу до голови UODO.",
    "The controller of your data is the city (in this demonstration: nobody). We process them to answer your "
    "postulate, because the law requires it. The text becomes public after a moderator has checked it. Only the "
    "people who deal with the case see your contact data. The case is kept for as long as the rules "
    "on archives say. You may ask to see and correct your data, and complain to the President of UODO.",
)


def load_clauses() -> int:
    """Create the clause where it is missing, in every language of the site that the demo speaks."""
    present = set(InformationClause.objects.filter(version=VERSION).values_list("locale__language_code", flat=True))
    missing = [
        InformationClause(
            version=VERSION,
            valid_from=VALID_FROM,
            body=getattr(BODY, locale.language_code),
            locale=locale,
            translation_key=uuid5(NAMESPACE_URL, f"information-clause:{VERSION}"),
        )
        for locale in Locale.objects.filter(language_code__in=Text._fields)
        if locale.language_code not in present
    ]
    InformationClause.objects.bulk_create(missing)
    return len(missing)
