"""Words planted wherever something is hidden. None of them may come into the index: into no document, no column, no
suggestion, no facet, not even into the bytes of its file.
"""

import sqlite3
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from pytest_django import Settings
from wagtail.documents.models import Document
from wagtail.models import Collection, CollectionViewRestriction, PageViewRestriction

from accounts.models import User
from cms.blocks.body import body_from
from cms.outbox.worker import drain
from cms.uploads.intake import admit
from consultations.meetings.models import AgendaItem, Meeting, MeetingSeries
from consultations.organisations.models import Organisation
from consultations.postulates.models import Attachment, Postulate
from consultations.postulates.services import add_files, add_note, start_draft
from home.models import NewsPage, SectionPage
from home.services import create_page, publish_page
from search.attachments.models import FileText
from search.engines.columns import encoded
from search.engines.protocol import Engine
from search.queries import find
from search.services import rebuild, refresh_later
from search.sources import all_sources
from tests.consultations.postulates.conftest import *
from tests.consultations.postulates.conftest import TEXT, Act, Cast
from tests.consultations.postulates.stage import HIDDEN, WORDS, set_the_stage
from tests.home.conftest import *
from tests.people import organisation, person, unit

pytestmark = pytest.mark.django_db
LANGUAGES = ("pl", "uk", "en")
# Shown to everybody on purpose: without them the rest would prove nothing.
LIVE = ("wronajawna", "wronapubliczna", "wronaodpowiedz", "wronaspotkanie", "wronadokument", "wronafundacja")


class Nest:
    """Gives out words that are in no other text, and remembers them."""

    def __init__(self) -> None:
        self.words: list[str] = []

    def word(self, place: str) -> str:
        self.words.append(f"kanarek{place}")
        return self.words[-1]


@pytest.fixture
def nest() -> Nest:
    return Nest()


def upload(text: str, name: str = "plik.txt") -> Any:
    return admit(SimpleUploadedFile(name, text.encode(), "text/plain"))


@pytest.fixture
def case(nest: Nest, cast: Cast, act: Act, settings: Settings) -> Postulate:
    """A public, answered case with a canary in each of its hidden corners."""
    word = nest.word
    cast.author.first_name, cast.author.last_name = word("imie"), word("nazwisko")
    cast.author.save()
    text = TEXT | {
        "title": "wronajawna", "problem": f"wronapubliczna {word('zakryte')}", "contact_name": word("kontakt"),
        "contact_phone": "600147147", "sender_name": word("nadawca"), "sender_address": word("adres"),
    }  # fmt: skip
    made = start_draft(actor=cast.author, key=uuid4(), organisation=cast.filer, text=text, topics=[])
    _files(made, cast, nest, settings)
    for move, actor, details in _story(cast, nest):
        act(made, move, actor, **details)
    _hide(made, cast, act)
    _answer(made, cast, act, nest)
    add_note(postulate_id=made.pk, actor=cast.official, body=word("notatka"), submission_key=uuid4())
    return made


def _files(case: Postulate, cast: Cast, nest: Nest, settings: Settings) -> None:
    by = {"postulate_id": case.pk, "actor": cast.author, "purpose": Attachment.Purpose.SUPPORT}
    add_files(uploads=[upload(nest.word("ukrytyplik"), f"{nest.word('nazwapliku')}.txt")], **by)
    drain()
    settings.UPLOADS_WITHOUT_SCANNER = "hold"
    add_files(uploads=[upload(nest.word("kwarantanna"))], description=nest.word("opiskwarantanny"), **by)
    drain()


def _story(cast: Cast, nest: Nest) -> list[tuple[str, User, dict[str, Any]]]:
    word, soon = nest.word, timezone.localdate() + timedelta(days=7)
    return [
        ("submit", cast.author, {}),
        ("claim", cast.moderator, {}),
        ("return", cast.moderator, {"reason": word("zwrot"), "due_on": soon}),
        ("resubmit", cast.author, {}),
        ("ask_opinion", cast.moderator, {"question": word("pytanieopinia")}),
        ("give_opinion", cast.other_moderator, {"opinion": word("opinia")}),
        ("register", cast.moderator, {"legal_kind": "postulate"}),
        ("add", cast.author, {"addendum": word("dopisek")}),
        ("route", cast.coordinator, {"lead_unit": unit("ngo-policy"), "reason": ""}),
        ("accept", cast.official, {}),
        ("ask_author", cast.official, {"question": word("pytanieautor")}),
        ("reply", cast.author, {"reply": word("odpowiedzautora")}),
    ]


