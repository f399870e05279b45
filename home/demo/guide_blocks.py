"""What every guide of the demo says in the same words."""

from .texts import Block, Text, notice

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
