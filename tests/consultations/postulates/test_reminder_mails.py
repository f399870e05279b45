"""One mail a day to each person, about what is still to be done when it leaves, in their language."""

from datetime import date, datetime

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import translation

from accounts.models import User
from city.models import Absence
from cms.outbox.worker import drain
from consultations.organisations.models import Membership
from consultations.postulates.models import Postulate, ResponsePart
from consultations.postulates.reminders.letters import MOST
from consultations.postulates.services import remind
from consultations.postulates.services.reminders import REMINDER_MAIL
from notifications.registry import find_mail, samples_of
from notifications.sample_data import reader
from tests.clock import freeze_time
from tests.people import official

from .reminding import DUE, STAGES, WARSAW, due
from .test_reminders import copies, sent_on

SEVEN, THREE, ONE, DAY_ITSELF, LATE, VERY_LATE = STAGES


@pytest.fixture
def case(in_progress: Postulate) -> Postulate:
    """A case in English hands, of which only the answer is awaited."""
    asked = in_progress.assignments.get(is_lead=False)
    ResponsePart.objects.create(assignment=asked, body="Zgoda.", written_by=official("finance"))
    drain()
    User.objects.update(language="en")
    return due(in_progress)


def mails_of(day, *, meanwhile=lambda: None) -> dict[str, mail.EmailMessage]:
    """Run the job, let something happen, and return what leaves, by address."""
    drain()
    mail.outbox.clear()
    with freeze_time(datetime(day.year, day.month, day.day, 6, 20, tzinfo=WARSAW)):
        remind(day)
        meanwhile()
        drain()
    mails = [message for message in mail.outbox if "cannot be switched off" in message.body]
    assert len({message.to[0] for message in mails}) == len(mails)
    return {message.to[0]: message for message in mails}


def test_mail_says_what_is_due_when_and_leads_to_the_desk(case, cast) -> None:
    message = mails_of(SEVEN)[cast.official.email]
    assert case.reference in message.body
    assert "The answer is due on 28 December 2026. 7 working days are left." in message.body
    assert reverse("postulates:desk_case", kwargs={"key": case.key}).removeprefix("/pl") in message.body
    assert "28 December 2026" in message.subject


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (ONE, "The answer is due on 28 December 2026. 1 working day is left."),
        (DAY_ITSELF, "The answer is due on 28 December 2026. That is today."),
        (LATE, "The answer was due on 28 December 2026. It is 1 working day late."),
        (VERY_LATE, "The answer was due on 28 December 2026. It is 7 working days late."),
    ],
)
def test_mail_counts_working_days_to_the_true_date(case, cast, day, words) -> None:
    assert words in mails_of(day)[cast.official.email].body


def test_last_working_day_before_a_saturday_is_named(case, cast) -> None:
    due(case, date(2026, 12, 12))
    body = mails_of(date(2026, 12, 11))[cast.official.email].body
    assert "due on 12 December 2026. Today is the last working day before it." in body


def test_everybody_is_written_to_in_their_language(case, cast) -> None:
    User.objects.filter(pk=cast.head.pk).update(language="uk")
    User.objects.filter(pk=cast.official.pk).update(language="pl")
    drain()
    mail.outbox.clear()
    with freeze_time(datetime(2026, 12, 29, 6, 20, tzinfo=WARSAW)):
        remind(LATE)
        drain()
    bodies = {message.to[0]: message.body for message in mail.outbox}
    for person, language in [(cast.official, "pl"), (cast.head, "uk")]:
        with translation.override(language):
            assert reverse("postulates:desk_case", kwargs={"key": case.key}) in bodies[person.email]


