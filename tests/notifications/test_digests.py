"""A digest tells what happened in a period: once, in one mail, in one language, from what is true when it leaves."""

import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import pairwise

import pytest
from django.core import mail
from django.utils import timezone
from django.utils.translation import get_language
from pytest_django import Settings

from cms.outbox import registry as outbox
from cms.outbox.jobs import start_due_jobs
from cms.outbox.models import JobRun, OutboxEntry, State
from cms.outbox.worker import drain
from notifications import digests, registry
from notifications.handlers import DAILY, WEEKLY, record_digests
from notifications.models import Delivery, Digest, DigestItem, Follower, Rhythm, Subscription
from notifications.registry import Addressee, Entry, EntryKind
from notifications.services import erase_old, tell_followers, unsubscribe
from tests.clock import freeze_time

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("city")]

READER = "reader@example.org"
SUNDAY, MONDAY, TUESDAY = "2026-03-01 20:00", "2026-03-02 06:30", "2026-03-03 06:30"  # 07:30 in the city


@pytest.fixture
def news(monkeypatch: pytest.MonkeyPatch) -> Iterator[dict[int, str]]:
    """What is true now about each event of the kinds ``test.case`` and ``test.call``."""
    known: dict[int, str] = {}

    def write(about: int, addressee: Addressee) -> Entry | None:
        return (
            Entry(f"Thing {about % 10}", f"https://example.org/{about % 10}", known[about]) if about in known else None
        )

    def own_language(about: int, addressee: Addressee) -> Entry | None:
        return Entry("Language", "https://example.org/l", f"{get_language()} {addressee.language}")

    jobs = ("notifications.daily_digests", "notifications.weekly_digests")
    monkeypatch.setattr(outbox, "_timetables", {name: outbox.timetables()[name] for name in jobs})
    monkeypatch.setitem(registry._entries, "test.case", EntryKind(write, "Cases"))
    monkeypatch.setitem(registry._entries, "test.call", EntryKind(write, "Calls"))
    monkeypatch.setitem(registry._entries, "test.language", EntryKind(own_language, ""))
    with freeze_time(SUNDAY):
        yield known


def follow(
    object_id: int = 1, *, rhythm: str = Rhythm.DAILY, email: str = READER, language: str = "en"
) -> Subscription:
    return Subscription.objects.create(
        kind="thing", object_id=object_id, email=email, language=language, rhythm=rhythm, confirmed_at=timezone.now()
    )


def happen(about: int, *, kind: str = "test.case", object_id: int = 1) -> None:
    tell_followers(kind, targets=[("thing", object_id)], about=about, key=f"{kind} {about}")
    drain()


def pass_to(moment: str) -> None:
    """Let a worker look at its timetables at a moment of UTC."""
    with freeze_time(moment):
        start_due_jobs()
        drain()


def begin() -> None:
    """Have the jobs whose time was before the test out of the way."""
    pass_to(SUNDAY)
    mail.outbox.clear()


def test_one_mail_tells_everything_of_the_day_under_headings_and_things(news: dict[int, str]) -> None:
    begin()
    follow(1)
    follow(2)
    news |= {11: "It was answered.", 21: "It was closed.", 12: "It opened."}
    happen(11)
    happen(21)
    happen(12, kind="test.call", object_id=2)
    assert mail.outbox == []

    pass_to(MONDAY)

    [message] = mail.outbox
    text = str(message.body)
    assert message.to == [READER]
    assert text.index("Calls") < text.index("It opened.") < text.index("Cases") < text.index("It was answered.")
    assert text.count("Thing 1") == 1, "what happened to one thing stands together"
    assert text.index("It was answered.") < text.index("It was closed.") < text.index("https://example.org/1")
    html = next(str(body) for body, mime in message.alternatives if mime == "text/html")
    assert html.count("<h2") == 2
    assert 'href="https://example.org/1"' in html


def test_nothing_is_told_twice_and_a_day_without_news_has_no_mail(news: dict[int, str]) -> None:
    begin()
    follow()
    news[11] = "It was answered."
    happen(11)

    pass_to(MONDAY)
    happen(11)
    pass_to(TUESDAY)
    pass_to("2026-03-04 06:30")

    assert len(mail.outbox) == 1


def test_weekly_digest_leaves_on_monday_only(news: dict[int, str]) -> None:
    begin()
    follow(rhythm=Rhythm.WEEKLY)
    news[11] = "It was answered."
    pass_to("2026-03-02 06:30")
    with freeze_time("2026-03-02 09:00"):
        happen(11)
    for day in range(3, 9):
        pass_to(f"2026-03-0{day} 06:30")
        assert mail.outbox == [], day
    pass_to("2026-03-09 05:59")
    assert mail.outbox == []
    pass_to("2026-03-09 06:01")

    assert len(mail.outbox) == 1


