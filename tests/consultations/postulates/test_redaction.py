"""What is hidden stays hidden: on every page, in mails, in the search, from everybody who is not to read it."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from accounts.roles import Role
from cms.outbox.worker import drain
from consultations.postulates.documents import PostulateSource
from consultations.postulates.effects.redaction import marker
from consultations.postulates.models import Attachment, CaseEvent, Postulate, Redaction
from consultations.postulates.notices import FOLLOWED_AS
from consultations.postulates.services import MoveRefused, save_text
from consultations.postulates.workflow import BY_NAME, EDITABLE, MODERATED, MOVES
from notifications.models import Subscription
from tests.people import person

from .conftest import TEXT
from .stage import HIDDEN, NAMES, WORDS, Stage, set_the_stage

SHOWS_AGAIN = {"return", "give_back", "appeal"}
SECRETS = [WORDS[name] for name in HIDDEN]
READ_THE_ORIGINAL = {"author", "moderator", "moderator of the filing organisation", "coordinator"}


@pytest.fixture
def stage(cast, act) -> Stage:
    return set_the_stage(cast, act)


@pytest.fixture
def hide(cast, act):
    def redact(postulate, target: str, passage: str, reason: str = "personal_data") -> Postulate:
        details = {"target": target, "passage": passage, "redaction_reason": reason}
        return act(postulate, "redact", cast.moderator, **details)

    return redact


def move_url(postulate, name: str) -> str:
    return reverse("postulates:move", kwargs={"key": postulate.key, "name": name})


def addresses(case: Postulate) -> list[str]:
    """Return every page of the room that could show something of the case."""
    lists = [reverse(f"postulates:{name}") for name in ("register", "mine", "queue", "desk", "commitments")]
    found = [f"{reverse('search:results')}?q={WORDS['title']}"]
    moves = [move_url(case, name) for name in BY_NAME]
    edit = reverse("postulates:edit", kwargs={"key": case.key})
    report = reverse("postulates:report", kwargs={"year": case.year, "number": case.number})
    page = case.get_absolute_url()
    languages = [page.replace("/pl/", f"/{language}/") for language in ("pl", "uk", "en")]
    return [*languages, *lists, *found, *moves, edit, report, reverse("meetings:list"), "/pl/"]


def test_hidden_words_reach_nobody_else_on_any_page(client, sign_in, stage) -> None:
    case = stage.case
    for name, visitor in stage.visitors.items():
        if name in READ_THE_ORIGINAL:
            continue
        client.logout()
        reader = sign_in(visitor) if visitor else client
        pages = [reader.get(url) for url in addresses(case)]
        # A form sent wrong, and one sent late, show the case again.
        for move in ("lift_redaction", "redact", "redact_file", "redact_entry", "add", "withdraw"):
            pages += [
                reader.post(move_url(case, move), {"version": version, "submission_key": uuid4()})
                for version in (case.version, case.version - 1)
            ]
        for page in pages:
            html = page.content.decode()
            assert not [word for word in SECRETS if word in html], (name, page.wsgi_request.get_full_path())


def test_owner_and_moderators_read_the_original_beside_the_public_text(client, sign_in, stage) -> None:
    for name in READ_THE_ORIGINAL:
        client.logout()
        html = sign_in(stage.visitors[name]).get(stage.case.get_absolute_url()).content.decode()
        assert WORDS["hidden words of the problem"] in html, name
        assert WORDS["hidden words of an addendum"] in html, name


def test_everybody_is_told_what_was_hidden_and_why(client, stage) -> None:
    html = client.get(stage.case.get_absolute_url()).content.decode()
    assert str(marker("personal_data", "pl")) in html
    for redaction in stage.case.redactions.all():
        assert str(redaction.get_reason_display()) in html
        assert str(redaction.get_target_display()) in html


def test_hidden_words_are_in_no_mail_but_to_those_who_may_read_them(cast, act, stage) -> None:
    Subscription.objects.create(
        kind=FOLLOWED_AS, object_id=stage.case.pk, email="f@example.org", language="pl", confirmed_at=timezone.now()
    )
    drain()  # Everything since the case was filed is written now, as it stands now.
    may_read = {stage.visitors[name].email for name in READ_THE_ORIGINAL} | {cast.moderator.email}
    sent = [message for message in mail.outbox if message.to[0] not in may_read]
    assert "f@example.org" in {message.to[0] for message in sent}
    for message in sent:
        everything = f"{message.subject}\n{message.body}\n{message.alternatives}"
        assert not [word for word in SECRETS if word in everything], message.to


def test_hidden_words_are_in_no_search_document(stage) -> None:
    documents = list(PostulateSource().documents([stage.case.pk]))
    assert documents
    assert not [word for word in SECRETS if word in repr(documents)]


def test_history_of_the_rows_is_in_no_page_of_the_administration(sign_in, stage) -> None:
    from wagtail.snippets.models import get_snippet_models

    assert Postulate.history.model not in get_snippet_models()
    assert Postulate not in get_snippet_models()
    client = sign_in(stage.visitors["administrator"])
    assert not [word for word in SECRETS if word in client.get("/admin/").content.decode()]


def test_passage_is_never_written_into_the_event(stage) -> None:
    for event in CaseEvent.objects.filter(move__startswith="redact"):
        assert not [word for word in SECRETS if word in repr(event.details)]


def test_a_passage_is_hidden_wherever_it_stands_and_across_line_breaks(registered, cast, act, hide) -> None:
    original = registered.revisions.last()
    original.problem = "Jan Nowak\r\nmieszka tu. Pisał Jan  Nowak."
    original.save()
    case = hide(registered, "problem", "Jan Nowak")
    assert "Nowak" not in case.problem
    assert case.problem.count(str(marker("personal_data", "pl"))) == 2


def test_overlapping_passages_leave_no_rest(registered, hide) -> None:
    registered.revisions.update(problem="Pisze Jan Nowak z Krakowa.")
    hide(registered, "problem", "Jan Nowak")
    case = hide(registered, "problem", "Nowak z Krakowa")
    assert case.problem == f"Pisze {marker('personal_data', 'pl')}."


def test_marker_itself_cannot_be_hidden_and_the_same_words_not_twice(registered, hide) -> None:
    hide(registered, "problem", "wkładu")
    for passage in (str(marker("personal_data", "pl")), "wkładu", "nie ma tych słów"):
        with pytest.raises(ValidationError):
            hide(registered, "problem", passage)
    assert Redaction.objects.count() == 1, "a refused redaction leaves nothing behind"


def test_lifting_one_redaction_leaves_the_others(registered, cast, act, hide) -> None:
    hide(registered, "problem", "wkładu własnego")
    hide(registered, "request", "funduszu")
    act(registered, "lift_redaction", cast.moderator, redaction=Redaction.objects.first(), reason="Za dużo.")
    registered.refresh_from_db()
    assert registered.problem == TEXT["problem"]
    assert "funduszu" not in registered.request


def test_hidden_reason_of_an_entry_is_hidden_beside_the_date_too_and_comes_back(client, registered, cast, act) -> None:
    act(registered, "requalify", cast.moderator, legal_kind="petycja", reason="zqpowod")
    entry = CaseEvent.objects.get(move="requalify")
    case = act(registered, "redact_entry", cast.moderator, entry=entry, redaction_reason="secret")
    clock = reverse("postulates:clock", kwargs={"year": case.year, "number": case.number})
    for url in (case.get_absolute_url(), clock):
        assert "zqpowod" not in client.get(url).content.decode()
    act(case, "lift_redaction", cast.moderator, redaction=case.redactions.get(), reason="Można pokazać.")
    for url in (case.get_absolute_url(), clock):
        assert "zqpowod" in client.get(url).content.decode()


def test_desk_shows_a_hidden_reason_to_those_who_read_the_original_only(sign_in, routed, cast, act) -> None:
    act(routed, "extend", cast.coordinator, due_on=routed.due_on + timedelta(days=20), reason="zqpowod")
    entry = CaseEvent.objects.get(move="extend")
    act(routed, "redact_entry", cast.moderator, entry=entry, redaction_reason="secret")
    desk = reverse("postulates:desk_case", kwargs={"key": routed.key})
    for user, reads in ((cast.official, False), (cast.coordinator, True)):
        html = sign_in(user).get(desk).content.decode()
        clock = html[html.index('id="clock"') : html.index('id="history"')]
        assert ("zqpowod" in clock) is reads


def test_lifting_the_name_of_a_file_leaves_the_file_hidden(stage, cast, act) -> None:
    redactions = Redaction.objects.filter(attachment__isnull=False)
    name = redactions.exclude(passage="").get()
    act(stage.case, "lift_redaction", cast.moderator, redaction=name, reason="Nazwa jest w porządku.")
    attachment = Attachment.objects.get()
    assert (attachment.is_withheld, attachment.public_name) == (True, "")


def test_text_is_hidden_in_no_state_in_which_its_author_may_edit_it() -> None:
    back = {move.name for move in MOVES if move.sources & MODERATED and move.target in EDITABLE}
    assert back == SHOWS_AGAIN
    assert not any(BY_NAME[name].sources & EDITABLE for name in ("redact", "lift_redaction"))


@pytest.mark.parametrize("move", sorted(SHOWS_AGAIN))
def test_author_who_may_mend_the_text_gets_the_own_words_and_not_markers(
    in_moderation, cast, act, hide, move, reason
) -> None:
    from datetime import timedelta

    hide(in_moderation, "problem", "wkładu")
    details = {"reason": "Proszę usunąć nazwisko.", "due_on": timezone.localdate() + timedelta(days=3)}
    if move == "appeal":
        act(in_moderation, "reject", cast.moderator, rejection_reason=reason, note="Poza zakresem.")
    mover = cast.author if move == "appeal" else cast.moderator
    details = {name: value for name, value in details.items() if name in BY_NAME[move].needs}
    back = act(in_moderation, move, mover, **details)
    assert back.problem == TEXT["problem"]
    saved = save_text(postulate_id=back.pk, actor=cast.author, version=back.version, text={"title": "Nowy"}, topics=[])
    assert str(marker("personal_data", "pl")) not in saved.revisions.last().problem


def test_original_is_kept_from_a_moderator_of_a_co_signer(sign_in, stage, client) -> None:
    client.logout()
    moderator = stage.visitors["moderator of a co-signer"]
    assert sign_in(moderator).get(move_url(stage.case, "redact")).status_code == 403


def test_redaction_page_shows_both_texts_to_moderators_only(client, sign_in, stage) -> None:
    html = sign_in(stage.visitors["moderator"]).get(move_url(stage.case, "redact")).content.decode()
    assert WORDS["hidden words of the problem"] in html
    assert str(marker("personal_data", "pl")) in html
    for name in ("stranger", "author", "coordinator", "auditor", "official of the lead unit"):
        client.logout()
        visitor = stage.visitors[name]
        page = (sign_in(visitor) if visitor else client).get(move_url(stage.case, "redact"))
        assert page.status_code in {302, 403}, name


def test_after_hiding_the_moderator_is_told_where_the_same_words_stand(sign_in, registered, cast) -> None:
    client = sign_in(cast.moderator)
    form = {
        "version": registered.version, "submission_key": uuid4(), "target": "request", "passage": "wkładów własnych",
        "redaction_reason": "personal_data",
    }  # fmt: skip
    page = client.post(move_url(registered, "redact"), form, follow=True)
    assert page.redirect_chain[-1][0] == move_url(registered, "redact")
    assert str(Redaction.Target.TITLE.label) in " ".join(str(message) for message in page.context["messages"])


def test_redaction_needs_a_moderator_without_a_stake(registered, cast, act) -> None:
    for actor in (cast.author, cast.coordinator, cast.official, person(Role.AUDITOR), person(Role.ADMINISTRATOR)):
        details = {"target": "title", "passage": "funduszu", "redaction_reason": "secret"}
        with pytest.raises(MoveRefused):
            act(registered, "redact", actor, **details)


def test_names_without_consent_are_on_no_public_page_and_in_no_mail_to_followers(client, stage) -> None:
    case, seen = stage.case, set()
    names = [WORDS[name] for name in NAMES]
    waiting = [case.get_absolute_url(), reverse("postulates:register"), reverse("meetings:list"), "/pl/"]
    while waiting:
        url = waiting.pop()
        if url in seen or not url.startswith(("/pl/postulates", "/pl/meetings", "/pl/organisations")) or len(seen) > 60:
            continue
        seen.add(url)
        response = client.get(url)
        if response.status_code != 200:
            continue
        html = (b"".join(response.streaming_content) if response.streaming else response.content).decode()
        assert not [name for name in names if name in html], url
        waiting += re.findall(r'href="(/pl/[^"#]+)"', html)
    assert case.get_absolute_url() in seen
    assert not [name for name in names if name in repr(list(PostulateSource().documents([case.pk])))]
    Subscription.objects.create(
        kind=FOLLOWED_AS, object_id=case.pk, email="f@example.org", language="pl", confirmed_at=timezone.now()
    )
    drain()
    bodies = [message.body for message in mail.outbox if message.to == ["f@example.org"]]
    assert bodies
    assert not [name for name in names if name in "".join(bodies)]


def test_consent_taken_back_takes_the_name_out_of_old_entries(client, draft, cast, act) -> None:
    from tests.people import organisation

    owner = person()
    act(draft, "invite", cast.author, organisation=organisation("Zqpoparcie", owner=owner))
    act(draft, "co_sign", owner, show_name=True)
    act(draft, "submit", cast.author)
    act(draft, "withdraw_signature", owner)
    act(draft, "claim", cast.moderator)
    case = act(draft, "register", cast.moderator, legal_kind="postulate")
    assert "Zqpoparcie" not in client.get(case.get_absolute_url()).content.decode()
