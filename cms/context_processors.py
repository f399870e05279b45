"""What the base layout may rely on. A visitor without cookies costs no query, and their page no ``Vary: Cookie``."""

from collections.abc import Iterable
from typing import TypedDict, cast

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser, AnonymousUser, PermissionsMixin
from django.contrib.messages.api import get_messages
from django.contrib.messages.storage.base import BaseStorage, Message
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from .languages import LanguageLink, links_for

_MESSAGES_COOKIE = "messages"


class SiteContext(TypedDict):
    """The variables of the base layout; ``reader`` is who looks at the page."""

    SITE_NAME: str
    language_links: list[LanguageLink]
    reader: AbstractBaseUser | AnonymousUser
    reader_works_here: bool
    page_messages: Iterable[Message]


def site(request: HttpRequest) -> SiteContext:
    """Give every template the name of the site, the language switcher, the reader and the messages for them."""
    return {
        "SITE_NAME": settings.SITE_NAME,
        "language_links": cast("list[LanguageLink]", SimpleLazyObject(lambda: links_for(request))),
        "reader": cast("AnonymousUser", SimpleLazyObject(lambda: _reader(request))),
        "reader_works_here": cast("bool", SimpleLazyObject(lambda: _works_here(_reader(request)))),
        "page_messages": cast("Iterable[Message]", SimpleLazyObject(lambda: _messages(request))),
    }


def _has_session(request: HttpRequest) -> bool:
    return settings.SESSION_COOKIE_NAME in request.COOKIES


def _reader(request: HttpRequest) -> AbstractBaseUser | AnonymousUser:
    if hasattr(request, "user") and _has_session(request):
        return request.user
    return AnonymousUser()


def _works_here(reader: AbstractBaseUser | AnonymousUser) -> bool:
    return isinstance(reader, PermissionsMixin) and reader.has_perm("wagtailadmin.access_admin")


def _messages(request: HttpRequest) -> Iterable[Message]:
    found = get_messages(request)
    is_new = isinstance(found, BaseStorage) and found.added_new
    return found if is_new or _has_session(request) or _MESSAGES_COOKIE in request.COOKIES else ()
