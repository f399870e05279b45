"""Small parts of the page of results."""

from datetime import date

from django import template
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

register = template.Library()


@register.inclusion_tag("components/status_badge.html")
def closing(last_day: date) -> dict[str, str]:
    """Show until when one can act on something, or that it is too late."""
    day = date_format(last_day, "DATE_FORMAT")
    if last_day < timezone.localdate():
        return {"label": _("Closed since %(day)s") % {"day": day}, "tone": "neutral"}
    return {"label": _("Open until %(day)s") % {"day": day}, "tone": "success"}
