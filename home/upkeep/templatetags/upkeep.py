from typing import Any

from django import template
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cms.pages import BasePage
from home.upkeep.feedback.queries import asks
from home.upkeep.reading.polish import Band, read
from home.upkeep.reading.texts import paragraphs_of

register = template.Library()
POLISH = "pl"
BANDS = {
    Band.EASY: pgettext_lazy("how hard a text is", "easy"),
    Band.MIDDLING: pgettext_lazy("how hard a text is", "neither easy nor hard"),
    Band.HARD: pgettext_lazy("how hard a text is", "hard"),
    Band.VERY_HARD: pgettext_lazy("how hard a text is", "very hard: specialists understand it"),
}
LONG_WORDS_SHOWN = 4


@register.inclusion_tag("upkeep/readability.html")
def readability(page: Any) -> dict[str, Any]:
    """Show how hard the draft of a page is to read; only Polish is measured, and nothing depends on the number."""
    if not isinstance(page, BasePage):
        return {"is_page": False}
    if page.language != POLISH:
        return {"is_page": True, "is_polish": False}
    reading = read(paragraphs_of(page))
    return {
        "is_page": True,
        "is_polish": True,
        "reading": reading,
        "band": BANDS[reading.band] if reading else _("unknown"),
        "long_percent": round(reading.long_share * 100) if reading else 0,
    }


@register.inclusion_tag("upkeep/feedback_question.html")
def was_it_helpful(page: Any) -> dict[str, Any]:
    """Ask readers of a page with a text of its own whether it was helpful: two plain links, the same for everybody."""
    return {"page_id": page.pk if asks(page) else None}


@register.filter
def some_words(words: tuple[str, ...]) -> str:
    """Return the longest of the words, separated by commas."""
    return ", ".join(sorted(words, key=len, reverse=True)[:LONG_WORDS_SHOWN])
