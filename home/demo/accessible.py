"""A page that everybody can understand: easy to read, with a film in sign language, a table, and a reused text."""

from datetime import timedelta
from typing import Any

from wagtail.models import Locale

from cms.blocks.body import body_from
from cms.versions import EasyTextBlock
from home.models import Fragment, InfoPage

from .page_data import PageText
from .texts import Block, Text, heading, paragraphs, source, texts_in

CONTACT = "embassy-contact"
CONTACT_TEXT = Text(
    "Ambasada Wielokulturowości: ambasada@example.org (adres przykładowy).",
    "Амбасада мультикультурності: ambasada@example.org (адреса для прикладу).",
    "Multiculturalism Embassy: ambasada@example.org (an example address).",
)
FILM_TITLE = Text(
    "Jak pomagamy nowym mieszkańcom (film przykładowy)",
    "Як ми допомагаємо новим мешканцям (відео для прикладу)",
    "How we help newcomers (an example film)",
)
EASY: tuple[Block, ...] = (
    paragraphs(
        Text("Mieszkasz w Krakowie od niedawna?", "Ви недавно живете у Кракові?", "Have you just come to Kraków?"),
        Text("Możemy ci pomóc.", "Ми можемо вам допомогти.", "We can help you."),
    ),
    heading(Text("Co robimy?", "Що ми робимо?", "What do we do?")),
    paragraphs(
        Text("Mówimy, do jakiego urzędu trzeba pójść.", "Ми кажемо, до якої установи йти.",
             "We tell you which office to go to."),
        Text("Mówimy, jakie dokumenty trzeba zabrać.", "Ми кажемо, які документи взяти.",
             "We tell you which papers to bring."),
        Text("Pomoc jest za darmo.", "Допомога безоплатна.", "The help is free."),
    ),
    heading(Text("Jak się z nami spotkać?", "Як із нами зустрітися?", "How can you meet us?")),
    paragraphs(
        Text("Napisz do nas.", "Напишіть нам.", "Write to us."),
        Text("Możesz przyjść z bliską osobą.", "Можна прийти з близькою людиною.", "You can come with somebody close."),
    ),
)  # fmt: skip
HOURS: Block = {
    "type": "table",
    "value": {
        "table_caption": Text(
            "Kiedy można przyjść (przykład)", "Коли можна прийти (приклад)", "When you can come (example)"
        ),
        "table_header_choice": "both",
        "data": [
            [Text("Dzień", "День", "Day"), Text("Godziny", "Години", "Hours"), Text("Języki", "Мови", "Languages")],
            [
                Text("poniedziałek", "понеділок", "Monday"),
                "9–15",
                Text("polski i ukraiński", "польська та українська", "Polish and Ukrainian"),
            ],
            [
                Text("czwartek", "четвер", "Thursday"),
                "12–18",
                Text("polski i angielski", "польська та англійська", "Polish and English"),
            ],
        ],
    },
}


def reused_contact() -> Fragment:
    """Return the reused text, written in each language when it is missing."""
    written: Fragment | None = None
    for language, words in zip(Text._fields, CONTACT_TEXT, strict=True):
        locale = Locale.objects.get(language_code=language)
        row = Fragment.objects.filter(code=CONTACT, locale=locale).first()
        if row is None:
            row = written.copy_for_translation(locale) if written else Fragment(code=CONTACT, locale=locale)
            row.kind, row.text = Fragment.Kind.CONTACT, f"<p>{words}</p>"
            row.save()
        written = written or row
    if written is None:
        raise Fragment.DoesNotExist(CONTACT)
    return written


def accessible_page(contact: Fragment) -> PageText:
    """Return the page; the law asks every office to say what it does in a way everybody understands."""
    fields: dict[str, Any] = {
        "must_be_accessible": True,
        "easy_text": body_from(source(EASY), EasyTextBlock()),
        "sign_film": "https://www.krakow.pl/film-przykladowy",
        "sign_film_title": FILM_TITLE.pl,
        "sign_film_length": timedelta(minutes=2, seconds=40),
    }
    return PageText(
        slug="pomoc-dla-nowych-mieszkancow",
        type=InfoPage,
        title=Text("Pomoc dla nowych mieszkańców", "Допомога новим мешканцям", "Help for newcomers"),
        lead=Text(
            "Co robi Ambasada Wielokulturowości i jak z niej skorzystać.",
            "Що робить Амбасада мультикультурності і як нею скористатися.",
            "What the Multiculturalism Embassy does and how to use it.",
        ),
        unit="embassy",
        body=(
            paragraphs(
                Text(
                    "Doradzamy w sprawach urzędowych, szkolnych i zdrowotnych. Rozmowa jest bezpłatna i poufna.",
                    "Ми консультуємо щодо справ в установах, школі та медицині. Розмова безоплатна і конфіденційна.",
                    "We advise on dealings with offices, schools and health care. The talk is free and confidential.",
                ),
            ),
            HOURS,
            {"type": "fragment", "value": contact.pk},
        ),
        fields=fields,
        further=(FILM_TITLE, *texts_in(EASY)),
    )
