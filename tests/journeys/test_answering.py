"""Lead and contributing units answer together; the head approves by a link and never signs in."""

import re

import pytest
from django.core import mail

from accounts.models import User
from cms.outbox.worker import drain
from consultations.postulates.models import ApprovalStep, Postulate
from consultations.postulates.workflow import State
from tests.journeys.cases import Office, desk_of, move_of, open_office, registered_case

pytestmark = [
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
    pytest.mark.browser,
]
LINK = re.compile(r"https?://[^/\s]+/(?P<language>\w+)(?P<path>/postulates/approve/\S+)")


@pytest.fixture
def office() -> Office:
    return open_office()


@pytest.mark.parametrize("javascript", [True, False], ids=["with JavaScript", "without JavaScript"])
def test_two_units_answer_and_the_head_approves_by_link(office: Office, seat, javascript) -> None:
    case = registered_case(office)
    _coordinator_asks_two_units(office, case, seat("pl", javascript=javascript))
    _contributor_sends_a_part(office, case, seat("pl", width=320, javascript=javascript))
    _official_writes_the_answer(office, case, seat("pl", javascript=javascript))
    _head_asks_for_a_change(office, seat("en", width=320, javascript=javascript))
    _official_mends_it(office, case, seat("pl", javascript=javascript))
    _head_approves(office, seat("en", width=320, javascript=javascript))
    _coordinator_publishes(office, case, seat("pl", javascript=javascript))
    reader = seat("en", javascript=javascript)
    reader.open(f"/postulates/{case.year}/{case.number}/")
    assert "Budżet pozwala na 100 000 zł w 2027 roku." in reader.text()
    assert "not ready yet" in reader.text(), "an answer in Polish is not passed off as a translation"
    assert User.objects.get(pk=office.head.pk).last_login is None, "the head never signed in"


def _coordinator_asks_two_units(office: Office, case: Postulate, coordinator) -> None:
    coordinator.sign_in(office.coordinator)
    coordinator.open("/postulates/desk/?list=route")
    coordinator.press(case.title)
    coordinator.press("Przekaż do właściwych jednostek")
    page = coordinator.page
    page.select_option("[name=contribution_1_unit]", label="Jednostka ds. budżetu (demo)")
    page.fill("[name=contribution_1_question]", "Na co pozwala budżet?")
    coordinator.send()
    case.refresh_from_db()
    assert case.state is State.ROUTED
    assert "/postulates/desk/" in page.url, "the coordinator is back on the desk"


def _contributor_sends_a_part(office: Office, case: Postulate, contributor) -> None:
    contributor.sign_in(office.contributor)
    contributor.open("/postulates/desk/?list=parts")
    contributor.press(case.title)
    assert "Na co pozwala budżet?" in contributor.text()
    contributor.open(move_of(case, "contribute"))
    contributor.page.fill("[name=part]", "Budżet pozwala na 100 000 zł.")
    contributor.send()


def _official_writes_the_answer(office: Office, case: Postulate, official) -> None:
    official.sign_in(office.official)
    official.open(f"{desk_of(case)}?list=unit")
    official.page.locator("main form[action*='/accept/'] button").click()
    official.page.wait_for_load_state()
    official.check()
    official.page.fill("main [name=body]", f"Proszę o opinię @{office.contributor.last_name}")
    official.page.locator("main form[action*='/note/'] button").click()
    official.page.wait_for_load_state()
    official.check()
    assert "Proszę o opinię" in official.text()
    official.open(move_of(case, "propose_response"))
    official.page.check("[name=outcome][value=planned]")
    official.page.locator("[name=insert_parts]").click()
    official.page.wait_for_load_state()
    official.check()
    assert "100 000" in official.page.input_value("[name=response]")
    official.page.fill("[name=response]", "Budżet pozwala na 100 000 zł.")
    official.send()
    case.refresh_from_db()
    assert case.state is State.RESPONSE_IN_APPROVAL


def _open_newest_link(office: Office, head) -> None:
    drain()
    bodies = [message.body for message in mail.outbox if message.to == [office.head.email]]
    links = [found for body in bodies if (found := LINK.search(body))]
    assert links[-1]["language"] == head.language
    head.open(links[-1]["path"])


def _head_asks_for_a_change(office: Office, head) -> None:
    _open_newest_link(office, head)
    head.page.fill("[name=reason]", "Proszę dodać rok.")
    head.page.locator("main form button[value=changes]").click()
    head.page.wait_for_load_state()
    head.check()
    assert ApprovalStep.objects.get().decision == "changes"


def _official_mends_it(office: Office, case: Postulate, official) -> None:
    official.sign_in(office.official)
    official.open(move_of(case, "propose_response"))
    assert "Proszę dodać rok." in official.text()
    official.page.fill("[name=response]", "Budżet pozwala na 100 000 zł w 2027 roku.")
    official.send()


def _head_approves(office: Office, head) -> None:
    _open_newest_link(office, head)
    assert head.page.locator("main ins").count() > 0, "what changed is marked"
    head.page.locator("main form button[value=approve]").click()
    head.page.wait_for_load_state()
    head.check()
    assert ApprovalStep.objects.last().way == "link"


def _coordinator_publishes(office: Office, case: Postulate, coordinator) -> None:
    coordinator.sign_in(office.coordinator)
    coordinator.open("/postulates/desk/?list=publish")
    coordinator.page.check(f"[name=case][value='{case.pk}']")
    coordinator.page.locator("main form[action*='/publish/'] button").click()
    coordinator.page.wait_for_load_state()
    coordinator.check()
    assert "2027" in coordinator.text()
    coordinator.send()
    case.refresh_from_db()
    assert case.state is State.ANSWERED
