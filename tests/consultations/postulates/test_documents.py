"""What the search knows of cases beside their texts: answers, promises, translations, files, and what they follow."""

from collections.abc import Callable
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from city.models import Topic
from cms.outbox.models import OutboxEntry
from cms.uploads.scanning import ScanState
from consultations.postulates.documents import (
    AnswerSource,
    CommitmentSource,
    PostulateSource,
    WorkingTranslationSource,
    files_of_cases,
    sources_of_cases,
)
from consultations.postulates.models import Attachment, Commitment, Postulate, Response
from consultations.postulates.services import plan_milestone, update_commitment
from consultations.postulates.signals import FOLLOWED
from search.attachments.models import FileText
from search.documents import SearchDocument
from tests.people import organisation

from .test_working_translations import TRANSLATED

ANSWER_IN_UKRAINIAN = {"language": "uk", "response": "Місто розгляне, що дозволяє бюджет."}


def of(source, case) -> SearchDocument | None:
    return next(iter(source.documents([case.pk])), None)


@pytest.fixture
def promise(answered) -> Commitment:
    return Commitment.objects.get(response__postulate=answered)


def test_case_bears_its_units_its_state_and_its_topics(answered) -> None:
    document = of(PostulateSource(), answered)
    assert document.facets == {
        "kind": ("postulate",), "language": ("pl",), "topic": ("own-contribution",), "unit": ("ngo-policy", "finance"),
        "state": ("case-finished",), "year": (str(timezone.localdate().year),),
    }  # fmt: skip


@pytest.mark.parametrize("source", sources_of_cases(), ids=lambda source: source.name)
def test_every_kind_and_state_has_a_label(source, answered, cast, act) -> None:
    act(answered, "translate", cast.coordinator, **TRANSLATED)
    act(answered, "translate_response", cast.coordinator, **ANSWER_IN_UKRAINIAN)
    for document in source.documents(source.all_pks()):
        assert document.kind in source.kinds
        assert document.kind in source.kind_labels()
        assert document.state in source.state_labels()


def test_answer_is_found_and_leads_to_its_place_on_the_page_of_the_case(answered) -> None:
    document = of(AnswerSource("pl"), answered)
    assert document.body == "Miasto przeanalizuje, na co pozwala budżet."
    assert (document.kind, document.language, document.state) == ("answer", "pl", "answer-planned")
    assert answered.title in document.title
    assert document.units == ("ngo-policy",)
    address, place = document.url.split("#")
    assert f'id="{place}"' in Client().get(address).content.decode()


def test_translated_answer_is_a_document_in_its_own_language(answered, cast, act) -> None:
    assert of(AnswerSource("uk"), answered) is None
    act(answered, "translate_response", cast.coordinator, **ANSWER_IN_UKRAINIAN)
    document = of(AnswerSource("uk"), answered)
    assert (document.language, document.body) == ("uk", ANSWER_IN_UKRAINIAN["response"])
    assert answered.title not in document.title, "a Polish title is no Ukrainian text"
    assert answered.title in document.keywords
    assert list(AnswerSource("uk").all_pks()) == [answered.pk]


def test_answer_in_preparation_is_not_found(in_approval) -> None:
    assert of(AnswerSource("pl"), in_approval) is None
    assert of(CommitmentSource(), Commitment.objects.get()) is None
    assert not [pk for source in sources_of_cases() if source.name.startswith("answers") for pk in source.all_pks()]


def test_only_the_answer_in_force_is_found(answered, cast, act) -> None:
    act(
        answered, "propose_correction", cast.official,
        response="Miasto policzy koszty.", outcome="accepted", reason="Błąd w liczbach.",
    )  # fmt: skip
    assert "policzy" not in of(AnswerSource("pl"), answered).body
    act(answered, "approve", cast.head)
    act(answered, "publish_correction", cast.coordinator)
    document = of(AnswerSource("pl"), answered)
    assert "przeanalizuje" not in document.body
    assert "policzy koszty" in document.body
    assert "Błąd w liczbach." in document.body
    assert Response.objects.filter(postulate=answered).count() == 2


def test_working_translation_is_a_document_in_its_language_until_words_are_hidden(registered, cast, act) -> None:
    act(registered, "translate", cast.coordinator, **TRANSLATED)
    source = WorkingTranslationSource("en")
    document = of(source, registered)
    assert (document.kind, document.language, document.title) == ("postulate", "en", TRANSLATED["translated_title"])
    act(registered, "redact", cast.moderator, target="problem", passage="wkładu", redaction_reason="personal_data")
    assert of(source, registered) is None
    assert source.affected_by("postulates", registered.pk) == [registered.pk], "so that it leaves the index"


def test_promise_is_found_with_what_was_reported(promise, cast) -> None:
    update_commitment(commitment_id=promise.pk, actor=cast.official, status="in_progress", reason="Zebraliśmy dane.")
    plan_milestone(commitment_id=promise.pk, actor=cast.official, text="Rozmowa z księgowością")
    document = of(CommitmentSource(), promise)
    assert document.title == "Analiza możliwości przywrócenia funduszu"
    assert "Zebraliśmy dane." in document.body
    assert "Rozmowa z księgowością" in document.body
    assert (document.kind, document.state, document.units) == ("commitment", "commitment-in_progress", ("ngo-policy",))
    assert Client().get(document.url).status_code == 200


def test_hidden_words_of_a_report_are_not_found(promise, answered, cast, act) -> None:
    update_commitment(commitment_id=promise.pk, actor=cast.official, status="in_progress", reason="Pani Nowak zbiera.")
    entry = answered.events.get(move="commitment")
    act(answered, "redact_entry", cast.moderator, entry=entry, redaction_reason="personal_data")
    assert "Nowak" not in repr(of(CommitmentSource(), promise))


