"""The index follows: after every single change the worker leaves nothing for the nightly comparison to mend.

Each step of the walks is a change as people make it. When the worker has run, the index is compared with what is
public; the least difference is a forgotten outbox row.
"""

from collections.abc import Callable
from datetime import date, timedelta
from itertools import count
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from wagtail.documents.models import Document
from wagtail.models import Collection, CollectionViewRestriction, Locale, PageViewRestriction

from accounts.models import User
from city.models import ContactPoint, Topic
from cms.blocks.body import body_from
from cms.outbox.worker import drain
from cms.uploads.intake import admit
from consultations.meetings.models import AgendaItem, Meeting, MeetingSeries
from consultations.meetings.services import carry_over
from consultations.organisations.models import Decision
from consultations.organisations.services import decide_verification, update_organisation
from consultations.postulates.models import Attachment, Commitment, Milestone, Postulate
from consultations.postulates.services import (
    add_files,
    add_note,
    finish_milestone,
    hand_over,
    handle_report,
    plan_milestone,
    publish_together,
    remove_file,
    report_case,
    start_draft,
    update_commitment,
)
from consultations.postulates.workflow import MOVES, PUBLIC, PUBLIC_ONCE_REGISTERED, State
from home.calls.models import Announcement, Call, CallDeadline
from home.calls.services import cancel_call, extend_deadline
from home.downloads import DownloadSource
from home.handlers import note_calls_moved, note_events_over
from home.models import CallPage, EventPage, Fragment, HomePage, NewsPage, SectionPage
from home.services import create_page, publish_page
from search.engines.protocol import Engine
from search.services import rebuild, reconcile
from tests.clock import freeze_time
from tests.consultations.postulates.conftest import *
from tests.consultations.postulates.conftest import TEXT, Act, Cast
from tests.consultations.postulates.test_working_translations import TRANSLATED
from tests.home.conftest import *
from tests.people import official, unit

pytestmark = pytest.mark.django_db
Step = Callable[..., Any]
_keys = count()


@pytest.fixture
def step(index: Engine, city: None) -> Step:
    """Make a change, let the worker run, and compare; the index is complete before the first step."""
    drain()
    rebuild()

    def make(name: str, change: Callable[..., Any], *args: Any, **details: Any) -> Any:
        result = change(*args, **details)
        drain()
        drift = reconcile(repair=False)
        assert not drift, f"{name}: {drift}"
        return result

    return make


@pytest.fixture
def walked() -> set[str]:
    return set()


@pytest.fixture
def move(step: Step, act: Act, walked: set[str]) -> Step:
    def make(case: Postulate, name: str, actor: User, **details: Any) -> Postulate:
        walked.add(name)
        return step(name, act, case, name, actor, **details)

    return make


def upload(text: str) -> Any:
    return admit(SimpleUploadedFile("zestawienie.txt", text.encode(), "text/plain"))


@pytest.fixture
def filed(cast: Cast, act: Act) -> Callable[[], Postulate]:
    """A case with a file that a moderator has taken on, not public yet."""

    def make() -> Postulate:
        topic = Topic.objects.facts().get(code="own-contribution")
        text = TEXT | {"title": f"Przywrócenie funduszu {next(_keys)}"}
        case = start_draft(actor=cast.author, key=uuid4(), organisation=cast.filer, text=text, topics=[topic])
        files = [upload("Zestawienie wydatków na świetlice")]
        add_files(postulate_id=case.pk, actor=cast.author, uploads=files, purpose="support", description="Wydatki")
        act(case, "submit", cast.author)
        return act(case, "claim", cast.moderator)

    return make


def test_every_move_of_a_public_case_is_followed(filed, move, step, walked, cast, act, reason) -> None:
    case = step("filed", filed)
    _moderate(move(case, "register", cast.moderator, legal_kind="postulate"), move, cast)
    _work_on(case, move, cast)
    _answer(case, move, step, cast)
    _end_otherwise(case, filed, move, step, cast, reason)
    public = PUBLIC | PUBLIC_ONCE_REGISTERED | {State.REJECTED}
    assert {row.name for row in MOVES if row.sources & public} - walked == set()


def _moderate(case: Postulate, move: Step, cast: Cast) -> None:
    move(case, "requalify", cast.moderator, legal_kind="wniosek", reason="Tak wynika z treści.")
    move(case, "translate", cast.coordinator, **TRANSLATED)
    move(case, "add", cast.author, addendum="Dopisujemy dane o świetlicach.")
    move(case, "release_addendum", cast.moderator, released=case.addenda.get())
    move(case, "redact", cast.moderator, target="problem", passage="wkładu własnego", redaction_reason="personal_data")
    move(case, "lift_redaction", cast.moderator, redaction=case.redactions.last(), reason="Pomyłka.")
    file = {"attachment": case.attachments.get(), "redaction_reason": "secret"}
    move(case, "redact_file", cast.moderator, hides="file", public_copy=upload("Zestawienie bez nazwisk"), **file)
    move(case, "lift_redaction", cast.moderator, redaction=case.redactions.last(), reason="Pomyłka.")
    move(case, "redact_file", cast.moderator, hides="name", public_name="plik.txt", **file)
    entry = case.events.get(move="requalify")
    move(case, "redact_entry", cast.moderator, entry=entry, redaction_reason="third_party")