def _hide(case: Postulate, cast: Cast, act: Act) -> None:
    translated = {"language": "en", "translated_title": "T", "translated_request": "R"}
    act(case, "translate", cast.coordinator, **translated, translated_problem="kanarektlumaczenie")
    passage = {"target": "problem", "passage": "kanarekzakryte", "redaction_reason": "personal_data"}
    act(case, "redact", cast.moderator, **passage)
    file = {"attachment": case.attachments.first(), "redaction_reason": "secret", "hides": "file"}
    act(case, "redact_file", cast.moderator, **file)


def _answer(case: Postulate, cast: Cast, act: Act, nest: Nest) -> None:
    answer = {"outcome": "planned", "response": "wronaodpowiedz"}
    act(case, "draft_response", cast.official, outcome="planned", response=nest.word("szkicodpowiedzi"))
    act(case, "propose_response", cast.official, outcome="planned", response=nest.word("niezatwierdzona"))
    act(case, "request_changes", cast.head, reason=nest.word("uwagi"))
    act(case, "propose_response", cast.official, **answer)
    act(case, "approve", cast.head)
    act(case, "publish", cast.coordinator)
    correction = {"outcome": "planned", "response": nest.word("sprostowanie"), "reason": nest.word("powod")}
    act(case, "propose_correction", cast.official, **correction)


@pytest.fixture
def private(nest: Nest, cast: Cast, act: Act) -> Postulate:
    """A case that only waits for a moderator, with a file."""
    text = TEXT | {"title": nest.word("nieopublikowana"), "problem": nest.word("prywatna")}
    made = start_draft(actor=cast.author, key=uuid4(), organisation=cast.filer, text=text, topics=[])
    files = [upload(nest.word("plikprywatny"))]
    add_files(postulate_id=made.pk, actor=cast.author, uploads=files, purpose=Attachment.Purpose.SUPPORT)
    return act(made, "submit", cast.author)


@pytest.fixture
def meeting(nest: Nest, private: Postulate) -> Meeting:
    series = MeetingSeries.objects.create(name="Rada")
    soon = timezone.now() + timedelta(days=3)
    Meeting.objects.create(series=series, starts_at=soon, title=nest.word("spotkanie"), minutes=nest.word("protokol"))
    made = Meeting.objects.create(series=series, starts_at=soon, title="wronaspotkanie", is_published=True)
    AgendaItem.objects.create(meeting=made, postulate=private, title=nest.word("punkt"))
    return made


@pytest.fixture
def pages(nest: Nest, home: Any, section: SectionPage, write_news: Callable[..., NewsPage], editor: User) -> NewsPage:
    write_news(nest.word("szkicstrony"), live=False)
    inner = publish_page(create_page(section, SectionPage(title=nest.word("sekcja")), actor=editor), actor=editor)
    below = create_page(inner, NewsPage(title=nest.word("pod"), lead="x"), actor=editor)
    publish_page(below, actor=editor)
    PageViewRestriction.objects.create(page=inner, restriction_type=PageViewRestriction.LOGIN)
    live = write_news("Wiadomość", body=_links(nest))
    live.title = nest.word("zmieniona")
    live.press_contact = nest.word("rzecznik")
    live.save_revision(user=editor)
    gone = write_news(nest.word("zdjeta"))
    gone.unpublish()
    return live


def _links(nest: Nest) -> Any:
    root = Collection.get_first_root_node()
    secret = root.add_child(name="Poufne")
    CollectionViewRestriction.objects.create(collection=secret, restriction_type="login")
    rows = [
        Document.objects.create(title="Regulamin", file=_file("wronadokument")),
        Document.objects.create(title=nest.word("tytulpoufny"), file=_file(nest.word("poufny")), collection=secret),
    ]
    Document.objects.create(title=nest.word("niepodlinkowany"), file=_file(nest.word("lezy")))
    links = "".join(f'<a id="{row.pk}" linktype="document">plik</a> ' for row in rows)
    return body_from([{"type": "paragraph", "value": f"<p>{links}</p>"}])


def _file(text: str) -> ContentFile:
    return ContentFile(text.encode(), f"{uuid4().hex}.txt")


@pytest.fixture
def organisations(nest: Nest, city: None) -> None:
    hidden = {"legal_name": nest.word("niezweryfikowana"), "description": nest.word("opis")}
    made = organisation("wronafundacja", owner=person(name=nest.word("czlonek")))
    for row in (made, Organisation.objects.create(kind=Organisation.Kind.ASSOCIATION, **hidden)):
        refresh_later("organisations", row.pk)


