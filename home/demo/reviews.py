"""Pages in review: a change that waits with somebody looking at it, one sent back with a reason, a translation."""

from django.db import transaction
from wagtail.models import Page
from wagtail_localize.models import Translation

from accounts.models import User
from home.approval.models import ReviewState
from home.approval.services import claim, reject, send_to_review, send_translation

from .guides_life import SCHOOL
from .guides_papers import PESEL, RESIDENCE_CARD
from .people import people


@transaction.atomic
def load_reviews() -> int:
    """Send the pages unless somebody has sent any; returns how many."""
    if ReviewState.objects.exists():
        return 0
    everybody = people()
    author, editor, translator = everybody["author"], everybody["editor"], everybody["translator.uk"]
    card = _change(RESIDENCE_CARD.slug, "Sprawdź termin ważności karty na jej odwrocie.", author)
    send_to_review(page_id=card.pk, actor=author, note="Dopisałam zdanie o terminie ważności. Reszta bez zmian.")
    claim(page_id=card.pk, actor=editor)
    pesel = _change(PESEL.slug, "Numer dostaniesz od ręki.", author)
    send_to_review(page_id=pesel.pk, actor=author, note="Skróciłam wstęp.")
    reason = "Nie zawsze od ręki: napisz, proszę, jak jest, i podaj źródło."
    reject(page_id=pesel.pk, actor=editor, comment=reason)
    send_translation(
        translation_id=_translation(SCHOOL.slug, "uk").pk,
        actor=translator,
        note="Подивіться, будь ласка, чи зрозуміло написано про документи.",
    )
    return 3


def _page(slug: str) -> Page:
    return Page.objects.get(slug=slug, locale__language_code="pl").specific


def _change(slug: str, sentence: str, author: User) -> Page:
    """Write a draft over the live page."""
    draft = _page(slug).get_latest_revision_as_object()
    draft.lead = f"{draft.lead} {sentence}"
    draft.save_revision(user=author, log_action=True)
    return draft


def _translation(slug: str, language: str) -> Translation:
    found = Translation.objects.filter(target_locale__language_code=language)
    return found.get(source__object_id=_page(slug).translation_key)