def _work_on(case: Postulate, move: Step, cast: Cast) -> None:
    soon = timezone.localdate() + timedelta(days=5)
    other = official("it")
    question = {"unit": unit("finance"), "question": "Na co pozwala budżet?", "due_on": None}
    move(case, "route", cast.coordinator, lead_unit=unit("ngo-policy"))
    move(case, "decline", cast.official, reason="To nie nasza sprawa.")
    move(case, "route", cast.coordinator, lead_unit=unit("education"))
    move(case, "reroute", cast.coordinator, lead_unit=unit("ngo-policy"), reason="Błąd.", contributions=[question])
    move(case, "accept", cast.official)
    move(case, "appoint", cast.head, officer=cast.official)
    move(case, "ask_unit", cast.official, unit=unit("it"), question="Czy system to umie?", due_on=soon)
    move(case, "contribute", cast.contributor, part="Budżet pozwala.")
    move(case, "decline_part", other, reason="Nie wiemy.")
    move(case, "ask_author", cast.official, question="Ile osób?")
    move(case, "reply", cast.author, reply="Sto.")
    move(case, "ask_author", cast.official, question="Od kiedy?")
    move(case, "resume", cast.official, reason="Wiemy już.")
    case.refresh_from_db()
    move(case, "extend", cast.coordinator, due_on=case.due_on + timedelta(days=14), reason="Potrzebujemy danych.")


def _answer(case: Postulate, move: Step, step: Step, cast: Cast) -> None:
    text = {"outcome": "planned", "response": "Miasto policzy koszty świetlic."}
    move(case, "draft_response", cast.official, **text)
    move(case, "propose_response", cast.official, **text, commitment="Policzymy koszty")
    move(case, "request_changes", cast.head, reason="Za krótko.")
    move(case, "propose_response", cast.official, **text, commitment="Policzymy koszty świetlic")
    move(case, "approve", cast.head)
    move(case, "publish", cast.coordinator)
    move(case, "translate_response", cast.coordinator, language="uk", response="Місто порахує витрати.")
    correction = {"outcome": "accepted", "response": "Miasto policzyło koszty.", "reason": "Nowe dane."}
    move(case, "propose_correction", cast.official, **correction)
    move(case, "refuse_correction", cast.head, reason="Jeszcze nie.")
    move(case, "propose_correction", cast.official, **correction)
    move(case, "approve", cast.head)
    move(case, "publish_correction", cast.coordinator)
    _keep_promises(case, step, cast)
    move(case, "reopen", cast.author, reason="Nic się nie zmieniło.")
    move(case, "propose_response", cast.official, **text)
    move(case, "approve", cast.head)
    case.refresh_from_db()
    chosen = [(case.pk, case.version)]
    step("publish_together", publish_together, actor=cast.coordinator, chosen=chosen, submission_key=uuid4())
    move(case, "reopen_by_city", cast.coordinator, reason="Są nowe pieniądze.")
    move(case, "propose_response", cast.official, **text)
    move(case, "approve", cast.head)
    move(case, "publish", cast.coordinator)
    move(case, "close", cast.coordinator)


def _keep_promises(case: Postulate, step: Step, cast: Cast) -> None:
    promise = Commitment.objects.public().get(response__postulate=case)
    by = {"commitment_id": promise.pk, "actor": cast.official}
    step("update_commitment", update_commitment, **by, status="in_progress", reason="Zbieramy dane.", progress=20)
    step("plan_milestone", plan_milestone, **by, text="Rozmowa z dzielnicami")
    milestone = Milestone.objects.get()
    step("finish_milestone", finish_milestone, milestone_id=milestone.pk, actor=cast.official, done_on=date.today())