def test_worker_that_slept_over_monday_sends_the_weekly_digest_when_it_is_back(news: dict[int, str]) -> None:
    begin()
    follow(rhythm=Rhythm.WEEKLY)
    news[11] = "It was answered."
    happen(11)

    pass_to("2026-03-04 15:00")
    pass_to("2026-03-05 15:00")

    assert len(mail.outbox) == 1


@pytest.mark.parametrize("weekend", ["2026-03-28", "2026-10-24", "2027-03-27", "2027-10-30"])
def test_digests_leave_at_seven_by_the_clock_of_the_city_around_a_change_of_it(weekend: str) -> None:
    start = datetime.fromisoformat(f"{weekend}T00:00+00:00")
    daily = {DAILY.slot(start + timedelta(minutes=minutes)) for minutes in range(0, 5 * 24 * 60, 10)}
    weekly = {WEEKLY.slot(start + timedelta(minutes=minutes)) for minutes in range(0, 15 * 24 * 60, 10)}

    assert {timezone.localtime(slot).strftime("%H:%M") for slot in daily | weekly} == {"07:00"}
    assert {timezone.localtime(slot).isoweekday() for slot in weekly} == {1}
    days = sorted(timezone.localdate(slot) for slot in daily)
    assert days == [days[0] + timedelta(days=number) for number in range(len(days))], "one a day, none left out"
    weeks = sorted(timezone.localdate(slot) for slot in weekly)
    assert [(later - sooner).days for sooner, later in pairwise(weeks)] == [7] * (len(weeks) - 1)


def test_present_state_is_told_and_what_is_gone_is_left_out(news: dict[int, str]) -> None:
    begin()
    follow()
    news |= {11: "It was answered.", 12: "It is a secret now."}
    happen(11)
    happen(12)
    news[11] = "The answer was corrected."
    del news[12]

    pass_to(MONDAY)

    text = str(mail.outbox[0].body)
    assert "The answer was corrected." in text
    assert "answered" not in text
    assert "secret" not in text


def test_what_was_deleted_does_not_hold_up_the_rest(news: dict[int, str], monkeypatch: pytest.MonkeyPatch) -> None:
    def read(about: int, addressee: Addressee) -> Entry | None:
        raise Follower.DoesNotExist

    monkeypatch.setitem(registry._entries, "test.call", EntryKind(read, "Calls"))
    begin()
    follow()
    news[11] = "It was answered."
    happen(12, kind="test.call")
    happen(11)

    pass_to(MONDAY)

    assert "It was answered." in str(mail.outbox[0].body)


def test_digest_with_nothing_left_to_say_is_not_sent(news: dict[int, str]) -> None:
    begin()
    follow()
    news[11] = "It was answered."
    happen(11)
    news.clear()

    pass_to(MONDAY)

    assert mail.outbox == []
    assert not Delivery.objects.exists()
    assert not OutboxEntry.objects.filter(state=State.DEAD).exists()


def test_who_stopped_following_is_told_of_the_rest_only(news: dict[int, str]) -> None:
    begin()
    stopped = follow(1)
    follow(2)
    news |= {11: "It was answered.", 12: "It opened."}
    happen(11)
    happen(12, object_id=2)
    unsubscribe(stopped.pk)

    pass_to(MONDAY)

    assert "It opened." in str(mail.outbox[0].body)
    assert "It was answered." not in str(mail.outbox[0].body)


def test_who_stops_one_of_several_is_still_told_what_the_others_concern(news: dict[int, str]) -> None:
    begin()
    first, second, weekly = follow(1), follow(2), follow(3, rhythm=Rhythm.WEEKLY)
    news[11] = "It was answered."
    tell_followers("test.case", targets=[("thing", pk) for pk in (1, 2, 3)], about=11, key="test.case 11")
    drain()
    unsubscribe(first.pk)
    unsubscribe(second.pk)

    assert DigestItem.objects.get().subscription == weekly
    pass_to(MONDAY)
    assert [str(message.body).count("It was answered.") for message in mail.outbox] == [1]
    pass_to("2026-03-09 06:30")
    assert len(mail.outbox) == 1

    unsubscribe(weekly.pk)
    assert not DigestItem.objects.exists()


