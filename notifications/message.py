"""One mail as it leaves: stable Message-ID, one language, text and HTML."""

import hashlib
from email.utils import parseaddr

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template import Context, Engine, TemplateDoesNotExist
from django.template.loader import get_template, render_to_string
from django.utils.crypto import salted_hmac

from cms.addresses import absolute

from .registry import Addressee, Draft

PROOF_HEADER = "X-Delivery-Proof"
DELIVERY_METADATA = "delivery"


def message_token(kind: str, key: str, addressee: str) -> str:
    """Return the name of the mail about one event to one recipient: the same at every attempt, saying nothing."""
    return hashlib.sha256("\x1f".join((kind, key, addressee)).encode()).hexdigest()[:32]


def message_id(kind: str, key: str, addressee: str) -> str:
    """Return the Message-ID header of the mail about one event to one recipient."""
    domain = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2]
    return f"<{message_token(kind, key, addressee)}@{domain}>"


def proof(identity: str) -> str:
    """Return what only somebody who saw the mail with this Message-ID can know: a report without it may be invented."""
    return salted_hmac("notifications.proof", identity, algorithm="sha256").hexdigest()[:32]


def compose(draft: Draft, addressee: Addressee, identity: str) -> EmailMultiAlternatives:
    """Render a draft in the active language, which must be the addressee's."""
    context = {
        **draft.context,
        "addressee": addressee,
        "site_name": settings.SITE_NAME,
        "site_url": absolute("/"),
    }
    subject = " ".join(_plain(f"{draft.template}_subject.txt", context).split())
    text = _plain(f"{draft.template}.txt", context).strip()
    body = _plain("notifications/mail/base.txt", {**context, "text": text})
    html = render_to_string(
        "notifications/mail/base.html",
        {**context, "subject": subject, "text": text, "fragment": _fragment(draft, context)},
    )
    # What comes back goes to the sender on the envelope; people see and answer the one in the header.
    sender = settings.BOUNCE_ADDRESS or settings.DEFAULT_FROM_EMAIL
    message = EmailMultiAlternatives(
        subject, body, from_email=sender, to=[addressee.email], headers=_headers(addressee, identity)
    )
    # Providers with an interface of their own give this back with their reports; SMTP has no use for it.
    message.metadata = {DELIVERY_METADATA: identity}  # type: ignore[attr-defined]
    message.attach_alternative(html, "text/html")
    return message


def _headers(addressee: Addressee, identity: str) -> dict[str, str]:
    headers = {
        "Message-ID": identity,
        "Auto-Submitted": "auto-generated",
        "Content-Language": addressee.language,
        PROOF_HEADER: proof(identity),
    }
    if settings.BOUNCE_ADDRESS:
        headers["From"] = settings.DEFAULT_FROM_EMAIL
    if addressee.unsubscribe_url:
        headers["List-Unsubscribe"] = f"<{addressee.unsubscribe_url}>"
        headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    return headers


def _plain(name: str, context: dict[str, object]) -> str:
    # A plain text is not HTML: "&" must not become "&amp;".
    return Engine.get_default().get_template(name).render(Context(context, autoescape=False))


def _fragment(draft: Draft, context: dict[str, object]) -> str:
    try:
        template = get_template(f"{draft.template}.html")
    except TemplateDoesNotExist as error:
        if error.args[0] != f"{draft.template}.html":
            raise
        return ""
    return template.render(context)
