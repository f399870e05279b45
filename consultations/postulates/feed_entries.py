"""Cases as entries of feeds: what the site says of them in the reader's language, with the words of the author."""

from collections.abc import Iterable

from django.template.loader import render_to_string

from city.models import Topic, Unit
from cms.feeds import LATEST, FeedEntry

from .models import Postulate, PostulateQuerySet
from .outlook import outlook
from .queries import public_register
from .register import Choice, Order, chosen

TEMPLATE = "postulates/feed_case.html"


def case_entries(cases: PostulateQuerySet) -> list[FeedEntry]:
    """Return the cases that changed last; they come with the moment of their last public change. One query."""
    return [_entry(case) for case in cases[:LATEST]]


def cases_about(subject: Topic | Unit) -> Iterable[FeedEntry]:
    """Return what changed last in the public cases about a topic, or of those that a unit leads."""
    is_topic = isinstance(subject, Topic)
    choice = Choice(topic=subject.code if is_topic else "", unit="" if is_topic else subject.code, sort=Order.CHANGED)
    return case_entries(chosen(public_register(), choice))


def _entry(case: Postulate) -> FeedEntry:
    published = case.registered_at or case.submitted_at or case.created_at
    return FeedEntry(
        id=f"urn:uuid:{case.key}",
        title=str(case),
        url=case.get_absolute_url(),
        html=render_to_string(TEMPLATE, {"obj": case, "outlook": outlook(case)}),
        language=case.language,
        published=published,
        updated=case.changed_at or published,  # type: ignore[attr-defined]
    )
