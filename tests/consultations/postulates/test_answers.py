"""Answers: written with help, read in one's language, corrected in the open."""

from uuid import uuid4

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st
from wagtail.models import Locale

from cms.outbox.worker import drain
from consultations.postulates.answers import Kind, published_versions, word_changes
from consultations.postulates.models import Postulate, ResponseTemplate
from consultations.postulates.notices import FOLLOWED_AS
from consultations.postulates.queries import with_parts
from notifications.models import Subscription
from tests.people import person


def page_of(postulate, language: str = "pl") -> str:
    with translation.override(language):
        return postulate.get_absolute_url()


def move_url(postulate, name: str) -> str:
    return reverse("postulates:move", kwargs={"key": postulate.key, "name": name})


def typed(postulate, **fields) -> dict[str, object]:
    return {"version": postulate.version, "submission_key": uuid4(), **fields}


@pytest.fixture
def template(city) -> ResponseTemplate:
    return ResponseTemplate.objects.create(
        code="planned", name="Zaplanowane", outcome="planned", body="Dziękujemy za zgłoszenie.",
        locale=Locale.get_default(),
    )  # fmt: skip


def test_a_template_is_put_before_what_is_written_and_nothing_is_saved(sign_in, in_progress, cast, template) -> None:
    data = typed(in_progress, response="Miasto zbada sprawę.", commitment="Analiza")
    data |= {"template": template.pk, "insert_template": "1"}
    page = sign_in(cast.official).post(move_url(in_progress, "propose_response"), data)
    form = page.context["form"]
    assert form.initial["response"] == "Dziękujemy za zgłoszenie.\n\nMiasto zbada sprawę."
    assert form.initial["outcome"] == "planned"
    assert form.initial["commitment"] == "Analiza", "what was typed in other fields stays"
    assert not in_progress.responses.exists()


def test_a_template_may_be_named_in_the_address(sign_in, in_progress, cast, template) -> None:
    page = sign_in(cast.official).get(f"{move_url(in_progress, 'draft_response')}?template={template.pk}")
    assert page.context["form"].initial["response"] == template.body


def test_an_unknown_template_changes_nothing(sign_in, in_progress, cast) -> None:
    data = typed(in_progress, response="Tekst.", template="999", insert_template="1")
    page = sign_in(cast.official).post(move_url(in_progress, "propose_response"), data)
    assert page.context["form"].initial["response"] == "Tekst."


def test_parts_of_units_are_folded_in_under_their_names(sign_in, in_progress, cast, act) -> None:
    act(in_progress, "contribute", cast.contributor, part="Budżet pozwala na 100 000 zł.")
    client = sign_in(cast.official)
    url = move_url(in_progress, "propose_response")
    assert "Budżet pozwala na 100 000 zł." in client.get(url).content.decode(), "shown beside the form"
    in_progress.refresh_from_db()
    page = client.post(url, typed(in_progress, response="Wstęp.", insert_parts="1"))
    text = page.context["form"].initial["response"]
    assert text.startswith("Wstęp.\n\nJednostka ds. budżetu (demo)\nBudżet pozwala")


def test_a_draft_is_kept_and_comes_back(sign_in, in_progress, cast) -> None:
    client = sign_in(cast.official)
    client.post(move_url(in_progress, "draft_response"), typed(in_progress, response="Szkic.", outcome=""))
    assert in_progress.responses.get().status == "draft"
    assert "Szkic." in client.get(move_url(in_progress, "propose_response")).content.decode()


def test_the_approver_sees_what_changed_since_they_sent_it_back(sign_in, in_approval, cast, act) -> None:
    act(in_approval, "request_changes", cast.head, reason="Proszę podać rok.")
    act(
        in_approval, "propose_response", cast.official, outcome="planned",
        response="Miasto przeanalizuje w 2027 roku, na co pozwala budżet.",
    )  # fmt: skip
    html = sign_in(cast.head).get(move_url(in_approval, "approve")).content.decode()
    assert "2027" in html.partition("<ins>")[2].partition("</ins>")[0]


def test_who_writes_again_sees_what_the_approver_asked_for(sign_in, in_approval, cast, act) -> None:
    act(in_approval, "request_changes", cast.head, reason="Proszę podać rok.")
    assert "Proszę podać rok." in sign_in(cast.official).get(move_url(in_approval, "propose_response")).content.decode()


def test_without_a_translation_the_original_is_shown_with_its_language_and_the_gap_is_named(client, answered) -> None:
    html = client.get(page_of(answered, "en")).content.decode()
    assert '<div class="prose" lang="pl"><p>Miasto przeanalizuje' in html
    assert "not ready yet: English" in html


