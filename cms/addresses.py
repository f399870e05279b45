"""Where this site is, for whatever is read outside of it: mails, feeds, calendars, paper."""

from urllib.parse import urlsplit

from django.conf import settings


def absolute(path: str) -> str:
    """Return a path of this site as a full address."""
    return settings.WAGTAILADMIN_BASE_URL.rstrip("/") + path


def host() -> str:
    """Return the name of the site's host, by which things of it are told from those of others."""
    return urlsplit(settings.WAGTAILADMIN_BASE_URL).hostname or ""
