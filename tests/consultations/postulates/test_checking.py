"""The last look and the sending: everything in sight, nothing sent twice, limits that lose nothing."""

import logging
from datetime import timedelta
from uuid import uuid4

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cms.outbox.worker import drain
from consultations.organisations.models import Membership
from consultations.postulates.joining import likely_leads
from consultations.postulates.models import CaseEvent, Postulate
from consultations.postulates.services import TooManySent, save_text, send_postulate, start_draft
from consultations.postulates.workflow import State
from search.engines.protocol import EngineFailure
from search.services import rebuild
from tests.people import person

from .conftest import TEXT
from .filing import answer, sending, step_url, url_of

WHOLE = TEXT | {"concerns": "Organizacje", "contact_name": "Anna Przykład"}


@pytest.fixture
def whole(cast) -> Postulate:
    """A draft with every answer that is needed."""
    return start_draft(actor=cast.author, key=uuid4(), organisation=cast.filer, text=WHOLE, topics=[])


def another(cast, **text) -> Postulate:
    return start_draft(actor=cast.author, key=uuid4(), organisation=cast.filer, text=WHOLE | text, topics=[])


def test_check_shows_every_answer_with_a_way_to_change_it(sign_in, whole, cast) -> None:
    html = sign_in(cast.author).get(url_of(whole, "check")).content.decode()
    for shown in (WHOLE["title"], WHOLE["problem"], WHOLE["request"], "Organizacje", "Anna Przykład"):
        assert shown in html
    for name in ("title", "problem", "request", "concerns", "contact"):
        assert f"{step_url(whole, name)}?from=check" in html


def test_changing_one_answer_leads_back_to_the_check(sign_in, whole, cast) -> None:
    client = sign_in(cast.author)
    page = client.post(f"{step_url(whole, 'title')}?from=check", {"version": whole.version, "title": "Inny tytuł"})
    assert page.url == url_of(whole, "check")


def test_unfinished_draft_is_told_what_is_missing_and_has_no_button(sign_in, draft, cast) -> None:
    html = sign_in(cast.author).get(url_of(draft, "check")).content.decode()
    assert f"{step_url(draft, 'concerns')}?from=check" in html
    assert 'name="submission_key"' not in html


def test_sending_leads_to_a_confirmation_with_reference_date_and_short_address(sign_in, whole, cast) -> None:
    page = sign_in(cast.author).post(url_of(whole, "submit"), sending(whole), follow=True)
    whole.refresh_from_db()
    html = page.content.decode()
    assert whole.reference in html
    assert f"/{whole.reference.replace('/000', '/')}" in html
    assert page.context["checked_by"] >= timezone.localdate() + timedelta(days=3)
    assert reverse("postulates:copy", kwargs={"year": whole.year, "number": whole.number}) in html


def test_mail_confirms_what_was_sent(sign_in, whole, cast) -> None:
    sign_in(cast.author).post(url_of(whole, "submit"), sending(whole))
    drain()
    whole.refresh_from_db()
    message = next(message for message in mail.outbox if message.to == [cast.author.email])
    assert whole.reference in message.subject
    assert whole.title in message.body


def test_twenty_equal_requests_to_send_make_one_case_at_the_limit_too(sign_in, whole, cast, settings) -> None:
    settings.SENT_PER_PERSON_AND_HOUR = 1
    client = sign_in(cast.author)
    data = sending(whole)
    assert len({client.post(url_of(whole, "submit"), data).url for _again in range(20)}) == 1
    assert CaseEvent.objects.filter(move="submit").count() == 1


def test_at_the_limit_of_a_person_the_draft_stays_and_the_answer_says_when(sign_in, cast, settings) -> None:
    settings.SENT_PER_PERSON_AND_HOUR = 2
    client = sign_in(cast.author)
    drafts = [another(cast, title=f"Sprawa {n}") for n in range(3)]
    pages = [client.post(url_of(draft, "submit"), sending(draft)) for draft in drafts]
    assert [page.status_code for page in pages] == [302, 302, 429]
    assert 0 < int(pages[2]["Retry-After"]) <= 3601
    assert Postulate.objects.get(pk=drafts[2].pk).state is State.DRAFT
    freed = timezone.localtime(CaseEvent.objects.earliest("at").at + timedelta(hours=1))
    assert f"{freed:%H:%M}" in pages[2].content.decode()


def test_limits_have_their_stated_size(settings) -> None:
    assert (settings.SENT_PER_PERSON_AND_HOUR, settings.SENT_PER_ORGANISATION_AND_DAY) == (5, 20)


def test_limit_of_an_organisation_counts_all_its_people(cast, settings) -> None:
    settings.SENT_PER_ORGANISATION_AND_DAY = 1
    colleague = person()
    Membership.objects.create(organisation=cast.filer, person=colleague, role=Membership.Role.EDITOR)
    first, second = another(cast), another(cast)
    send_postulate(postulate_id=first.pk, actor=cast.author, version=first.version, submission_key=uuid4())
    with pytest.raises(TooManySent) as refused:
        send_postulate(postulate_id=second.pk, actor=colleague, version=second.version, submission_key=uuid4())
    assert refused.value.until > timezone.now() + timedelta(hours=23)


def test_limit_ends_with_its_period(cast, settings) -> None:
    settings.SENT_PER_PERSON_AND_HOUR = 1
    first, second = another(cast), another(cast)
    send_postulate(postulate_id=first.pk, actor=cast.author, version=first.version, submission_key=uuid4())
    CaseEvent.objects.filter(move="submit").update(at=timezone.now() - timedelta(minutes=61))
    sent = send_postulate(postulate_id=second.pk, actor=cast.author, version=second.version, submission_key=uuid4())
    assert sent.state is State.SUBMITTED