def test_organisations_are_found_by_name_only_where_they_agreed(registered, cast) -> None:
    assert cast.filer.legal_name in of(PostulateSource(), registered).keywords
    assert PostulateSource().affected_by("organisations", cast.filer.pk) == [registered.pk]
    Postulate.objects.filter(pk=registered.pk).update(show_name=False)
    assert cast.filer.legal_name not in repr(of(PostulateSource(), registered))
    assert PostulateSource().affected_by("organisations", cast.filer.pk) == []


def test_people_are_never_found_by_name(answered, cast) -> None:
    cast.author.first_name, cast.author.last_name = "Halina", "Wymyślona"
    cast.author.save()
    Postulate.objects.filter(pk=answered.pk).update(organisation=None, show_name=True)
    for source in sources_of_cases():
        assert "Wymyślona" not in repr(list(source.documents(source.all_pks())))


def attach(case, by, **fields) -> Attachment:
    given = {
        "name": "plik.txt", "original": "x", "content_type": "text/plain", "size": 1, "sha256": "d" * 64,
        "scan": ScanState.CLEAN, "description": "Zestawienie kosztów",
    } | fields  # fmt: skip
    return Attachment.objects.create(postulate=case, uploaded_by=by, **given)


@pytest.mark.parametrize(
    ("fields", "is_public"),
    [
        ({}, True),
        ({"scan": ScanState.NOT_SCANNED}, True),
        ({"scan": ScanState.QUARANTINED}, False),
        ({"scan": ScanState.INFECTED}, False),
        ({"is_withheld": True}, False),
        ({"original": ""}, False),
        ({"purpose": Attachment.Purpose.ANSWER}, False),
        ({"purpose": Attachment.Purpose.ANSWER, "uploaded_at": timezone.now() - timedelta(days=9)}, True),
    ],
)
def test_words_of_exactly_the_public_files_are_found(answered, cast, fields, is_public) -> None:
    row = attach(answered, cast.author, **fields)
    assert [file.pk for file in files_of_cases([answered.pk])] == [row.pk] * is_public
    FileText.objects.create(
        source="postulates", pk_of_thing=answered.pk, file=row.pk, digest=row.sha256, text="Wykaz świetlic"
    )
    document = of(PostulateSource(), answered)
    assert ("świetlic" in document.attachments, "kosztów" in document.body) == (is_public, is_public)


def test_files_of_a_case_that_is_not_public_are_not_read(in_moderation, cast) -> None:
    attach(in_moderation, cast.author)
    assert list(files_of_cases(None)) == []


def test_every_language_of_a_topic_names_the_cases_about_it(registered) -> None:
    topic = registered.topics.get()
    other = Topic.objects.get(translation_key=topic.translation_key, locale__language_code="uk")
    for source in sources_of_cases():
        expected = [] if source.name == "commitments" else [registered.pk]
        assert source.affected_by("topics", other.pk) == expected


def test_reason_that_becomes_public_or_secret_has_its_cases_read_again(in_moderation, cast, act, reason) -> None:
    act(in_moderation, "reject", cast.moderator, rejection_reason=reason, note="Proszę poprawić.")
    assert PostulateSource().affected_by("rejection-reasons", reason.pk) == [in_moderation.pk]
    OutboxEntry.objects.all().delete()
    reason.is_public = True
    reason.save()
    assert [row.payload for row in OutboxEntry.objects.filter(topic="search.refresh")] == [
        {"source": "rejection-reasons", "pk": reason.pk}
    ]
    assert set(FOLLOWED.values()) <= {name for source in sources_of_cases() for name in source.follows}


@pytest.fixture
def many(answered, cast, act) -> Callable[[int], list[int]]:
    """Return the keys of so many public cases, each with everything a document is made of."""
    act(answered, "translate", cast.coordinator, **TRANSLATED)
    act(answered, "translate_response", cast.coordinator, **ANSWER_IN_UKRAINIAN)

    def make(count: int) -> list[int]:
        return [answered.pk, *(_copy(answered, cast, number).pk for number in range(1, count))]

    return make


def _copy(case: Postulate, cast, number: int) -> Postulate:
    topics, responses = list(case.topics.all()), list(case.responses.all())
    copy = Postulate.objects.get(pk=case.pk)
    copy.pk, copy.number, copy.key = None, 9000 + number, uuid4()
    copy.organisation = organisation(f"Fundacja {number} (demo)")
    copy.save()
    copy.topics.set(topics)
    attach(copy, cast.author)
    for response in responses:
        response.pk, response.postulate = None, copy
        response.save()
        Commitment.objects.create(response=response, responsible_unit=response.unit, text=f"Obietnica {number}")
        response.translations.create(language="uk", body="Переклад", translated_by=cast.author)
    copy.translations.create(language="en", title="T", problem="P", request="R", translated_by=cast.author)
    return copy


@pytest.mark.parametrize("source", sources_of_cases(), ids=lambda source: source.name)
def test_many_documents_take_as_many_queries_as_few(source, many) -> None:
    many(6)
    pks = list(source.all_pks())
    counts = []
    for some in (pks[:2], pks):
        with CaptureQueriesContext(connection) as queries:
            list(source.documents(some))
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_files_of_many_cases_take_as_many_queries_as_those_of_few(many) -> None:
    pks = many(6)
    counts = []
    for some in (pks[:2], pks):
        with CaptureQueriesContext(connection) as queries:
            list(files_of_cases(some))
        counts.append(len(queries))
    assert counts[0] == counts[1]
