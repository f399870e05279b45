"""A word to a reader whom our mail does not reach."""

from django import template
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest

from notifications.suppression import suppression_of

register = template.Library()


@register.inclusion_tag("notifications/unreachable.html", takes_context=True)
def unreachable(context: template.Context) -> dict[str, object]:
    """Say that mail to the reader's address came back, and how to mend it; nothing to everybody else. One query."""
    request: HttpRequest = context["request"]
    reader = getattr(request, "user", AnonymousUser())
    email = getattr(reader, "email", "")
    return {
        "suppression": suppression_of(email),
        "email": email,
        "here": request.get_full_path(),
        "csrf_token": context.get("csrf_token"),
    }
