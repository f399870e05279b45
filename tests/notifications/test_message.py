import re

import pytest
from django.core import mail

from cms.outbox.models import OutboxEntry, State
from cms.outbox.worker import drain
from notifications.message import message_id
from notifications.models import Delivery, Subscription
from notifications.services import send_later
from tests.people import person

pytestmark = pytest.mark.django_db

MONDAYS = {"pl": "poniedziałek", "uk": "понеділок", "en": "monday"}


def _html(message: mail.EmailMessage) -> str:
    assert isinstance(message, mail.EmailMultiAlternatives)
    [(content, kind)] = message.alternatives
    assert kind == "text/html"
    return str(content)


def test_each_recipient_gets_one_mail_wholly_in_their_language(titles: dict[int, str]) -> None:
    titles[1] = "42"
    readers = {language: person(language=language) for language in MONDAYS}
    for reader in readers.values():
        send_later("test.letter", addressee=f"user:{reader.pk}", about=1, key="event 1")

    drain()

    assert len(mail.outbox) == 3
    for language, reader in readers.items():
        [message] = [message for message in mail.outbox if message.to == [reader.email]]
        others = [word for code, word in MONDAYS.items() if code != language]
        for part in (message.subject, str(message.body), _html(message)):
            assert MONDAYS[language] in part.lower()
            assert not any(word in part.lower() for word in others)
        assert f'<html lang="{language}"' in _html(message)
        assert message.extra_headers["Content-Language"] == language


def test_same_event_told_twice_to_the_same_person_is_one_mail(titles: dict[int, str]) -> None:
    titles[1] = "42"
    key = f"user:{person().pk}"
    for _time in range(2):
        send_later("test.letter", addressee=key, about=1, key="event 1")
        drain()
    OutboxEntry.objects.all().delete()
    send_later("test.letter", addressee=key, about=1, key="event 1")
    drain()

    assert len(mail.outbox) == 1
    assert Delivery.objects.get().state == Delivery.State.SENT


def test_message_id_is_the_same_for_ever_and_differs_by_kind_event_and_recipient() -> None:
    identity = message_id("a.kind", "event 1", "user:7")

    assert identity == message_id("a.kind", "event 1", "user:7")
    assert re.fullmatch(r"<[0-9a-f]{32}@example\.org>", identity)
    others = {message_id("b.kind", "event 1", "user:7"), message_id("a.kind", "event 2", "user:7"),
              message_id("a.kind", "event 1", "user:8")}  # fmt: skip
    assert len(others | {identity}) == 4


def test_title_with_line_breaks_gives_one_subject_and_one_recipient(titles: dict[int, str]) -> None:
    titles[1] = "Warm\r\nBcc: victim@example.org\n\nkindergartens"
    reader = person()
    send_later("test.plain", addressee=f"user:{reader.pk}", about=1, key="event 1")

    drain()

    [message] = mail.outbox
    parsed = message.message()
    assert parsed.get_all("Subject") == ["Warm Bcc: victim@example.org kindergartens"]
    assert parsed["Bcc"] is None
    assert message.recipients() == [reader.email]


def test_title_is_escaped_in_html_only(titles: dict[int, str]) -> None:
    titles[1] = "Bread & <b>butter</b>"
    send_later("test.letter", addressee=f"user:{person(language='en').pk}", about=1, key="event 1")

    drain()

    [message] = mail.outbox
    assert message.subject == "Monday: Bread & <b>butter</b>"
    assert "Bread & <b>butter</b>" in str(message.body)
    assert "Bread &amp; &lt;b&gt;butter&lt;/b&gt;" in _html(message)
    assert "<b>butter" not in _html(message)


def test_mail_without_html_of_its_own_gets_it_from_the_text_with_links(titles: dict[int, str]) -> None:
    titles[1] = "Bread & butter"
    send_later("test.plain", addressee=f"user:{person().pk}", about=1, key="event 1")

    drain()

    html = _html(mail.outbox[0])
    assert "Bread &amp; butter" in html
    assert 'href="https://example.org/case/7"' in html


def test_nothing_is_sent_when_there_is_nothing_to_say_any_more(titles: dict[int, str]) -> None:
    send_later("test.letter", addressee=f"user:{person().pk}", about=404, key="event 1")

    drain()

    assert mail.outbox == []
    assert OutboxEntry.objects.get().state == State.DONE
    assert not Delivery.objects.exists()


def test_person_whose_account_was_closed_gets_nothing(titles: dict[int, str]) -> None:
    titles[1] = "42"
    reader = person()
    send_later("test.letter", addressee=f"user:{reader.pk}", about=1, key="event 1")
    reader.is_active = False
    reader.save()

    drain()

    assert mail.outbox == []


def test_kind_that_nobody_writes_is_dead_and_says_so() -> None:
    send_later("nobody.writes", addressee=f"user:{person().pk}", about=1, key="event 1")

    drain()

    assert OutboxEntry.objects.get().last_error == "No installed app writes mails of the kind 'nobody.writes'."


def test_mail_says_that_a_machine_wrote_it_and_offers_no_unsubscription_to_a_party(titles: dict[int, str]) -> None:
    titles[1] = "42"
    send_later("test.letter", addressee=f"user:{person().pk}", about=1, key="event 1")

    drain()

    headers = mail.outbox[0].extra_headers
    assert headers["Auto-Submitted"] == "auto-generated"
    assert "List-Unsubscribe" not in headers


def test_follower_can_stop_with_one_click_from_the_mail_program(titles: dict[int, str]) -> None:
    titles[1] = "42"
    follower = Subscription.objects.create(
        kind="thing", object_id=7, email="follower@example.org", language="uk", confirmed_at="2026-03-01T00:00Z"
    )
    send_later("test.letter", addressee=follower.key, about=1, key="event 1")

    drain()

    [message] = mail.outbox
    assert message.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    url = message.extra_headers["List-Unsubscribe"].strip("<>")
    assert "/uk/notifications/unsubscribe/" in url
    assert url in str(message.body)
    assert url in _html(message)


def test_payload_in_the_outbox_holds_no_address(titles: dict[int, str]) -> None:
    reader = person()
    send_later("test.letter", addressee=f"user:{reader.pk}", about=1, key="event 1")

    assert reader.email not in str(OutboxEntry.objects.values().get())


@pytest.mark.parametrize("addressee", ["someone@example.org", "user:", "user:x", "group:7", ""])
def test_addressee_is_an_id_never_an_address(addressee: str) -> None:
    with pytest.raises(ValueError, match="addressee"):
        send_later("test.letter", addressee=addressee, about=1, key="event 1")


@pytest.mark.parametrize(("kind", "key"), [("", "event 1"), ("test.letter", "")])
def test_mail_without_kind_or_event_is_refused(kind: str, key: str) -> None:
    with pytest.raises(ValueError, match="kind"):
        send_later(kind, addressee="user:7", about=1, key=key)
