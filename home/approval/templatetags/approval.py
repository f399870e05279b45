"""What the editor of translations shows of a review."""

from typing import Any

from django import template
from wagtail_localize.models import Translation

from home.approval.sending import sending_of

register = template.Library()


@register.inclusion_tag("approval/send_translation.html", takes_context=True)
def send_translation_to_review(context: dict[str, Any], translation: Translation) -> dict[str, Any]:
    """Show how the review of a translation stands, or the way to send it; nothing to those who may do neither."""
    return sending_of(translation, context["request"].user)