@pytest.fixture
def planted(nest, index, case, private, meeting, pages, organisations) -> Nest:
    drain()
    return nest


def test_planted_words_are_in_no_document(planted: Nest) -> None:
    everything = "".join(repr(document) for source in all_sources() for document in source.documents(source.all_pks()))
    assert [word for word in LIVE if word not in everything] == []
    assert [word for word in planted.words if word in everything] == []


def test_planted_words_are_in_no_column_of_the_index(planted: Nest, settings: Settings) -> None:
    assert _leaks(planted, _tables(_path(settings))) == []
    rebuild()
    assert _leaks(planted, _tables(_path(settings))) == []


def test_what_was_never_public_is_not_in_the_bytes_of_the_index(planted: Nest, settings: Settings) -> None:
    once_public = {"kanarekzakryte", "kanarektlumaczenie", "kanarekukrytyplik", "kanareksekcja", "kanarekpod"}
    written = b"".join(part.read_bytes() for part in _path(settings).parent.glob("search.sqlite3*"))
    assert b"wronajawna" in written
    never = [word for word in planted.words if word not in once_public]
    assert [word for word in never if word.encode() in written or encoded(word).encode() in written] == []


def test_planted_words_are_neither_found_nor_suggested(planted: Nest, index: Engine) -> None:
    assert find("wronajawna", user_language="pl").findings
    assert index.lexicon.beginning_with("wronajaw", 5)
    assert index.lexicon.beginning_with("kanarek", 500) == ()
    assert index.titles_beginning_with(("kanarek",), "pl", 50) == ()
    for word in planted.words:
        found = find(f'"{word}"', user_language="pl")
        assert not [row for row in found.findings if word in f"{row.title}{row.excerpt}"], word
        assert index.lexicon.close_to(word, 5) == (), word


def test_facets_count_only_what_is_public(planted: Nest) -> None:
    found = find("wronaspotkanie wronajawna wronafundacja wronadokument wronaodpowiedz", user_language="pl")
    assert found.facets["kind"] == {
        "meeting": 1, "postulate": 1, "organisation": 1, "document": 1, "answer": 1,
    }  # fmt: skip
    states = {state for source in all_sources() for state in source.state_labels()}
    assert set(found.facets["state"]) <= states


def test_words_of_files_that_are_not_public_are_not_kept(planted: Nest) -> None:
    assert sorted(FileText.objects.values_list("text", flat=True)) == ["wronadokument"]


def test_search_says_of_a_case_nothing_that_its_page_does_not(index: Engine, settings, cast, act) -> None:
    stage = set_the_stage(cast, act)
    drain()
    path = stage.case.get_absolute_url()
    shown = "".join(Client().get(path.replace("/pl/", f"/{code}/")).content.decode() for code in LANGUAGES)
    secret = {name: word for name, word in WORDS.items() if word not in shown}
    assert set(HIDDEN) <= set(secret)
    # Organisations are found by themselves, but not with this case.
    sources = [source for source in all_sources() if source.name != "organisations"]
    everything = "".join(repr(document) for source in sources for document in source.documents(source.all_pks()))
    tables = _tables(_path(settings))
    assert WORDS["title"] in everything
    assert [name for name, word in secret.items() if word in everything] == []
    told = {name: word for name, word in secret.items() if "organisation" not in name and "co-signer" not in name}
    assert [name for name, word in told.items() if word in tables or encoded(word) in tables] == []


def test_what_is_hidden_vanishes_with_the_next_run_of_the_worker(planted, case, cast, act, settings) -> None:
    assert "wronapubliczna" in _tables(_path(settings))
    act(case, "redact", cast.moderator, target="problem", passage="wronapubliczna", redaction_reason="secret")
    drain()
    assert "wronapubliczna" not in _tables(_path(settings))


def _path(settings: Settings) -> Path:
    return Path(settings.SEARCH_ENGINE["OPTIONS"]["path"])


def _tables(path: Path) -> str:
    """Return everything that can be read from the tables of the index, its lists of words included."""
    connection = sqlite3.connect(path)
    connection.execute("CREATE VIRTUAL TABLE temp.terms USING fts5vocab('main', 'words', 'row')")
    tables = [row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    parts = [repr(row) for table in [*tables, "temp.terms"] for row in connection.execute(f"SELECT * FROM {table}")]  # noqa: S608
    connection.close()
    return "\n".join(parts)


def _leaks(planted: Nest, tables: str) -> list[str]:
    assert [word for word in LIVE if word not in tables] == []
    return [word for word in planted.words if word in tables or encoded(word) in tables]