def test_a_translation_is_shown_to_its_readers_with_the_original_beside(client, answered, cast, act) -> None:
    act(answered, "translate_response", cast.coordinator, language="en", response="The city will look into it.")
    html = client.get(page_of(answered, "en")).content.decode()
    assert '<div class="prose" lang="en"><p>The city will look into it.' in html
    assert "This is a translation" in html
    assert '<div class="prose" lang="pl"><p>Miasto przeanalizuje' in html
    assert "The city will look" not in client.get(page_of(answered, "pl")).content.decode()
    assert '<div class="prose" lang="pl"><p>Miasto' in client.get(page_of(answered, "uk")).content.decode()


def test_followers_are_told_of_a_translation_into_their_language_once(answered, cast, act, mailoutbox) -> None:
    for language in ("en", "uk"):
        Subscription.objects.create(
            kind=FOLLOWED_AS, object_id=answered.pk, email=f"{language}@example.org", language=language,
            confirmed_at=answered.answered_at,
        )  # fmt: skip
    drain()
    mail.outbox.clear()
    for text in ("The city will look into it.", "The city will look into that."):
        act(answered, "translate_response", cast.coordinator, language="en", response=text)
        drain()
    told = [message for message in mail.outbox if message.to[0].endswith("@example.org")]
    assert [message.to for message in told if message.to[0] in ("en@example.org", "uk@example.org")] == [
        ["en@example.org"]
    ]


def test_a_correction_shows_why_and_keeps_the_earlier_version_with_what_changed(client, answered, cast, act) -> None:
    act(
        answered, "propose_correction", cast.official, outcome="planned",
        response="Miasto przeanalizuje, na co pozwala uchwała.", reason="Pomyliliśmy dokument.",
    )  # fmt: skip
    before = client.get(page_of(answered)).content.decode()
    assert "uchwała" not in before, "an unapproved correction is not public"
    act(answered, "approve", cast.head)
    act(answered, "publish_correction", cast.coordinator)
    html = client.get(page_of(answered)).content.decode()
    assert "uchwała" in html
    assert "Pomyliliśmy dokument." in html
    versions = reverse("postulates:answer_versions", kwargs={"year": answered.year, "number": answered.number})
    assert versions in html
    text = client.get(versions).content.decode()
    assert "budżet" in text.partition("<del>")[2].partition("</del>")[0]
    assert "uchwała" in text.partition("<ins>")[2].partition("</ins>")[0]


def test_drafts_and_refused_corrections_are_no_versions(client, answered, cast, act) -> None:
    act(answered, "propose_correction", cast.official, outcome="planned", response="TAJNE", reason="Błąd.")
    act(answered, "refuse_correction", cast.head, reason="Nie.")
    case = with_parts(Postulate.objects.all()).get(pk=answered.pk)
    assert len(published_versions(case)) == 1
    url = reverse("postulates:answer_versions", kwargs={"year": answered.year, "number": answered.number})
    assert "TAJNE" not in client.get(url).content.decode()


def test_a_case_without_an_answer_has_no_versions(client, in_approval) -> None:
    url = reverse("postulates:answer_versions", kwargs={"year": in_approval.year, "number": in_approval.number})
    assert client.get(url).status_code == 404


WORDS = st.lists(st.sampled_from(["miasto", "budżet", "\n", "2027", "не", "."]), max_size=12).map(" ".join)


@given(WORDS, WORDS)
def test_changes_lead_from_the_old_text_to_the_new_one(old: str, new: str) -> None:
    changes = word_changes(old, new)
    assert "".join(change.text for change in changes if change.kind is not Kind.REMOVED) == new
    assert "".join(change.text for change in changes if change.kind is not Kind.ADDED) == old


def test_line_ends_of_a_browser_are_no_change() -> None:
    assert {change.kind for change in word_changes("a\nb", "a\r\nb")} == {Kind.KEPT}


@pytest.mark.parametrize("name", ["propose_response", "draft_response", "approve", "request_changes", "publish"])
@pytest.mark.parametrize("who", ["author", "contributor", "stranger"])
def test_texts_in_preparation_are_shown_to_nobody_who_may_not_make_the_move(
    sign_in, in_approval, cast, act, name, who
) -> None:
    user = person() if who == "stranger" else getattr(cast, who)
    client = sign_in(user)
    for sent in ({}, {"insert_parts": "1"}, {"more_units": "1"}, {"version": "x"}):
        page = client.post(move_url(in_approval, name), sent)
        assert page.status_code == 403
        assert "przeanalizuje" not in page.content.decode()
