"""What anybody may read of the calls; every list takes a constant number of queries."""

from django.conf import settings
from wagtail.query import PageQuerySet

from cms.fallback import readable
from home.models import CallPage

from .models import Call, CallQuerySet


def public_pages() -> "PageQuerySet[CallPage]":
    """Return the pages of calls in the source language that anybody may read; a call is public by its page."""
    return readable(CallPage.objects.all(), settings.LANGUAGE_CODE)


def public_calls() -> CallQuerySet:
    """Return the calls that anybody may read."""
    return Call.objects.filter(pk__in=public_pages().values("call"))
