from typing import Any

from django import template
from django.template import Context

from home.translation.notices import notices

register = template.Library()


@register.inclusion_tag("translation/notices.html", takes_context=True)
def translation_notices(context: Context, page: Any) -> dict[str, Any]:
    """Tell the reader what is not as it should be with the language of this page."""
    return {"notices": notices(page, context.get("request"))}
