"""Addresses that work from a mail: absolute, signed for one purpose, in the recipient's language."""

from datetime import timedelta

from django.conf import settings
from django.core import signing
from django.urls import reverse
from django.utils.translation import override

_CONFIRM = "notifications.confirm"
_UNSUBSCRIBE = "notifications.unsubscribe"


def absolute(path: str) -> str:
    """Return a path of this site as a full address."""
    return settings.WAGTAILADMIN_BASE_URL.rstrip("/") + path


def confirm_url(subscription_id: int, language: str) -> str:
    """Return the page on which the owner of the address confirms; it works for some days."""
    return _signed("notifications:confirm", subscription_id, _CONFIRM, language)


def unsubscribe_url(subscription_id: int, language: str) -> str:
    """Return the page on which the owner of the address unsubscribes; it works for ever."""
    return _signed("notifications:unsubscribe", subscription_id, _UNSUBSCRIBE, language)


def to_confirm(token: str) -> int:
    """Return the id in a confirmation token; raises SignatureExpired or BadSignature."""
    max_age = timedelta(days=settings.SUBSCRIPTION_CONFIRM_DAYS)
    return int(signing.TimestampSigner(salt=_CONFIRM).unsign(token, max_age=max_age))


def to_unsubscribe(token: str) -> int:
    """Return the id in an unsubscription token; raises BadSignature."""
    return int(signing.TimestampSigner(salt=_UNSUBSCRIBE).unsign(token))


def _signed(view: str, subscription_id: int, salt: str, language: str) -> str:
    token = signing.TimestampSigner(salt=salt).sign(str(subscription_id))
    with override(language):
        return absolute(reverse(view, args=[token]))
