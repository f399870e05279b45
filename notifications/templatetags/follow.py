from django import template
from django.template.context import RequestContext

from notifications.forms import FollowForm

register = template.Library()


@register.inclusion_tag("notifications/follow_form_body.html", takes_context=True)
def follow_form(context: RequestContext, kind: str, object_id: int) -> dict[str, object]:
    """Draw the form with which a reader without an account follows a public thing."""
    form = FollowForm(initial={"kind": kind, "object_id": object_id}, auto_id=f"follow_{object_id}_%s")
    return {"form": form, "csrf_token": context.get("csrf_token"), "request": context.get("request")}
