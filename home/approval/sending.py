"""What somebody who has translated a page is told of its review, and where they send it."""

from typing import Any

from django.urls import reverse
from wagtail.models import Page
from wagtail_localize.models import Translation

from home.translation.guard import missing_texts

from .queries import review_of
from .wording import state_in_words


def sending_of(translation: Translation, person: Any) -> dict[str, Any]:
    """Return what ``approval/send_translation.html`` shows: how the review stands, or the way to send the page."""
    page = translation.get_target_instance()
    if not isinstance(page, Page):  # rows of reference data have no reviews
        return {}
    state, rights = review_of(page), page.permissions_for_user(person)
    return {
        "state": state,
        "words": state_in_words(state) if state and state.is_waiting else "",
        "review_url": reverse("approval:review", args=[page.pk]),
        "send_url": reverse("approval:send_translation", args=[translation.pk]),
        "may_send": rights.can_edit() and rights.can_submit_for_moderation(),
        "missing": missing_texts(translation.source, translation.target_locale),
    }
