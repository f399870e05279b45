"""A letter comes by post; staff write it down, and from then on it is a case like every other."""

import pytest
from allauth.account.models import EmailAddress

from accounts.models import User
from accounts.roles import Role, sync_groups
from city.services import load_reference_data
from cms.outbox.worker import drain
from consultations.postulates.models import Postulate
from consultations.postulates.workflow import State
from home.services import ensure_site
from tests.consultations.postulates.test_files import PDF
from tests.people import person

pytestmark = [
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
    pytest.mark.browser,
]

SENDER = "Koło Gospodyń z Przykładowa"


@pytest.fixture
def moderator() -> User:
    sync_groups()
    ensure_site()
    load_reference_data()
    user = person(Role.MODERATOR)
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return user


@pytest.mark.parametrize("javascript", [True, False], ids=["with JavaScript", "without JavaScript"])
def test_letter_is_written_down_with_its_scan_and_becomes_a_public_case(moderator, seat, javascript) -> None:
    clerk = seat("pl", width=320, javascript=javascript)
    clerk.sign_in(moderator)
    clerk.open("/postulates/letter/")
    clerk.send()
    assert not Postulate.objects.exists(), "an empty form writes nothing down"
    _type_the_letter(clerk.page)
    clerk.send()
    clerk.send()
    case = Postulate.objects.get()
    assert case.state is State.SUBMITTED
    drain()
    for step in ("claim", "register"):
        clerk.open(f"/postulates/case/{case.key}/{step}/")
        if step == "register":
            clerk.page.check("[name=legal_kind][value=wniosek]")
        clerk.send()
    _reader_sees_the_text_but_neither_sender_nor_scan(case, seat("uk", javascript=javascript))


def _type_the_letter(page) -> None:
    page.check("[name=channel][value=letter]")
    page.fill("[name=received_on]", "2026-01-15")
    page.fill("[name=sender_name]", SENDER)
    page.fill("[name=title]", "Ławki przy przystanku")
    page.fill("[name=problem]", "Starsze osoby nie mają gdzie usiąść.")
    page.fill("[name=request]", "Prosimy o dwie ławki.")
    page.set_input_files("[name=scans]", {"name": "skan.pdf", "mimeType": "application/pdf", "buffer": PDF})


def _reader_sees_the_text_but_neither_sender_nor_scan(case: Postulate, reader) -> None:
    reader.open(f"/postulates/{case.year or 2026}/{Postulate.objects.get().number}/")
    assert "Ławki przy przystanku" in reader.text()
    assert SENDER not in reader.text()
    assert "skan.pdf" not in reader.text()
