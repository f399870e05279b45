"""What keeps the page of a call from being published."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import override

from accounts.models import User
from accounts.roles import Role
from home.calls.models import Announcement, Call, CallDeadline
from home.calls.services import override_short_notice
from home.models import CallPage, SectionPage
from home.services import create_page, publish_page
from tests.home.calls.conftest import MakeCall, MakePage
from tests.people import person

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)


def announced_today(make_call: MakeCall, days: int, **fields: object) -> Call:
    return make_call(opens_at=timezone.now(), closes=timezone.now() + days * DAY, **fields)


def refusal(page: CallPage, editor: User) -> str:
    with override("en"), pytest.raises(ValidationError) as refused:
        publish_page(page, actor=editor)
    assert not CallPage.objects.get(pk=page.pk).live
    return " ".join(refused.value.message_dict["call"])


def test_page_of_a_call_announced_too_late_is_refused_with_the_earliest_day(
    make_call: MakeCall, make_page: MakePage, editor: User
) -> None:
    call = announced_today(make_call, 20)
    text = refusal(make_page(call, live=False), editor)
    with override("en"):
        assert date_format(timezone.localdate() + 21 * DAY, "DATE_FORMAT") in text
    call.refresh_from_db()
    assert call.published_at is None


def test_twenty_one_days_are_enough(make_call: MakeCall, make_page: MakePage) -> None:
    assert make_page(announced_today(make_call, 21)).live


def test_each_place_that_is_missing_is_named(make_call: MakeCall, make_page: MakePage, editor: User) -> None:
    call = make_call(announced=False)
    Announcement.objects.create(call=call, place=Announcement.Place.WEBSITE, on=timezone.localdate() - 25 * DAY)
    text = refusal(make_page(call, live=False), editor)
    with override("en"):
        assert str(Announcement.Place.BIP.label) in text
        assert str(Announcement.Place.BOARD.label) in text
        assert str(Announcement.Place.WEBSITE.label) not in text


@pytest.mark.parametrize("kind", [Call.Kind.SMALL_GRANT, Call.Kind.OTHER])
def test_rule_is_that_of_open_contests_only(make_call: MakeCall, make_page: MakePage, kind: str) -> None:
    assert make_page(announced_today(make_call, 3, announced=False, kind=kind)).live


def test_decision_with_a_reason_lets_it_through(make_call: MakeCall, make_page: MakePage, editor: User) -> None:
    call = announced_today(make_call, 5)
    page = make_page(call, live=False)
    override_short_notice(call_id=call.pk, reason="Powódź.", actor=person(Role.COORDINATOR))
    assert publish_page(CallPage.objects.get(pk=page.pk), actor=editor).live


def test_open_contest_without_a_deadline_is_refused(make_call: MakeCall, make_page: MakePage, editor: User) -> None:
    call = make_call()
    CallDeadline.objects.all().delete()
    assert refusal(make_page(call, live=False), editor)


def test_deadline_before_the_opening_is_refused(make_call: MakeCall, make_page: MakePage, editor: User) -> None:
    call = make_call(opens_at=timezone.now() + 25 * DAY, kind=Call.Kind.OTHER)
    assert refusal(make_page(call, live=False), editor)


def test_call_has_one_page(make_call: MakeCall, make_page: MakePage, editor: User) -> None:
    call = make_call()
    first = make_page(call, title="Pierwsza strona")
    assert first.title in refusal(make_page(call, title="Druga strona", live=False), editor)


def test_earlier_draft_is_the_page_of_the_call(make_call: MakeCall, make_page: MakePage, editor: User) -> None:
    call = make_call()
    first, second = (make_page(call, title=title, live=False) for title in ("Pierwsza", "Druga"))
    assert refusal(second, editor)
    assert publish_page(first, actor=editor).live


def test_public_page_keeps_its_call(make_call: MakeCall, make_page: MakePage, editor: User) -> None:
    call, other = make_call(), make_call()
    page = make_page(call)
    page.call = other
    page.save_revision(clean=False)
    with override("en"), pytest.raises(ValidationError) as refused:
        publish_page(page, actor=editor)
    assert call.reference in " ".join(refused.value.message_dict["call"])
    assert CallPage.objects.get(pk=page.pk).call == call


def test_page_of_a_call_is_written_in_polish_first(
    make_call: MakeCall, call_section: SectionPage, editor: User, translate: Callable[..., SectionPage]
) -> None:
    uk = translate(call_section, "uk")
    page = CallPage(title="Конкурс", lead="Для сусідів.", call=make_call(), locale=uk.locale)
    assert refusal(create_page(uk, page, actor=editor, unfinished=True), editor)


def test_text_of_a_public_call_is_edited_freely(make_call: MakeCall, make_page: MakePage, editor: User) -> None:
    page = make_page(announced_today(make_call, 25))
    CallDeadline.objects.update(at=timezone.now() + 2 * DAY)  # as if the rule had not been there
    page.lead = "Nowe zdanie."
    page.save_revision()
    assert publish_page(page, actor=editor).live


def test_translation_is_asked_nothing(
    make_call: MakeCall, make_page: MakePage, translate: Callable[..., CallPage]
) -> None:
    page = make_page(make_call())
    assert translate(page, "uk").live


def test_reference_is_unique(make_call: MakeCall) -> None:
    make_call(reference="NGO/2027/1")
    with pytest.raises(IntegrityError):
        make_call(reference="NGO/2027/1")
