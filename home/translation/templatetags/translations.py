from typing import Any

from django import template
from django.conf import settings
from django.template import Context
from django.urls import reverse

from home.translation.notices import notices
from home.translation.overview import Entry
from home.translation.subjects import kind_of

register = template.Library()


@register.inclusion_tag("translation/notices.html", takes_context=True)
def translation_notices(context: Context, page: Any) -> dict[str, Any]:
    """Tell the reader what is not as it should be with the language of this page."""
    return {"notices": notices(page, context.get("request"))}


@register.inclusion_tag("translation/next_step.html")
def next_step(entry: Entry) -> dict[str, Any]:
    """Link to what brings the translation forward; the title is read aloud with it."""
    return {"step": entry.next_step(), "title": entry.subject.title, "source_language": settings.LANGUAGE_CODE}


@register.simple_tag
def side_by_side_url(instance: Any) -> str:
    """Return where a translated page or row stands beside its source."""
    kind = kind_of(type(instance))
    return reverse("translation:side_by_side", args=[kind, instance.locale.language_code, instance.translation_key])
