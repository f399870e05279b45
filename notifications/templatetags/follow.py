from django import template
from django.template.context import RequestContext

from accounts.models import User
from notifications.forms import FollowForm, ThingForm
from notifications.queries import address_to_follow_with, subscriptions_of

register = template.Library()


@register.inclusion_tag("notifications/follow_form_body.html", takes_context=True)
def follow_form(context: RequestContext, kind: str, object_id: int) -> dict[str, object]:
    """Draw the form with which a reader follows a public thing: by an address, or by one button when signed in."""
    return _form(context, kind, object_id)


@register.inclusion_tag("notifications/follow_link.html", takes_context=True)
def follow_link(context: RequestContext, kind: str, object_id: int) -> dict[str, object]:
    """Draw the button for who is signed in, and for everybody else a link to the form.

    For pages that many read and few follow: without a form they need no cookie.
    """
    return _form(context, kind, object_id) | {"kind": kind, "object_id": object_id}


def _form(context: RequestContext, kind: str, object_id: int) -> dict[str, object]:
    request = context.get("request")
    user = context.get("reader")  # unlike the request's, it leaves a page as it is for whoever has no session
    address = address_to_follow_with(user) if isinstance(user, User) else None
    follows = address is not None and subscriptions_of(address).filter(kind=kind, object_id=object_id).exists()
    form = (ThingForm if address else FollowForm)(
        initial={"kind": kind, "object_id": object_id}, auto_id=f"follow_{kind}_{object_id}_%s"
    )
    return {
        "form": form,
        "address": address,
        "is_followed": follows,
        "csrf_token": context.get("csrf_token"),
        "request": request,
    }
