"""What the editor of translations shows of a review."""

from typing import Any

from django import template
from django.urls import reverse
from wagtail.models import Page
from wagtail_localize.models import Translation

from home.approval.queries import review_of
from home.approval.wording import state_in_words
from home.translation.guard import missing_texts

register = template.Library()


@register.inclusion_tag("approval/send_translation.html", takes_context=True)
def send_translation_to_review(context: dict[str, Any], translation: Translation) -> dict[str, Any]:
    """Show how the review of a translation stands, or the way to send it; nothing to those who may do neither."""
    page = translation.get_target_instance()
    if not isinstance(page, Page):  # rows of reference data have no reviews
        return {}
    state = review_of(page)
    waits = state is not None and state.is_waiting
    rights = page.permissions_for_user(context["request"].user)
    return {
        "state": state,
        "words": state_in_words(state) if state and waits else "",
        "review_url": reverse("approval:review", args=[page.pk]),
        "send_url": reverse("approval:send_translation", args=[translation.pk]),
        "may_send": rights.can_edit() and rights.can_submit_for_moderation(),
        "missing": missing_texts(translation.source, translation.target_locale),
    }
