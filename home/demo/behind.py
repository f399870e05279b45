"""News that changed after it was translated: English followed, Ukrainian not yet. The desk has something to show."""

from home.models import HomePage, NewsPage
from home.services import fill_translation, publish_page, publish_translation, submit_for_translation

from .people import people
from .texts import Text

SLUG = "dluzszy-nabor-w-konkursie-dobre-sasiedztwo"
ADDED = Text(
    "Wystarczy jedna oferta od organizacji.",
    "Достатньо однієї заявки від організації.",
    "One application per organisation is enough.",
)


def load_outdated(home: HomePage) -> int:
    """Add a sentence to published news and have one language follow; returns 1 when that is new."""
    news = NewsPage.objects.descendant_of(home).filter(slug=SLUG, live=True).first()
    if news is None or ADDED.pl in news.lead:
        return 0
    everybody = people()
    translated = {page.locale.language_code: page.specific for page in news.get_translations().live()}
    news.lead = f"{news.lead} {ADDED.pl}"
    news.save_revision(user=everybody["editor"])
    publish_page(news, actor=everybody["editor"])
    if english := translated.get("en"):
        task = submit_for_translation(news, "en", actor=everybody["editor"])
        fill_translation(task, {news.lead: f"{english.lead} {ADDED.en}"}, actor=everybody["translator.en"])
        publish_translation(task, actor=everybody["translator.en"])
    return 1
