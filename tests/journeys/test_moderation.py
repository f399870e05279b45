"""Moderators at work: a text is returned and mended, registered, partly hidden, joined; a rejection is appealed."""

from dataclasses import dataclass
from uuid import uuid4

import pytest
from allauth.account.models import EmailAddress
from wagtail.models import Locale

from accounts.models import User
from accounts.roles import Role, sync_groups
from city.services import load_reference_data
from consultations.postulates.models import Postulate, RejectionReason
from consultations.postulates.services import move_postulate, report_case, save_text, start_draft
from consultations.postulates.workflow import State
from home.services import ensure_site
from search.services import rebuild
from tests.consultations.postulates.conftest import TEXT
from tests.people import organisation, person

pytestmark = [
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
    pytest.mark.browser,
]

PRIVATE = "Jan Zmyślony, tel. 600 000 147"


@dataclass
class Story:
    """Who takes part, the text that waits, and an older public case that says the same."""

    author: User
    moderator: User
    other_moderator: User
    case: Postulate
    older: Postulate

    def path_of(self, move: str) -> str:
        return f"/postulates/case/{self.case.key}/{move}/"

    def now(self) -> Postulate:
        return Postulate.objects.get(pk=self.case.pk)

    @property
    def page(self) -> str:
        return f"/postulates/{self.case.year}/{self.case.number}/"


COMPLETE = TEXT | {"concerns": "Organizacje z całego miasta", "contact_name": "Sekretariat"}


def _sent(author: User, filer, title: str) -> Postulate:
    draft = start_draft(actor=author, key=uuid4(), organisation=filer, text=COMPLETE | {"title": title}, topics=[])
    return move_postulate(postulate_id=draft.pk, move="submit", actor=author, version=draft.version)


@pytest.fixture
def story() -> Story:
    sync_groups()
    ensure_site()
    load_reference_data()
    author, moderator, other = person(language="en"), person(Role.MODERATOR), person(Role.MODERATOR)
    filer = organisation("Stowarzyszenie Wkład (demo)", owner=author)
    older = _sent(author, filer, "Fundusz wkładów własnych dla organizacji")
    for move, details in [("claim", {}), ("register", {"legal_kind": "postulate"})]:
        version = Postulate.objects.get(pk=older.pk).version
        move_postulate(postulate_id=older.pk, move=move, actor=moderator, version=version, **details)
    RejectionReason.objects.create(
        code="off-topic", name="Poza zakresem", explanation="To nie jest sprawa miasta.", locale=Locale.get_default()
    )
    rebuild()
    for user in User.objects.all():
        EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return Story(author, moderator, other, _sent(author, filer, "Przywrócenie funduszu wkładów własnych"), older)


@pytest.mark.parametrize("javascript", [True, False], ids=["with JavaScript", "without JavaScript"])
def test_text_is_returned_mended_registered_partly_hidden_and_joined(story, seat, javascript) -> None:
    moderator = seat("pl", javascript=javascript)
    moderator.sign_in(story.moderator)
    _takes_it_from_the_queue(story, moderator)
    _asks_for_a_correction(story, moderator)
    _author_mends_it(story, seat("en", width=320, javascript=javascript))
    _registers_it(story, moderator)
    _hides_a_passage(story, moderator)
    _public_reads_the_marker(story, seat("en", width=320, javascript=javascript))
    _joins_it_with_the_older_case(story, moderator)


def _takes_it_from_the_queue(story: Story, moderator) -> None:
    moderator.open("/postulates/queue/?facet=new")
    assert story.case.title in moderator.text()
    moderator.open(story.path_of("claim"))
    moderator.send()
    moderator.open("/postulates/queue/?facet=mine")
    assert story.case.title in moderator.text()


def _asks_for_a_correction(story: Story, moderator) -> None:
    moderator.open(story.path_of("return"))
    moderator.page.fill("[name=reason]", "Proszę dopisać, kto się zgłosił.")
    moderator.send()
    assert story.now().state is State.RETURNED


def _author_mends_it(story: Story, author) -> None:
    author.sign_in(story.author)
    author.open(story.page)
    assert "Proszę dopisać, kto się zgłosił." in author.text()
    author.open(f"/postulates/case/{story.case.key}/text/problem/")
    author.page.fill("[name=problem]", f"Zgłosił się {PRIVATE}. Bez wkładu nie ma środków.")
    author.send()
    author.open(story.path_of("resubmit"))
    author.press("Send the corrected text")
    assert story.now().state is State.IN_MODERATION


def _registers_it(story: Story, moderator) -> None:
    moderator.open(story.path_of("register"))
    moderator.page.check("[name=legal_kind][value=wniosek]")
    moderator.send()
    assert story.now().state is State.REGISTERED


def _hides_a_passage(story: Story, moderator) -> None:
    moderator.open(story.path_of("redact"))
    page = moderator.page
    if moderator.checks_accessibility:
        page.evaluate(_SELECT, PRIVATE)
        assert page.input_value("[name=passage]") == PRIVATE
        assert page.is_checked("[name=target][value=problem]")
    else:
        page.fill("[name=passage]", PRIVATE)
        page.check("[name=target][value=problem]")
    page.check("[name=redaction_reason][value=personal_data]")
    moderator.send()
    assert PRIVATE not in story.now().problem