def test_who_stops_between_making_and_sending_is_not_written_to(news: dict[int, str]) -> None:
    begin()
    subscription = follow()
    news[11] = "It was answered."
    happen(11)
    digests.gather(Rhythm.DAILY, slot=timezone.now(), after=0)
    unsubscribe(subscription.pk)

    drain()

    assert mail.outbox == []
    assert not Follower.objects.exists()


def test_what_waited_is_told_the_next_morning_to_who_changes_to_at_once(news: dict[int, str]) -> None:
    begin()
    subscription = follow(rhythm=Rhythm.WEEKLY)
    news[11] = "It was answered."
    pass_to(MONDAY)
    with freeze_time("2026-03-02 09:00"):
        happen(11)
    Subscription.objects.filter(pk=subscription.pk).update(rhythm=Rhythm.AT_ONCE)

    pass_to(TUESDAY)

    assert len(mail.outbox) == 1


def test_digest_speaks_the_one_language_of_most_of_what_it_tells(news: dict[int, str]) -> None:
    begin()
    follow(1, language="pl")
    follow(2, language="uk")
    follow(3, language="uk")
    for object_id in (1, 2, 3):
        happen(object_id, kind="test.language", object_id=object_id)

    pass_to(MONDAY)

    [message] = mail.outbox
    assert "uk uk" in str(message.body)
    assert "pl" not in re.sub(r"https?://\S+", "", str(message.body)).split()
    assert message.extra_headers["Content-Language"] == "uk"


def test_worker_that_dies_while_digests_are_made_makes_them_all_and_none_twice(
    news: dict[int, str], settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    begin()
    settings.FOLLOWERS_AT_ONCE = 2
    for number in range(5):
        follow(email=f"{number}@example.org")
    news[11] = "It was answered."
    happen(11)
    healthy, made = digests.send_later, []

    def dying(kind: str, **what: object) -> None:
        healthy(kind, **what)
        made.append(kind)
        if len(made) == 4:
            raise RuntimeError("killed")

    monkeypatch.setattr(digests, "send_later", dying)
    pass_to(MONDAY)
    assert [message.to for message in mail.outbox] == [["0@example.org"], ["1@example.org"]]
    with freeze_time("2026-03-02 06:40"):
        news[12] = "It was closed."
        happen(12)
        drain()

    assert sorted(message.to[0] for message in mail.outbox) == [f"{number}@example.org" for number in range(5)]
    identities = {str(message.extra_headers["Message-ID"]) for message in mail.outbox}
    assert len(identities) == 5
    assert all("It was answered." in str(message.body) for message in mail.outbox)


def test_same_period_made_a_second_time_gives_an_address_no_second_digest(news: dict[int, str]) -> None:
    begin()
    follow()
    news |= {11: "It was answered.", 12: "It was closed."}
    happen(11)
    slot = timezone.now()
    record_digests(Rhythm.DAILY, slot)
    drain()
    happen(12)
    OutboxEntry.objects.all().delete()
    record_digests(Rhythm.DAILY, slot)
    drain()

    assert len(mail.outbox) == 1
    assert DigestItem.objects.get(digest__isnull=True).about == 12, "it waits for the next one"


def test_digest_is_stopped_from_the_mail_program_and_names_the_page_to_manage(news: dict[int, str], client) -> None:
    begin()
    follow(1)
    follow(2, rhythm=Rhythm.WEEKLY)
    news[11] = "It was answered."
    happen(11)
    pass_to(MONDAY)

    [message] = mail.outbox
    headers = message.extra_headers
    url = re.sub(r"^<https?://[^/]+|>$", "", headers["List-Unsubscribe"])
    assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert "/en/notifications/manage/" in str(message.body)
    assert client.get(url).status_code == 200
    assert Subscription.objects.count() == 2, "opening the page stops nothing"
    for _time in range(2):
        assert client.post(url, {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert Subscription.objects.get().rhythm == Rhythm.WEEKLY, "the other period goes on"
    assert client.post(url.replace("stop/", "stop/9")).status_code == 404


def test_digests_are_forgotten_after_ninety_days(news: dict[int, str]) -> None:
    begin()
    follow()
    news[11] = "It was answered."
    happen(11)
    pass_to(MONDAY)
    with freeze_time("2026-06-30 12:00"):
        erase_old()

    assert not Digest.objects.exists()
    assert not DigestItem.objects.exists()
    assert Follower.objects.get().email == READER


def test_jobs_of_both_rhythms_are_on_the_timetable(news: dict[int, str]) -> None:
    begin()

    assert {"notifications.daily_digests", "notifications.weekly_digests"} <= set(
        JobRun.objects.values_list("name", flat=True)
    )
