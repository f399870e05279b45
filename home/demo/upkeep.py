"""What keeps the demo's pages true: old confirmations, a link that leads nowhere, and readers who say something."""

from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.utils import timezone
from wagtail.models import Page

from accounts.models import User
from home.models import InfoPage
from home.upkeep.feedback.services import archive, deal_with, give_feedback
from home.upkeep.links.services import check_links, collect_links
from home.upkeep.models import ContentReview
from home.upkeep.reviews.services import confirm
from search.questions import note_opened, note_search, write_down

from .clock import moment, set_to
from .page_data import PageText
from .people import people
from .texts import Text, button, paragraphs

OLD_FORMS = PageText(
    slug="skad-wziac-formularz",
    type=InfoPage,
    title=Text("Skąd wziąć formularz", "Де взяти бланк", "Where to get a form"),
    lead=Text(
        "Formularze dostaniesz w urzędzie i w internecie.",
        "Бланки можна взяти в управлінні та в інтернеті.",
        "You get forms at the office and on the internet.",
    ),
    unit="embassy",
    body=(
        paragraphs(
            Text(
                "Papierowe formularze leżą przy wejściu. Pracownik pomoże je wypełnić. Nic nie płacisz.",
                "Паперові бланки лежать біля входу. Працівник допоможе їх заповнити. Бланки безкоштовні.",
                "Paper forms lie at the entrance. Somebody helps you to fill them in. They cost nothing.",
            ),
        ),
        # Nothing is there: the nightly check finds it and editors see it on their first page.
        button(
            Text("Formularze z zeszłego roku", "Торішні бланки", "Last year's forms"),
            f"{settings.WAGTAILADMIN_BASE_URL}/pl/poradnik/formularze-z-zeszlego-roku/",
        ),
    ),
)

# slug, days ago, what the editor noted
CONFIRMED: tuple[tuple[str, int, str], ...] = (
    ("karta-pobytu", -400, "Sprawdziłam opłaty i godziny."),
    (OLD_FORMS.slug, -500, ""),
    ("ubezpieczenie-zdrowotne", -350, "Zadzwoniłam do przychodni."),
)


@dataclass(frozen=True)
class Said:
    """What a reader answered, about which page, in which language, how many days ago."""

    slug: str
    language: str
    is_helpful: bool
    day: int
    comment: str = ""
    is_dealt_with: bool = False
    is_archived: bool = False


SAID: tuple[Said, ...] = (
    Said("karta-pobytu", "pl", False, -2, "Nie wiem, czy mogę przyjść bez umówionej wizyty."),
    Said("karta-pobytu", "uk", False, -3, "Дякую! Але скільки чекати на рішення?"),
    Said("karta-pobytu", "en", True, -4, "Clear and short. Thank you."),
    Said("karta-pobytu", "pl", True, -5),
    Said("karta-pobytu", "uk", True, -6),
    Said("ubezpieczenie-zdrowotne", "uk", False, -9, "Не зрозуміло, куди йти з дитиною.", is_dealt_with=True),
    Said(OLD_FORMS.slug, "pl", False, -1, "Przycisk nie działa."),
    Said(OLD_FORMS.slug, "en", True, -20, "Good that forms are free.", is_dealt_with=True, is_archived=True),
)

# words, language, how often in vain, days ago
IN_VAIN: tuple[tuple[str, str, int, int], ...] = (
    ("żłobek dla dziecka bez peselu", "pl", 4, -2),
    ("переклад свідоцтва про народження", "uk", 6, -3),
    ("як зареєструвати собаку", "uk", 3, -8),
    ("tax office appointment", "en", 2, -5),
    ("ogrody działkowe", "pl", 1, -4),  # asked once: shown to nobody
)
# words, language, how often with findings, after how many of them one was opened, days ago
FOUND: tuple[tuple[str, str, int, int, int], ...] = (
    ("karta pobytu", "pl", 24, 19, -1),
    ("карта побиту", "uk", 31, 26, -1),
    ("довідка з банку", "uk", 9, 1, -2),
    ("legalna praca bez karty", "pl", 7, 0, -4),
    ("doctor", "en", 6, 1, -6),
)


def load_upkeep() -> int:
    """Tell what happened to the pages since they were written, once; returns how many things are new."""
    if ContentReview.objects.exists():
        return 0
    today = timezone.localdate()
    editor = people()["editor"]
    _confirm(today, editor)
    _say(today, editor)
    _ask(today)
    collect_links()
    check_links(today, elsewhere=False)
    return len(CONFIRMED) + len(SAID) + len(IN_VAIN) + len(FOUND)


def _page(slug: str, language: str = settings.LANGUAGE_CODE) -> Page:
    source = Page.objects.get(slug=slug, locale__language_code=settings.LANGUAGE_CODE)
    return source.get_translations(inclusive=True).get(locale__language_code=language)


def _confirm(today: date, editor: User) -> None:
    for slug, day, note in CONFIRMED:
        with set_to(moment(day, 0, today)):
            confirm(page_id=_page(slug).pk, actor=editor, note=note)


def _say(today: date, editor: User) -> None:
    for said in SAID:
        with set_to(moment(said.day, 1, today)):
            row = give_feedback(
                page_id=_page(said.slug, said.language).pk,
                language=said.language,
                is_helpful=said.is_helpful,
                comment=said.comment,
            )
        if said.is_dealt_with:
            deal_with(feedback_id=row.pk, actor=editor)
        if said.is_archived:
            archive(feedback_id=row.pk, actor=editor)


def _ask(today: date) -> None:
    for words, language, times, day in IN_VAIN:
        _search(words, language, times, found=False)
        with set_to(moment(day, 2, today)):
            write_down()
    for words, language, times, opened, day in FOUND:
        _search(words, language, times, found=True)
        for _time in range(opened):
            note_opened(words, language)
        with set_to(moment(day, 3, today)):
            write_down()


def _search(words: str, language: str, times: int, *, found: bool) -> None:
    for _time in range(times):
        note_search(words, language, found=found)
