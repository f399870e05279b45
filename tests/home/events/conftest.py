"""A section of events, and a way to write one."""

from collections.abc import Callable
from datetime import date, time
from typing import Any

import pytest

from accounts.models import User
from home.events.blocks import ChangesBlock
from home.models import EventPage, HomePage, SectionPage
from home.services import create_page, publish_page

TUESDAY = date(2026, 12, 1)


@pytest.fixture
def calendar_section(home: HomePage, editor: User) -> SectionPage:
    page = SectionPage(title="Wydarzenia", listing=SectionPage.Listing.EVENTS, show_in_menus=True)
    return publish_page(create_page(home, page, actor=editor), actor=editor)


@pytest.fixture
def write_event(calendar_section: SectionPage, editor: User) -> Callable[..., EventPage]:
    """Write an event: on a Tuesday at six unless said otherwise; ``changes`` are pairs of kind and value."""

    def write(title: str = "Rozmowy po polsku", *, live: bool = True, changes: Any = (), **fields: Any) -> EventPage:
        facts = {"lead": "Spotkanie.", "starts_on": TUESDAY, "starts_at": time(18), "ends_at": time(19, 30), **fields}
        page = EventPage(title=title, **facts)
        page.changes = ChangesBlock().to_python([{"type": kind, "value": value} for kind, value in changes])
        created = create_page(calendar_section, page, actor=editor)
        return publish_page(created, actor=editor) if live else created

    return write
