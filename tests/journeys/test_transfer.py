"""A case that is another body's: passed on with the law and the term in sight, and the author told where it went."""

import pytest
from django.core import mail

from cms.outbox.worker import drain
from consultations.postulates.workflow import State
from tests.journeys.cases import open_office, registered_case

pytestmark = [
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
    pytest.mark.browser,
]
BODY = "Województwo Przykładowe (demo)"


@pytest.mark.parametrize("language", ["pl", "en"])
def test_a_case_goes_to_the_competent_body_and_the_author_knows(seat, language) -> None:
    office = open_office()
    case = registered_case(office)
    coordinator = seat(language, width=320 if language == "pl" else 1280)
    coordinator.sign_in(office.coordinator)
    coordinator.open("/postulates/desk/?list=route")
    coordinator.press(case.title)
    coordinator.page.locator("main a[href*='/transfer_out/']").click()
    coordinator.page.wait_for_load_state()
    coordinator.check()
    assert "243" in coordinator.page.input_value("[name=legal_basis]"), "the law of the term is filled in"
    coordinator.send()
    case.refresh_from_db()
    assert case.state is State.REGISTERED, "without the name of the body nothing is passed on"
    coordinator.page.fill("[name=body]", BODY)
    coordinator.page.fill("[name=reason]", "Drogą zarządza województwo.")
    coordinator.send()
    case.refresh_from_db()
    assert case.state is State.TRANSFERRED_OUT
    drain()
    told = [message.body for message in mail.outbox if message.to == [office.author.email]]
    assert any(BODY in body for body in told)
    reader = seat(language)
    reader.open(f"/postulates/{case.year}/{case.number}/")
    assert BODY in reader.text()
