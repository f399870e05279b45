"""Addresses that work from a mail: absolute, signed for one purpose, in the recipient's language."""

from datetime import timedelta

from django.conf import settings
from django.core import signing
from django.urls import reverse
from django.utils.translation import override

from cms.addresses import absolute

_CONFIRM = "notifications.confirm"
_UNSUBSCRIBE = "notifications.unsubscribe"
_STOP_DIGEST = "notifications.stop_digest"
_MANAGE = "notifications.manage"


def confirm_url(subscription_id: int, language: str) -> str:
    """Return the page on which the owner of the address confirms; it works for some days."""
    return _signed("notifications:confirm", str(subscription_id), _CONFIRM, language)


def unsubscribe_url(subscription_id: int, language: str) -> str:
    """Return the page on which the owner of the address unsubscribes; it works for ever."""
    return _signed("notifications:unsubscribe", str(subscription_id), _UNSUBSCRIBE, language)


def stop_digest_url(follower_id: int, rhythm: str, language: str) -> str:
    """Return the page on which the owner of an address stops all that is told in one rhythm; it works for ever."""
    return _signed("notifications:stop_digest", f"{follower_id}.{rhythm}", _STOP_DIGEST, language)


def manage_url(follower_id: int, secret: str, language: str) -> str:
    """Return the page with everything an address follows; it works until the owner renews the secret."""
    with override(language):
        return absolute(reverse("notifications:manage", args=[manage_token(follower_id, secret)]))


def manage_token(follower_id: int, secret: str) -> str:
    """Return the id of a follower, signed with the key of the site and the secret of the follower."""
    return _manage_signer(secret).sign(str(follower_id))


def to_confirm(token: str) -> int:
    """Return the id in a confirmation token; raises SignatureExpired or BadSignature."""
    max_age = timedelta(days=settings.SUBSCRIPTION_CONFIRM_DAYS)
    return int(signing.TimestampSigner(salt=_CONFIRM).unsign(token, max_age=max_age))


def to_unsubscribe(token: str) -> int:
    """Return the id in an unsubscription token; raises BadSignature."""
    return int(signing.TimestampSigner(salt=_UNSUBSCRIBE).unsign(token))


def to_stop_digest(token: str) -> tuple[int, str]:
    """Return the id of the follower and the rhythm in a token that stops digests; raises BadSignature."""
    follower_id, _dot, rhythm = signing.TimestampSigner(salt=_STOP_DIGEST).unsign(token).partition(".")
    return int(follower_id), rhythm


def claimed_follower(token: str) -> int:
    """Return the id a management token speaks of, not yet proven; raises BadSignature when it speaks of none."""
    pk = token.partition(":")[0]
    if not (pk.isascii() and pk.isdecimal() and len(pk) < len(str(2**63))):
        raise signing.BadSignature(token)
    return int(pk)


def check_management(token: str, secret: str) -> None:
    """Raise BadSignature unless the token was made with the secret."""
    _manage_signer(secret).unsign(token)


def _manage_signer(secret: str) -> signing.Signer:
    return signing.Signer(salt=f"{_MANAGE}.{secret}")


def _signed(view: str, value: str, salt: str, language: str) -> str:
    token = signing.TimestampSigner(salt=salt).sign(value)
    with override(language):
        return absolute(reverse(view, args=[token]))
