"""What every guide of the demo says in the same words."""

from .texts import Block, Text, button, notice

STEPS = Text("Krok po kroku", "Крок за кроком", "Step by step")
IN_SHORT = Text("W skrócie", "Коротко", "In short")
COST = Text("Ile to kosztuje", "Скільки це коштує", "What it costs")
WHERE = Text("Dokąd pójść", "Куди звертатися", "Where to go")
BRING = Text("Co przygotować", "Що підготувати", "What to prepare")
TIME = Text("Kiedy", "Коли", "When")

EXAMPLE: Block = notice(
    Text("Tekst przykładowy (demo)", "Текст для прикладу (демо)", "Example text (demo)"),
    Text(
        "Opisujemy ogólną drogę. Przepisy, opłaty i terminy się zmieniają: przed wizytą sprawdź je na stronie "
        "oficjalnej.",
        "Ми описуємо загальний шлях. Правила, оплати й терміни змінюються: перед візитом перевірте їх на офіційному "
        "сайті.",
        "This describes the general way. Rules, fees and dates change: check them on the official page before you go.",
    ),
)

ASK: Block = notice(
    Text("Nie wiesz, od czego zacząć?", "Не знаєте, з чого почати?", "Not sure where to start?"),
    Text(
        "Zapytaj w Ambasadzie Wielokulturowości. Możesz mówić po polsku, ukraińsku lub angielsku (demo).",
        "Запитайте в Амбасаді мультикультурності. Можна говорити польською, українською або англійською (демо).",
        "Ask at the Multiculturalism Embassy. You may speak Polish, Ukrainian or English (demo).",
    ),
)


def official_page(url: str) -> Block:
    """Return the button to the official page."""
    return button(Text("Strona oficjalna", "Офіційний сайт", "Official page"), url)