def test_reader_of_another_organisation_cannot_send(sign_in, whole) -> None:
    client = sign_in(person())
    assert client.post(url_of(whole, "submit"), sending(whole)).status_code == 404


@pytest.mark.parametrize("name", ["submit", "resubmit"])
def test_reader_of_a_public_case_gets_none_of_its_answers_by_sending_an_empty_form(sign_in, registered, name) -> None:
    Postulate.objects.filter(pk=registered.pk).update(contact_name="Zofia Zmyślona", contact_phone="600 000 147")
    page = sign_in(person()).post(url_of(registered, name))
    assert page.status_code == 403
    assert "Zofia Zmyślona" not in page.content.decode()


def test_similar_public_cases_are_shown_before_sending(sign_in, registered, whole, cast, act) -> None:
    hidden = another(cast)
    rebuild()
    assert likely_leads(whole, "pl") == [registered]
    html = sign_in(cast.author).get(url_of(whole, "check")).content.decode()
    assert registered.reference in html
    assert registered.get_absolute_url() in html
    assert str(hidden.key) not in html


def test_case_is_not_similar_to_itself(registered) -> None:
    rebuild()
    assert likely_leads(registered, "pl") == []


def test_without_search_the_check_works_and_the_log_says_so(sign_in, whole, cast, monkeypatch, caplog) -> None:
    def fail(*_args: object, **_kwargs: object) -> None:
        raise EngineFailure

    monkeypatch.setattr("search.engines.embedded.EmbeddedEngine.search", fail)
    with caplog.at_level(logging.WARNING, logger="search.queries"):
        page = sign_in(cast.author).get(url_of(whole, "check"))
    assert page.status_code == 200
    assert "the engine does not answer" in caplog.text


def test_query_count_of_the_check_does_not_grow_with_similar_cases(
    sign_in, registered, whole, cast, act, django_assert_num_queries
) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client = sign_in(cast.author)
    counts = []
    for _round in range(2):
        rebuild()
        client.get(url_of(whole, "check"))
        with CaptureQueriesContext(connection) as queries:
            client.get(url_of(whole, "check"))
        counts.append(len(queries))
        for number in range(2):
            more = another(cast, title=f"{TEXT['title']} {number}")
            act(more, "submit", cast.author)
            act(more, "claim", cast.moderator)
            act(more, "register", cast.moderator, legal_kind="postulate")
    assert counts[0] == counts[1]


def test_private_data_on_the_check_names_the_step_to_mend(sign_in, whole, cast) -> None:
    save_text(postulate_id=whole.pk, actor=cast.author, version=1, text={"request": "Proszę pisać: a@example.org"})
    html = sign_in(cast.author).get(url_of(whole, "check")).content.decode()
    assert '<q lang="pl">a@example.org</q>' in html
    assert 'name="submission_key"' in html, "a warning never blocks"


def test_sent_text_is_corrected_in_the_same_steps_until_a_moderator_takes_it_on(sign_in, submitted, cast, act) -> None:
    client = sign_in(cast.author)
    assert client.get(url_of(submitted, "edit")).url == url_of(submitted, "check")
    page = answer(client, submitted, "title", title="Poprawiony tytuł")
    assert page.url == url_of(submitted, "check")
    assert submitted.events.last().move == "edit"
    act(submitted, "claim", cast.moderator)
    assert client.get(step_url(submitted, "title")).url == submitted.get_absolute_url()


def test_sent_text_cannot_be_left_without_a_title(sign_in, submitted, cast) -> None:
    page = answer(sign_in(cast.author), submitted, "title", title="", then="leave")
    assert page.status_code == 200
    submitted.refresh_from_db()
    assert submitted.title == TEXT["title"]


def test_returned_text_shows_the_note_and_the_date_and_is_sent_again(sign_in, in_moderation, cast, act) -> None:
    day = timezone.localdate() + timedelta(days=10)
    act(in_moderation, "return", cast.moderator, reason="Proszę dodać kwotę.", due_on=day)
    client = sign_in(cast.author)
    html = client.get(url_of(in_moderation, "check")).content.decode()
    assert "Proszę dodać kwotę." in html
    answer(client, in_moderation, "concerns")
    answer(client, in_moderation, "contact")
    page = client.post(url_of(in_moderation, "resubmit"), sending(in_moderation))
    assert page.url == in_moderation.get_absolute_url()
    in_moderation.refresh_from_db()
    assert in_moderation.state is State.IN_MODERATION


def test_copy_for_printing_is_for_the_authors_only(sign_in, registered, cast) -> None:
    url = reverse("postulates:copy", kwargs={"year": registered.year, "number": registered.number})
    assert sign_in(person()).get(url).status_code == 404
    assert sign_in(cast.moderator).get(url).status_code == 404
    assert TEXT["problem"] in sign_in(cast.author).get(url).content.decode()


def test_copy_for_printing_keeps_what_was_hidden_from_the_public(sign_in, registered, cast, act) -> None:
    act(
        registered, "redact", cast.moderator, target="problem", passage="środki zewnętrzne",
        redaction_reason="personal_data",
    )  # fmt: skip
    url = reverse("postulates:copy", kwargs={"year": registered.year, "number": registered.number})
    assert "środki zewnętrzne" in sign_in(cast.author).get(url).content.decode()
    assert "środki zewnętrzne" not in Client().get(registered.get_absolute_url()).content.decode()
