"""The validator of feeds finds what a feed reader would stumble over."""

from datetime import UTC, datetime

import pytest

from cms.feeds import MarkedAtom, tag
from tests.atom import faults_of


def feed(**changed: object) -> str:
    made = MarkedAtom(
        title="Kanał", link="http://example.org/", description="", language="pl", feed_url="http://example.org/feed/",
        author_name="Urząd", feed_guid=tag("/feed/"),
    )  # fmt: skip
    values = {
        "title": "Wpis", "link": "http://example.org/1/", "description": "", "language": "pl", "unique_id": tag("1"),
        "pubdate": datetime(2026, 5, 1, tzinfo=UTC),
    }  # fmt: skip
    made.add_item(**values | changed)
    return made.writeString("utf-8")


def test_entry_that_never_changed_was_changed_when_it_was_published() -> None:
    assert feed().count("<updated>2026-05-01T00:00:00+00:00</updated>") == 2
    assert faults_of(feed().encode()) == []


def test_entry_to_come_does_not_make_the_feed_newer_than_today() -> None:
    later = feed(pubdate=datetime(2999, 1, 1, tzinfo=UTC))
    assert later.count("2999") == 2  # of the entry alone


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("<id>tag:", "<id>"),
        ("<updated>2026-05-01T00:00:00+00:00</updated>", "<updated>2026-05-01</updated>"),
        ("<author><name>Urząd</name></author>", ""),
        ('rel="self"', 'rel="related"'),
        ('<entry xml:lang="pl">', "<entry>"),
        ("<title>Wpis</title>", ""),
    ],
)
def test_validator_finds_what_is_missing(old: str, new: str) -> None:
    assert old in feed()
    assert faults_of(feed().replace(old, new).encode())


def test_validator_finds_an_identity_used_twice() -> None:
    text = feed()
    entry = text[text.index("<entry") : text.index("</feed>")]
    assert faults_of(text.replace("</feed>", f"{entry}</feed>").encode())
