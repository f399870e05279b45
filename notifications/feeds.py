"""What is new about a topic or a unit, gathered from every app that has news of it, as one feed."""

from collections.abc import Callable, Iterable
from typing import Any, TypeAlias

from django.conf import settings
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from city.models import Topic, Unit
from city.queries import names
from cms.feeds import EntriesFeed, FeedEntry, newest

FeedSource: TypeAlias = Callable[[Topic | Unit], Iterable[FeedEntry]]

_sources: dict[str, FeedSource] = {}


def feed_source(name: str) -> Callable[[FeedSource], FeedSource]:
    """Register a function that returns the newest entries about a topic or of a unit, in the active language.

    It returns only what anybody may read and asks the same number of queries however much there is. Call it from
    ``AppConfig.ready``.
    """

    def register(source: FeedSource) -> FeedSource:
        if name in _sources:
            raise ValueError(f"The feeds have a source {name!r} already.")
        _sources[name] = source
        return source

    return register


class TopicFeed(EntriesFeed[Topic]):
    """What is new about one topic, of every kind."""

    def get_object(self, request: HttpRequest, code: str) -> Topic:
        return get_object_or_404(Topic.objects.facts(), code=code)

    def title(self, topic: Topic) -> str:
        return _("%(site)s: everything about “%(topic)s”") % {"site": settings.SITE_NAME, "topic": _name(topic)}

    def link(self, topic: Topic) -> str:
        return reverse("notifications:feeds")

    def feed_url(self, obj: Topic) -> str:
        return reverse("notifications:topic_feed", args=[obj.code])

    def items(self, topic: Topic) -> list[FeedEntry]:
        return _gathered(topic)


class UnitFeed(EntriesFeed[Unit]):
    """What is new from one unit of the city, of every kind."""

    def get_object(self, request: HttpRequest, code: str) -> Unit:
        return get_object_or_404(Unit.objects.facts(), code=code)

    def title(self, unit: Unit) -> str:
        return _("%(site)s: everything from “%(unit)s”") % {"site": settings.SITE_NAME, "unit": _name(unit)}

    def link(self, unit: Unit) -> str:
        return reverse("notifications:feeds")

    def feed_url(self, obj: Unit) -> str:
        return reverse("notifications:unit_feed", args=[obj.code])

    def items(self, unit: Unit) -> list[FeedEntry]:
        return _gathered(unit)


def _gathered(subject: Topic | Unit) -> list[FeedEntry]:
    return newest(entry for source in _sources.values() for entry in source(subject))


def _name(subject: Topic | Unit) -> Any:
    return names(type(subject))[subject.translation_key]