def _end_otherwise(lead: Postulate, filed: Step, move: Step, step: Step, cast: Cast, reason: Any) -> None:
    public = [move(filed(), "register", cast.moderator, legal_kind="postulate") for _number in range(2)]
    move(public[0], "join", cast.moderator, duplicate_of=public[1])
    move(public[0], "separate_registered", cast.moderator, reason="To jednak co innego.")
    move(public[0], "withdraw", cast.author, reason="Załatwione.")
    fresh = filed()
    move(fresh, "join", cast.moderator, duplicate_of=public[1])
    move(fresh, "separate", cast.moderator, reason="To jednak co innego.")
    move(public[1], "transfer_out", cast.coordinator, body="Wojewoda Małopolski", reason="To jego zadanie.")
    rejected = move(fresh, "reject", cast.moderator, rejection_reason=reason, note="Proszę poprawić.")
    for is_public in (True, False, True):
        reason.is_public = is_public
        step("the reason decides who reads it", reason.save)
    move(rejected, "appeal", cast.author, reason="Nie zgadzamy się.")


def test_what_happens_beside_the_moves_is_followed(in_progress, answered, step, cast, act) -> None:
    case, key = answered, {"submission_key": uuid4()}
    step("note", add_note, postulate_id=case.pk, actor=cast.official, body="Zadzwonić.", submission_key=uuid4())
    report = step("report", report_case, postulate_id=case.pk, reason="spam", text="Reklama!", **key)
    step("handled", handle_report, report_id=report.pk, actor=cast.moderator, resolution="Zostaje.")
    colleague = official("ngo-policy")
    step("hand over", hand_over, actor=cast.head, giver_id=cast.official.pk, receiver_id=colleague.pk)
    case = act(case, "reopen_by_city", cast.coordinator, reason="Nowe dane.")
    answer = {"postulate_id": case.pk, "actor": cast.official, "uploads": [upload("Wyliczenie kosztów")]}
    step("file", add_files, purpose=Attachment.Purpose.ANSWER, **answer)
    step("file taken back", remove_file, attachment_id=Attachment.objects.get().pk, actor=cast.official)


def test_what_the_city_edits_beside_cases_is_followed(answered, step, cast) -> None:
    topic = answered.topics.get()
    for row in Topic.objects.filter(translation_key=topic.translation_key):
        row.name = f"{row.name} i spółki"
        step(f"new name of a topic in {row.locale}", row.save)
    owner = cast.author
    given = {"actor": owner, "organisation_id": cast.filer.pk}
    step("new name", update_organisation, **given, legal_name="Grupa Zmieniona (demo)", kind="informal_group")
    decided = {"actor": cast.moderator, "organisation_id": cast.filer.pk, "reason": "Sprawdzono."}
    for status in (Decision.VERIFIED, Decision.SUSPENDED, Decision.RESTORED):
        step(status, decide_verification, **decided, status=status)


def test_meetings_are_followed(answered, step, cast, act) -> None:
    series = MeetingSeries.objects.create(name="Rada organizacji")
    soon = timezone.now() + timedelta(days=9)
    meeting = step("made", Meeting.objects.create, series=series, title="Spotkanie", starts_at=soon, is_published=True)
    step("carried over", carry_over, meeting=meeting)
    step("a case on the agenda", AgendaItem.objects.create, meeting=meeting, postulate=answered)
    hidden = {"target": "title", "passage": "funduszu", "redaction_reason": "secret"}
    step("its title is hidden", act, answered, "redact", cast.moderator, **hidden)
    promise = {"commitment_id": Commitment.objects.get().pk, "actor": cast.official, "status": "done"}
    step("the promise is kept", update_commitment, **promise)
    step("it leaves the agenda", carry_over, meeting=meeting)
    series.name = "Rada"
    step("new name of the series", series.save)
    meeting.is_published = False
    step("hidden", meeting.save)
    step("deleted", meeting.delete)


def test_pages_are_followed(home: HomePage, section: SectionPage, write_news, translate, editor, step) -> None:
    topic = Topic.objects.create(code="invented", name="Seniorzy", locale=Locale.get_default())
    news: NewsPage = step("published", write_news, topics=[topic])
    step("translated", translate, news, "uk", title="Зустріч")
    topic.name = "Osoby starsze"
    step("new name of a topic", topic.save)
    copied = {"slug": "kopia", "title": "Kopia"}
    step("copied", lambda: news.copy(to=section, update_attrs=copied, keep_live=True, user=editor))
    news.title = "Nowy tytuł"
    step("draft", news.save_revision, user=editor)
    step("published anew", publish_page, news, actor=editor)
    restriction = step(
        "restricted", PageViewRestriction.objects.create, page=section, restriction_type=PageViewRestriction.LOGIN
    )
    step("opened", restriction.delete)
    target = step(
        "archive", lambda: publish_page(create_page(home, SectionPage(title="Archiwum"), actor=editor), actor=editor)
    )
    section.refresh_from_db()
    step("moved", section.move, target, pos="last-child")
    news.refresh_from_db()
    step("unpublished", news.unpublish)
    step("deleted", SectionPage.objects.get(pk=section.pk).delete)