_SELECT = """words => {
  const text = document.querySelector("[data-passage-of=problem]");
  const at = text.firstChild.data.indexOf(words);
  getSelection().setBaseAndExtent(text.firstChild, at, text.firstChild, at + words.length);
  text.dispatchEvent(new MouseEvent("mouseup", { bubbles: true }));
}"""


def _public_reads_the_marker(story: Story, reader) -> None:
    reader.open(story.page)
    assert PRIVATE not in reader.page.content()
    assert "Hidden: personal data" in reader.text()


def _joins_it_with_the_older_case(story: Story, moderator) -> None:
    moderator.open(story.path_of("join"))
    moderator.page.locator("main a", has_text=f"{story.older.reference}:").click()
    moderator.page.wait_for_load_state()
    assert moderator.page.input_value("[name=duplicate_of]") == story.older.reference
    moderator.send()
    assert story.now().duplicate_of == story.older
    moderator.open(f"/postulates/{story.older.year}/{story.older.number}/")
    assert story.case.reference in moderator.text()


def test_author_appeals_and_another_moderator_registers(story, seat) -> None:
    first = seat("pl")
    first.sign_in(story.moderator)
    for move in ("claim", "reject"):
        first.open(story.path_of(move))
        if move == "reject":
            assert "To nie jest sprawa miasta." in first.text()
            first.page.select_option("[name=rejection_reason]", label="Poza zakresem")
            first.page.fill("[name=note]", "Prosimy zwrócić się do województwa.")
        first.send()
    assert story.now().state is State.REJECTED
    author = seat("en", width=320)
    author.sign_in(story.author)
    author.open(story.page)
    assert "Prosimy zwrócić się do województwa." in author.text()
    author.open(story.path_of("appeal"))
    author.page.fill("[name=reason]", "Fundusz prowadziło miasto.")
    author.send()
    second = seat("pl")
    second.sign_in(story.other_moderator)
    second.open("/postulates/queue/?facet=appeals")
    assert story.case.title in second.text()
    second.open(story.path_of("claim"))
    second.send()
    second.open(story.path_of("register"))
    second.page.check("[name=legal_kind][value=postulate]")
    second.send()
    assert story.now().state is State.REGISTERED


def test_reader_without_an_account_reports_a_text(story, seat) -> None:
    reader = seat("en", width=320)
    reader.open(f"/postulates/{story.older.year}/{story.older.number}/")
    reader.press("Report this text")
    reader.page.check("[name=reason][value=wrong]")
    reader.page.fill("[name=text]", "The amount is out of date.")
    reader.page.wait_for_timeout(3100)
    reader.send()
    assert "Thank you" in reader.text()
    moderator = seat("pl")
    moderator.sign_in(story.moderator)
    moderator.open("/postulates/queue/?facet=flagged")
    assert story.older.title in moderator.text()
    moderator.open(f"/postulates/reports/{story.older.reports.get().pk}/")
    assert "The amount is out of date." in moderator.text()
    moderator.page.fill("[name=resolution]", "Kwota jest poprawna.")
    moderator.send()
    assert story.older.reports.get().handled_at


VECTORS = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg/onload=alert(1)>",
    '"><script>alert(1)</script>',
    "'-alert(1)-'",
    "<a href=javascript:alert(1)>x</a>",
    "<iframe srcdoc='<script>parent.alert(1)</script>'></iframe>",
    "</textarea><script>alert(1)</script>",
    "</title><script>alert(1)</script>",
    "<details open ontoggle=alert(1)>",
    "{{ 7|add:7 }}{% debug %}",
    "<math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>",
)


def test_nothing_that_people_write_runs_as_code(story, seat) -> None:
    written = "\n".join(VECTORS)
    report = _written_everywhere(story, written)
    moderator = seat("pl")
    moderator.checks_accessibility = False
    fired: list[str] = []
    moderator.page.on("dialog", lambda dialog: (fired.append(moderator.page.url), dialog.dismiss()))
    moderator.sign_in(story.moderator)
    for path in (story.page, "/postulates/queue/", f"/postulates/queue/?q={VECTORS[3]}", story.path_of("redact"),
                 story.path_of("join"), f"/postulates/reports/{report.pk}/", f"{story.page}report/"):  # fmt: skip
        moderator.open(path)
        moderator.page.wait_for_timeout(200)
        planted = "main script, main iframe, main svg[onload], main math, main [onerror], main [ontoggle]"
        assert not moderator.page.locator(planted).count(), path
    assert not fired


def _written_everywhere(story: Story, written: str):
    def act(move: str, actor: User, **details) -> Postulate:
        version = story.now().version
        return move_postulate(postulate_id=story.case.pk, move=move, actor=actor, version=version, **details)

    text = {"title": VECTORS[3], "problem": written, "request": written, "concerns": VECTORS[1]}
    save_text(postulate_id=story.case.pk, actor=story.author, version=story.case.version, text=text)
    act("claim", story.moderator)
    act("ask_opinion", story.moderator, question=written)
    act("register", story.moderator, legal_kind="postulate", reason=written)
    act("requalify", story.moderator, legal_kind="petycja", reason=written)
    act("add", story.author, addendum=written)
    act("redact", story.moderator, target="concerns", passage=VECTORS[1], redaction_reason="secret")
    return report_case(postulate_id=story.case.pk, submission_key=uuid4(), reason="spam", text=written)
