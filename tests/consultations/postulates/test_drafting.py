"""Writing: one question at a time, every answer kept, nothing lost, nobody written over."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from city.models import District, Topic
from cms.outbox.registry import find, job_topic
from consultations.organisations.models import Membership
from consultations.postulates.models import EditingPresence, InformationClause, Postulate
from consultations.postulates.services import MoveRefused, note_presence, save_text
from consultations.postulates.services.drafts import Filer
from tests.people import organisation, person

from .conftest import TEXT
from .filing import ANSWERS, answer, first_step, opened, step_url, url_of

START = "postulates:start"


@pytest.fixture
def begun(sign_in, cast) -> Postulate:
    """A draft after its first step, with its author signed in."""
    sign_in(cast.author).post(reverse(START), first_step(organisation=cast.filer.pk))
    return Postulate.objects.get()


@pytest.fixture
def colleague(cast):
    found = person(name="colleague")
    Membership.objects.create(organisation=cast.filer, person=found, role=Membership.Role.EDITOR)
    return found


@pytest.fixture
def viewer(cast):
    found = person(name="viewer")
    Membership.objects.create(organisation=cast.filer, person=found, role=Membership.Role.VIEWER)
    return found


def test_first_step_begins_a_draft_on_behalf_of_the_organisation(begun, cast) -> None:
    assert (begun.organisation, begun.language, begun.title) == (cast.filer, "pl", "")


def test_every_step_is_kept_and_leads_to_the_next(client, begun) -> None:
    order = ["title", "problem", "request", "concerns"]
    for name, following in zip(order, [*order[1:], "files"], strict=True):
        assert answer(client, begun, name).url == step_url(begun, following)
        begun.refresh_from_db()
        for field, value in ANSWERS[name].items():
            assert getattr(begun, field) == value


def test_draft_is_resumed_at_its_first_unfinished_step(client, begun) -> None:
    answer(client, begun, "title")
    assert client.get(url_of(begun, "edit")).url == step_url(begun, "problem")
    for name in ("problem", "request", "concerns", "contact"):
        answer(client, begun, name)
    assert client.get(url_of(begun, "edit")).url == url_of(begun, "check")


def test_progress_is_told_in_words(client, begun) -> None:
    html = client.get(step_url(begun, "problem").replace("/pl/", "/en/")).content.decode()
    assert "Step 3 of 9" in html


def test_empty_answer_is_refused_with_a_summary_and_the_word_error_in_the_title(client, begun) -> None:
    page = answer(client, begun, "title", title="")
    html = page.content.decode()
    assert page.status_code == 200
    assert 'href="#id_title"' in html
    assert "<title>Błąd:" in html


def test_too_long_answer_keeps_what_was_typed(client, begun) -> None:
    page = answer(client, begun, "title", title="ż" * 151)
    assert "ż" * 151 in page.content.decode()
    begun.refresh_from_db()
    assert begun.title == ""


def test_whoever_leaves_may_leave_a_step_empty(client, begun) -> None:
    page = answer(client, begun, "title", title="", then="leave")
    assert page.url == reverse("postulates:mine")
    assert "Untitled draft" in client.get(page.url.replace("/pl/", "/en/")).content.decode()


def test_the_only_organisation_of_a_person_is_chosen_already(sign_in, cast) -> None:
    page = sign_in(cast.author).get(reverse(START))
    assert page.context["form"]["organisation"].value() == cast.filer.pk


def test_person_without_an_organisation_is_not_asked_on_whose_behalf(sign_in, city) -> None:
    loner = person()
    client = sign_in(loner)
    assert 'name="organisation"' not in client.get(reverse(START)).content.decode()
    client.post(reverse(START), first_step())
    assert (Postulate.objects.get().author, Postulate.objects.get().organisation) == (loner, None)


def test_nobody_begins_a_draft_for_an_organisation_of_others(sign_in, cast) -> None:
    other = organisation()
    page = sign_in(cast.author).post(reverse(START), first_step(organisation=other.pk))
    assert page.status_code == 200
    assert not Postulate.objects.exists()


def test_a_repeated_first_step_makes_one_draft(sign_in, cast) -> None:
    client = sign_in(cast.author)
    typed = first_step(organisation=cast.filer.pk)
    assert client.post(reverse(START), typed).url == client.post(reverse(START), typed).url
    assert Postulate.objects.count() == 1


def test_topic_of_the_address_is_chosen_already(sign_in, cast) -> None:
    topic = Topic.objects.facts().get(code="own-contribution")
    sign_in(cast.author).post(f"{reverse(START)}?topic={topic.pk}&topic=x&topic={10**30}", first_step())
    assert list(Postulate.objects.get().topics.all()) == [topic]


def test_who_began_a_draft_may_change_on_whose_behalf_until_others_are_invited(client, begun, cast, act) -> None:
    answer(client, begun, "filer", organisation="", language="uk")
    begun.refresh_from_db()
    assert (begun.organisation, begun.language) == (None, "uk")
    answer(client, begun, "filer", organisation=cast.filer.pk, language="pl")
    answer(client, begun, "title")
    act(begun, "invite", cast.author, organisation=organisation())
    answer(client, begun, "filer", organisation="", language="pl")
    begun.refresh_from_db()
    assert begun.organisation == cast.filer


def test_colleague_cannot_take_the_draft_out_of_the_organisation(begun, colleague) -> None:
    with pytest.raises(MoveRefused):
        save_text(postulate_id=begun.pk, actor=colleague, version=begun.version, text={}, filer=Filer(None))


def test_machine_that_fills_everything_in_is_stopped_and_loses_nothing(sign_in, cast) -> None:
    client = sign_in(cast.author)
    page = client.post(reverse(START), first_step(website="https://example.org", language="uk"))
    assert not Postulate.objects.exists()
    assert page.context["form"]["language"].value() == "uk"


def test_form_sent_faster_than_a_person_can_asks_to_look_again(sign_in, cast) -> None:
    client = sign_in(cast.author)
    page = client.post(reverse(START), first_step(opened=opened(seconds_ago=0)))
    assert page.status_code == 200
    assert "<title>Błąd:" in page.content.decode()
    assert not Postulate.objects.exists()


@pytest.mark.parametrize("mark", ["", "opened:1abc:forged"])
def test_missing_or_forged_mark_of_time_is_replaced_so_that_a_second_try_works(sign_in, cast, mark) -> None:
    client = sign_in(cast.author)
    page = client.post(reverse(START), first_step(opened=mark))
    assert not Postulate.objects.exists()
    assert page.context["form"]["opened"].value() not in {"", mark}


def test_extra_fields_of_a_step_are_ignored(client, begun, cast) -> None:
    stranger = person()
    answer(
        client, begun, "title",
        status="answered", author=stranger.pk, number=999, year=2020, problem="x", organisation=organisation().pk,
        legal_kind="petycja", claimed_by=cast.author.pk, submitted_at="2020-01-01", clause_version=7,
    )  # fmt: skip
    begun.refresh_from_db()
    assert begun.title == ANSWERS["title"]["title"]
    assert (begun.status, begun.author, begun.number, begun.year, begun.problem) == (
        "draft",
        cast.author,
        None,
        None,
        "",
    )
    assert (begun.organisation, begun.legal_kind, begun.claimed_by) == (cast.filer, "", None)
    assert (begun.submitted_at, begun.clause_version) == (None, None)


def test_viewer_of_the_organisation_reads_drafts_and_writes_none(sign_in, draft, viewer) -> None:
    client = sign_in(viewer)
    assert client.get(draft.get_absolute_url()).status_code == 200
    assert client.get(step_url(draft, "title")).status_code == 403
    assert answer(client, draft, "title").status_code == 403
    assert client.post(url_of(draft, "present")).status_code == 403
    draft.refresh_from_db()
    assert draft.title == TEXT["title"]
    assert url_of(draft, "edit") not in client.get(reverse("postulates:mine")).content.decode()


def test_stranger_finds_no_step_of_a_draft(sign_in, draft) -> None:
    client = sign_in(person())
    for page in (
        client.get(step_url(draft, "title")),
        client.post(url_of(draft, "present")),
        client.get(url_of(draft, "check")),
    ):
        assert page.status_code == 404


@pytest.mark.parametrize("name", ["title", "files", "contact"])
def test_reader_of_a_public_case_gets_no_step_of_it_by_sending_an_empty_form(sign_in, registered, name) -> None:
    Postulate.objects.filter(pk=registered.pk).update(contact_name="Zofia Zmyślona")
    page = sign_in(person()).post(step_url(registered, name))
    assert page.status_code == 403
    assert "Zofia Zmyślona" not in page.content.decode()


def test_co_signer_gets_no_answer_of_a_draft_by_sending_an_old_version(sign_in, draft, cast, act) -> None:
    Postulate.objects.filter(pk=draft.pk).update(contact_name="Zofia Zmyślona")
    supporter = person()
    act(draft, "invite", cast.author, organisation=organisation(owner=supporter))
    page = sign_in(supporter).post(step_url(draft, "contact"), {"version": 0, "contact_name": "x"})
    assert page.status_code == 403
    assert "Zofia Zmyślona" not in page.content.decode()


def test_unknown_step_is_not_found(client, begun) -> None:
    assert client.get(step_url(begun, "status")).status_code == 404


def test_two_colleagues_at_once_see_both_texts_and_who_was_faster(sign_in, draft, cast, colleague) -> None:
    seen = draft.version
    save_text(postulate_id=draft.pk, actor=colleague, version=seen, text={"title": "Wersja koleżanki"})
    page = sign_in(cast.author).post(step_url(draft, "title"), {"version": seen, "title": "Moja wersja"})
    html = page.content.decode()
    assert page.status_code == 409
    assert "Moja wersja" in html
    assert "Wersja koleżanki" in html
    assert str(colleague) in html


def test_what_was_typed_while_a_moderator_took_the_case_on_is_shown(sign_in, submitted, cast, act) -> None:
    seen = submitted.version
    act(submitted, "claim", cast.moderator)
    page = sign_in(cast.author).post(step_url(submitted, "title"), {"version": seen, "title": "Moja poprawka"})
    html = page.content.decode()
    assert page.status_code == 409
    assert "Moja poprawka" in html
    assert str(cast.moderator) not in html


def test_looking_at_a_step_changes_nothing(client, begun, cast) -> None:
    EditingPresence.objects.all().delete()
    client.get(step_url(begun, "title"))
    begun.refresh_from_db()
    assert not EditingPresence.objects.exists()


def test_colleague_is_told_who_has_the_text_open_and_since_when(sign_in, draft, cast, colleague) -> None:
    note_presence(postulate_id=draft.pk, actor=colleague)
    html = sign_in(cast.author).get(step_url(draft, "title")).content.decode()
    assert str(colleague) in html
    assert str(cast.author) not in html.split("data-presence-lines")[1].split("</div>")[0]


def test_colleague_who_left_is_not_named(sign_in, draft, cast, colleague) -> None:
    note_presence(postulate_id=draft.pk, actor=colleague)
    EditingPresence.objects.update(seen_at=timezone.now() - timedelta(minutes=3))
    assert str(colleague) not in sign_in(cast.author).get(step_url(draft, "title")).content.decode()


def test_heartbeat_notes_presence_and_names_colleagues(sign_in, draft, cast, colleague) -> None:
    note_presence(postulate_id=draft.pk, actor=colleague)
    client = sign_in(cast.author)
    for _beat in range(2):
        notices = client.post(url_of(draft, "present")).json()["notices"]
    assert [str(colleague) in notice for notice in notices] == [True]
    assert draft.presences.filter(person=cast.author).count() == 1
    assert client.get(url_of(draft, "present")).status_code == 405


def test_presence_leaves_the_version_alone(draft, cast) -> None:
    note_presence(postulate_id=draft.pk, actor=cast.author)
    draft.refresh_from_db()
    assert draft.version == 1


def test_saving_a_step_notes_presence(client, begun, cast) -> None:
    EditingPresence.objects.all().delete()
    answer(client, begun, "title")
    assert EditingPresence.objects.get().person == cast.author


def test_stale_presences_are_erased_by_a_recurring_job(draft, cast, colleague) -> None:
    note_presence(postulate_id=draft.pk, actor=cast.author)
    note_presence(postulate_id=draft.pk, actor=colleague)
    draft.presences.filter(person=colleague).update(seen_at=timezone.now() - timedelta(hours=2))
    job = find(job_topic("postulates.erase_stale_presences"))
    assert job
    job.run()
    assert list(draft.presences.values_list("person", flat=True)) == [cast.author.pk]


def test_presences_go_when_the_draft_is_sent(draft, cast, act) -> None:
    note_presence(postulate_id=draft.pk, actor=cast.author)
    act(draft, "submit", cast.author)
    assert not EditingPresence.objects.exists()


def test_topics_and_district_are_kept(client, begun) -> None:
    topic = Topic.objects.facts().get(code="own-contribution")
    district = District.objects.facts().get(number=5)
    answer(client, begun, "concerns", topics=[topic.pk], district=district.pk)
    begun.refresh_from_db()
    assert (list(begun.topics.all()), begun.district) == ([topic], district)


def test_topic_with_a_question_asks_it_in_a_step_of_its_own(client, begun) -> None:
    topic = Topic.objects.facts().get(code="own-contribution")
    Topic.objects.filter(pk=topic.pk).update(extra_question="Z jakiego programu korzystacie?")
    page = answer(client, begun, "concerns", topics=[topic.pk])
    assert page.url == step_url(begun, "questions")
    assert "Z jakiego programu" in client.get(page.url).content.decode()
    answer(client, begun, "questions", **{f"topic_{topic.pk}": "FIO"})
    assert begun.topic_answers.get().answer == "FIO"
    answer(client, begun, "concerns", topics=[])
    assert not begun.topic_answers.exists()


def test_answers_to_topics_are_read_by_authors_and_city_only(client, sign_in, registered, cast) -> None:
    topic = registered.topics.get()
    registered.topic_answers.create(topic=topic, question="Skąd?", question_language="pl", answer="Tajemnica FIO")
    assert "Tajemnica FIO" not in client.get(registered.get_absolute_url()).content.decode()
    for reader in (cast.author, cast.moderator):
        assert "Tajemnica FIO" in sign_in(reader).get(registered.get_absolute_url()).content.decode()


def test_information_clause_is_shown_and_its_version_kept_while_consent_to_the_name_is_off(client, begun, city) -> None:
    from wagtail.models import Locale

    for version, days in ((1, 30), (2, 1), (3, -1)):
        InformationClause.objects.create(
            version=version, valid_from=timezone.localdate() - timedelta(days=days), body=f"Klauzula nr {version}",
            locale=Locale.get_default(),
        )  # fmt: skip
    html = client.get(step_url(begun, "contact")).content.decode()
    assert "Klauzula nr 2" in html
    assert 'name="show_name" id="id_show_name" checked' not in html
    answer(client, begun, "contact")
    begun.refresh_from_db()
    assert (begun.clause_version, begun.show_name, begun.contact_name) == (2, False, "Anna Przykład")


def test_information_clause_is_in_the_readers_language(client, begun) -> None:
    from wagtail.models import Locale

    source = InformationClause.objects.create(
        version=1, valid_from=timezone.localdate(), body="Po polsku", locale=Locale.get_default()
    )
    translated = source.copy_for_translation(Locale.objects.get(language_code="uk"))
    translated.body = "Українською"
    translated.save()
    html = client.get(step_url(begun, "contact").replace("/pl/", "/uk/")).content.decode()
    assert "Українською" in html
    assert "Po polsku" not in html


def test_text_that_may_hold_private_data_is_saved_and_warned_about(client, begun) -> None:
    page = answer(client, begun, "problem", problem="PESEL pani Marii to 44051401359.")
    begun.refresh_from_db()
    assert page.status_code == 302
    assert "44051401359" in begun.problem
    html = client.get(step_url(begun, "problem")).content.decode()
    assert '<q lang="pl">44051401359</q>' in html


def test_contact_is_never_warned_about(client, begun) -> None:
    answer(client, begun, "contact", contact_phone="512 345 678")
    assert "<q" not in client.get(step_url(begun, "contact")).content.decode()
    assert "512 345 678</q>" not in client.get(url_of(begun, "check")).content.decode()


def test_query_count_of_a_step_does_not_grow_with_colleagues(sign_in, draft, cast) -> None:
    client = sign_in(cast.author)
    counts = []
    for _round in range(2):
        client.get(step_url(draft, "concerns"))
        with CaptureQueriesContext(connection) as queries:
            client.get(step_url(draft, "concerns"))
        counts.append(len(queries))
        for _more in range(4):
            EditingPresence.objects.create(postulate=draft, person=person())
    assert counts[0] == counts[1]


def test_draft_of_somebody_else_cannot_be_taken_by_its_key(sign_in, draft) -> None:
    page = sign_in(person()).post(reverse(START), first_step(submission_key=draft.key))
    assert page.status_code == 403
    assert uuid4() != draft.key
