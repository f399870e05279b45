"""The standard checklist asks for what the call asks for."""

from collections.abc import Callable
from datetime import datetime, timedelta
from decimal import Decimal

import pytest
from django.utils import timezone
from django.utils.translation import override

from home.calls.models import Call, CallDeadline
from home.calls.preparing.checklist import standard_items

pytestmark = pytest.mark.django_db


def _codes(call: Call) -> list[str]:
    return [item.code.partition("-")[0] for item in standard_items(call, call.deadlines.all())]


def test_call_that_asks_for_little_has_a_short_list(make_call: Callable[..., Call]) -> None:
    assert _codes(make_call(own_contribution_pct=0)) == ["budget", "attachments", "submission"]


def test_own_contribution_and_confirmation_stand_in_it_where_the_call_asks_for_them(call: Call) -> None:
    CallDeadline.objects.create(call=call, kind=CallDeadline.Kind.CONFIRMATION, at=timezone.now() + timedelta(days=25))

    assert _codes(call) == ["own_contribution", "budget", "attachments", "submission", "confirmation"]
    texts = " ".join(item.text for item in standard_items(call, call.deadlines.all()))
    assert "10%" in texts
    assert "50,000" in texts


def test_extended_deadline_is_ticked_anew(call: Call) -> None:
    before = {item.code for item in standard_items(call, call.deadlines.all())}
    deadline = call.deadlines.get()
    deadline.at += timedelta(days=7)
    deadline.save()

    after = {item.code for item in standard_items(call, call.deadlines.all())}
    assert len(before - after) == len(after - before) == 1
    assert {"budget", "attachments"} <= before & after


@pytest.mark.parametrize(("utc", "hour"), [("2026-03-28T11:00+00:00", "12:00"), ("2026-03-30T10:00+00:00", "12:00")])
def test_moments_are_those_of_the_clock_in_the_city(make_call: Callable[..., Call], utc: str, hour: str) -> None:
    call = make_call(closes=datetime.fromisoformat(utc))

    with override("en"):
        [item] = [one for one in standard_items(call, call.deadlines.all()) if one.code.startswith("submission")]
        assert hour in item.text


@pytest.mark.parametrize(("share", "words"), [(Decimal("10.00"), "10%"), (Decimal("12.50"), "12.5%")])
def test_share_is_written_without_needless_noughts(make_call: Callable[..., Call], share: Decimal, words: str) -> None:
    call = make_call(own_contribution_pct=share)

    assert words in standard_items(call, [])[0].text