def test_topics_and_places_that_go_are_followed(write_news, registered, step) -> None:
    locale = Locale.get_default()
    topic = Topic.objects.create(code="invented", name="Seniorzy", locale=locale)
    registered.topics.add(topic)
    point = ContactPoint.objects.create(code="desk", name="Okienko", responsibility="Rady", locale=locale)
    rebuild()
    step("published", write_news, topics=[topic], body=body_from([{"type": "contact", "value": point.pk}]))
    step("the place goes", point.delete)
    step("the topic goes", topic.delete)


def test_events_are_over_on_the_day_after(section: SectionPage, editor, step) -> None:
    today = timezone.localdate()
    with freeze_time(timezone.now()):
        page = EventPage(title="Dyżur", lead="Pytania.", starts_on=today)
        step("published", lambda: publish_page(create_page(section, page, actor=editor), actor=editor))
    with freeze_time(timezone.now() + timedelta(days=1)):
        step("over", note_events_over)


def test_calls_are_followed_through_every_act_and_by_the_clock(section: SectionPage, editor, step) -> None:
    now, topic = timezone.now(), Topic.objects.facts().first()
    opened = now - timedelta(days=40)
    call = Call.objects.create(reference="NGO/2026/7", opens_at=opened, unit=unit("ngo-policy"))
    deadline = CallDeadline.objects.create(call=call, at=now + timedelta(days=8))
    for place in Announcement.REQUIRED:
        Announcement.objects.create(call=call, place=place, on=timezone.localdate(opened))
    page = CallPage(title="Konkurs", lead="Na małe działania.", call=call)
    step("published", lambda: publish_page(create_page(section, page, actor=editor), actor=editor))
    step("new topic", call.topics.set, [topic])
    later, words = now + timedelta(days=10), {"pl": "Awaria systemu."}
    step(
        "extended", extend_deadline, deadline_id=deadline.pk, new=later, reason=words, decision_number="1", actor=editor
    )
    for days in (3, 10):
        with freeze_time(now + timedelta(days=days, hours=1)):
            step(f"after {days} days", note_calls_moved)
    step("cancelled", cancel_call, call_id=call.pk, reason={"pl": "Brak środków."}, actor=editor)


def test_reused_texts_and_contacts_are_followed(write_news, step) -> None:
    locale = Locale.get_default()
    fragment = Fragment.objects.create(code="fee", text="<p>Opłata 440 zł</p>", locale=locale)
    point = ContactPoint.objects.create(
        code="info", name="Punkt informacyjny", responsibility="Wszystko", locale=locale
    )
    body = [{"type": "fragment", "value": fragment.pk}, {"type": "contact", "value": point.pk}]
    step("published", write_news, body=body_from(body))
    fragment.text = "<p>Opłata 550 zł</p>"
    step("new words", fragment.save)
    point.name = "Centrum informacji"
    step("new name", point.save)


def test_documents_to_download_are_followed(write_news, editor, sign_in, step) -> None:
    folder = Collection.get_first_root_node().add_child(name="Regulaminy")
    document = step("alone", Document.objects.create, title="Regulamin", collection=folder, file=_file("Świetlica"))
    link = f'<p><a id="{document.pk}" linktype="document">regulamin</a></p>'
    news = step("linked", write_news, body=body_from([{"type": "paragraph", "value": link}]))
    document.title, document.file = "Nowy regulamin", _file("Dom kultury")
    step("replaced", document.save)
    restriction = step(
        "restricted", CollectionViewRestriction.objects.create, collection=folder, restriction_type="login"
    )
    step("opened", restriction.delete)
    other = Collection.get_first_root_node().add_child(name="Poufne")
    CollectionViewRestriction.objects.create(collection=other, restriction_type="login")
    step("collection moved", _move, folder.pk, other)
    step("and back", _move, folder.pk, Collection.get_first_root_node())
    client = sign_in(editor)
    address = f"/admin/bulk/wagtaildocs/document/add_to_collection/?id={document.pk}"
    sent = step("put away with others", client.post, address, {"collection": other.pk})
    assert sent.status_code == 302
    assert DownloadSource().all_pks() == []
    step("and back again", document.save)
    news.body = body_from([])
    step("linked no more", publish_page, news, actor=editor)
    news.body = body_from([{"type": "paragraph", "value": link}])
    step("linked again", publish_page, news, actor=editor)
    step("its page is gone", NewsPage.objects.get(pk=news.pk).delete)
    step("gone", document.delete)


def _move(pk: int, target: Collection) -> None:
    """Save a collection and then move it, as the admin's form does."""
    folder = Collection.objects.get(pk=pk)
    folder.save()
    folder.move(target, "sorted-child")


def _file(text: str) -> ContentFile:
    return ContentFile(text.encode(), f"{uuid4().hex}.txt")