@pytest.mark.parametrize("what", ["answered", "paused", "withdrawn", "handed over", "extended"])
def test_mail_that_waits_is_dropped_when_its_reason_is_gone(case, cast, act, what) -> None:
    colleague = official("ngo-policy", language="en")

    def happens() -> None:
        if what == "paused":
            act(case, "ask_author", cast.official, question="Jaka kwota?")
        elif what == "withdrawn":
            act(case, "withdraw", cast.author)
        elif what == "handed over":
            act(case, "appoint", cast.official, officer=colleague)
        elif what == "extended":
            act(case, "extend", cast.head, due_on=DUE.replace(year=2027), reason="Opinia.")
        else:
            Postulate.objects.filter(pk=case.pk).update(status="answered")

    assert mails_of(SEVEN, meanwhile=happens) == {}


def test_mail_about_several_dates_keeps_those_that_are_still_due(case, cast) -> None:
    first, second = copies(case, 2)
    body = mails_of(SEVEN, meanwhile=lambda: Postulate.objects.filter(pk=first.pk).update(status="answered"))[
        cast.official.email
    ].body
    assert "Kopia 1" not in body
    assert "2 deadlines need your attention" in body
    assert second.title in body


def test_very_long_mail_is_cut_and_says_so(case, cast) -> None:
    copies(case, MOST + 4)
    body = mails_of(SEVEN)[cast.official.email].body
    assert body.count("The answer is due on") == MOST
    assert "5 more are on your work lists." in body


def test_deputy_reads_the_case_in_the_mail_while_standing_in(case, cast) -> None:
    deputy = official("education", language="en")
    Absence.objects.create(person=cast.official, deputy=deputy, starts_on=SEVEN, ends_on=SEVEN)
    assert case.reference in mails_of(SEVEN)[deputy.email].body
    assert deputy.email not in mails_of(THREE)


def test_moderator_is_not_reminded_of_a_text_on_which_they_may_not_decide(submitted, cast) -> None:
    Membership.objects.create(organisation=cast.filer, person=cast.moderator, role=Membership.Role.EDITOR)
    sent_on(submitted, THREE)
    User.objects.update(language="en")
    found = mails_of(DAY_ITSELF)
    assert cast.moderator.email not in found
    assert "A moderator should check the text by 28 December 2026." in found[cast.other_moderator.email].body


def test_promise_is_quoted_and_leads_to_the_page_where_its_unit_reports(answered, cast) -> None:
    promise = answered.responses.get().commitments.get()
    type(promise).objects.filter(pk=promise.pk).update(due_on=DUE)
    answered.responses.update(published_at=datetime(2026, 11, 24, 10, tzinfo=WARSAW))
    User.objects.update(language="en")
    body = mails_of(LATE)[cast.official.email].body
    assert f"„{promise.text}”\nThe promise was due on 28 December 2026 and is not kept yet." in body
    with translation.override("en"):
        assert promise.get_absolute_url() in body


def test_reminders_go_even_where_other_mail_is_held_back() -> None:
    kind = find_mail(REMINDER_MAIL)
    assert kind is not None
    assert kind.by_law


@pytest.mark.parametrize("variant", ["near", "late"])
def test_catalogue_has_samples_that_are_made_without_a_query(variant, django_assert_num_queries, db) -> None:
    with django_assert_num_queries(0), translation.override("en"):
        draft = samples_of(REMINDER_MAIL)[variant](reader("en"))
    assert draft.template == "postulates/mail/reminder"


def test_desk_says_when_the_next_reminder_leaves(sign_in, case, cast) -> None:
    url = reverse("postulates:desk_case", kwargs={"key": case.key})
    with freeze_time(datetime(2026, 12, 16, 9, tzinfo=WARSAW)):
        page = sign_in(cast.official).get(url)
    assert page.context["next_reminder"] == THREE
    assert '<time datetime="2026-12-28">' in page.content.decode()


def test_desk_names_no_reminder_while_the_clock_stands_still(sign_in, case, cast, act) -> None:
    act(case, "ask_author", cast.official, question="Jaka kwota?")
    url = reverse("postulates:desk_case", kwargs={"key": case.key})
    assert sign_in(cast.official).get(url).context["next_reminder"] is None
