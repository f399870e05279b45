"""Calls for proposals, before and after they are public."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone

from accounts.models import User
from accounts.roles import Role
from home.calls.models import Announcement, Call, CallDeadline
from home.models import CallPage, HomePage, SectionPage
from home.services import create_page, publish_page
from tests.people import person, unit

MakeCall = Callable[..., Call]
MakePage = Callable[..., CallPage]


@pytest.fixture
def make_call(city: None) -> MakeCall:
    """Save a call that opened a month ago, was announced in all three places then, and closes in 20 days."""
    number = iter(range(1, 1000))

    def make(*, closes: datetime | None = None, announced: bool = True, **fields: Any) -> Call:
        now = timezone.now()
        values = {
            "reference": f"NGO/2026/{next(number)}",
            "name": "Dobre sąsiedztwo",
            "opens_at": now - timedelta(days=30),
            "unit": unit("ngo-policy"),
        }
        call = Call.objects.create(**values | fields)
        CallDeadline.objects.create(call=call, at=closes or now + timedelta(days=20))
        if announced:
            for place in Announcement.REQUIRED:
                Announcement.objects.create(call=call, place=place, on=timezone.localdate(call.opens_at))
        return call

    return make


@pytest.fixture
def call_section(home: HomePage, editor: User) -> SectionPage:
    return publish_page(create_page(home, SectionPage(title="Konkursy"), actor=editor), actor=editor)


@pytest.fixture
def make_page(call_section: SectionPage, editor: User) -> MakePage:
    """Write the page of a call, public unless said otherwise."""

    def make(call: Call, *, title: str = "Konkurs „Dobre sąsiedztwo”", live: bool = True) -> CallPage:
        page = CallPage(title=title, lead="Na małe działania sąsiedzkie.", call=call)
        page = create_page(call_section, page, actor=editor, unfinished=True)
        return publish_page(page, actor=editor) if live else page

    return make


@pytest.fixture
def public_call(make_call: MakeCall, make_page: MakePage) -> Callable[..., Call]:
    """Save a call and publish its page."""

    def make(**fields: Any) -> Call:
        call = make_call(**fields)
        make_page(call, title=f"Konkurs {call.reference}")
        call.refresh_from_db()
        return call

    return make


@pytest.fixture
def clerk(city: None) -> User:
    """Somebody of the office who prepares calls and acts on them."""
    return person(Role.EDITOR)
