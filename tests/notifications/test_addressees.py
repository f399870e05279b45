"""An app may write to rows of its own that have an address; an unconfirmed one gets only mails meant for it."""

import pytest
from django.core import mail

from cms.outbox.worker import drain
from notifications import registry
from notifications.models import Delivery
from notifications.queries import addressee
from notifications.registry import Addressee, MailKind, addressee_kind
from notifications.services import forget_addressee, send_later

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _guests(titles: dict[int, str], monkeypatch: pytest.MonkeyPatch) -> None:
    """Give the kind ``guest``: the one with the id 7 has an address nobody has confirmed."""
    titles[1] = "42"
    guest = Addressee(key="guest:7", email="guest@example.org", name="", language="uk", is_confirmed=False)
    monkeypatch.setattr(registry, "_finders", dict(registry._finders))
    addressee_kind("guest")({7: guest}.get)
    write = registry._mails["test.plain"].write
    monkeypatch.setitem(registry._mails, "test.invitation", MailKind(write, to_unconfirmed=True))


def test_recipient_of_an_apps_own_kind_gets_the_mail_that_is_meant_for_them() -> None:
    send_later("test.invitation", addressee="guest:7", about=1, key="event 1")
    drain()
    assert [(message.to, message.subject) for message in mail.outbox] == [(["guest@example.org"], "42")]


def test_unconfirmed_recipient_gets_no_other_mail() -> None:
    send_later("test.plain", addressee="guest:7", about=1, key="event 1")
    drain()
    assert mail.outbox == []
    assert addressee("guest:7") is None


def test_recipient_who_is_gone_is_nobody() -> None:
    assert addressee("guest:8", may_be_unconfirmed=True) is None


def test_kind_of_recipient_is_registered_once() -> None:
    with pytest.raises(ValueError, match="guest"):
        addressee_kind("guest")(lambda pk: None)


def test_forgotten_recipient_leaves_no_address_in_the_log() -> None:
    send_later("test.invitation", addressee="guest:7", about=1, key="event 1")
    drain()
    forget_addressee("guest:7")
    assert Delivery.objects.get().email == ""
