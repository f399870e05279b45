"""A reused text is written once, seen everywhere in the reader's language, and never vanishes from under a page."""

import re
from collections.abc import Callable

import pytest
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.db.models import ProtectedError
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import Locale, Page
from wagtail.test.utils.form_data import rich_text

from accounts.models import User
from accounts.roles import Role, translator_group
from cms.blocks.body import body_from
from cms.outbox.models import OutboxEntry
from home.blocks import PageBodyBlock
from home.documents import PageSource
from home.fragments.queries import pages_with
from home.models import Fragment, HomePage, InfoPage
from home.services import create_page, publish_page, source_texts, submit_for_translation

pytestmark = pytest.mark.django_db


@pytest.fixture
def fee(home: HomePage) -> Fragment:
    return Fragment.objects.create(
        code="fee", kind="fee", text="<p>Opłata: <b>17 zł</b></p>", locale=Locale.get_default()
    )


def in_language(fragment: Fragment, language: str, text: str) -> Fragment:
    row = fragment.copy_for_translation(Locale.objects.get(language_code=language))
    row.text = text
    row.save()
    return row


def holding(*fragments: Fragment) -> object:
    return body_from([{"type": "fragment", "value": fragment.pk} for fragment in fragments], PageBodyBlock())


@pytest.fixture
def page_with(home: HomePage, editor: User) -> Callable[..., InfoPage]:
    def write(*fragments: Fragment, title: str = "PESEL") -> InfoPage:
        page = InfoPage(title=title, body=holding(*fragments))
        return publish_page(create_page(home, page, actor=editor), actor=editor)

    return write


def shown(client: Client, address: str) -> list[tuple[str, str]]:
    page = client.get(address).content.decode()
    return [
        (language, re.sub("<[^>]+>", "", text).strip())
        for language, text in re.findall(r'<div class="fragment" lang="(\w+)">(.*?)</div>', page, re.DOTALL)
    ]


def test_reader_gets_the_text_in_their_language_else_marked(
    client: Client, fee: Fragment, page_with: Callable[..., InfoPage], translate: Callable[..., Page]
) -> None:
    page = page_with(fee)
    translated = translate(page, "uk", title="PESEL-uk")
    assert shown(client, translated.get_url()) == [("pl", "Opłata: 17 zł")]
    in_language(fee, "uk", "<p>Оплата: 17 злотих</p>")
    assert shown(client, translated.get_url()) == [("uk", "Оплата: 17 злотих")]
    assert shown(client, page.get_url()) == [("pl", "Opłata: 17 zł")]
    assert shown(client, "/en/pesel/") == [("pl", "Opłata: 17 zł")]


def test_change_is_seen_on_every_page_at_once_and_read_again_by_the_search(
    client: Client, fee: Fragment, page_with: Callable[..., InfoPage], translate: Callable[..., Page]
) -> None:
    pages = [page_with(fee), page_with(fee, title="Karta")]
    pages.append(translate(pages[0], "uk"))
    page_with(title="Bez opłaty")
    OutboxEntry.objects.all().delete()
    fee.text = "<p>Opłata: 20 zł</p>"
    fee.save()
    for page in pages:
        assert shown(client, page.get_url()) == [("pl", "Opłata: 20 zł")]
    asked = {str(entry.key) + str(entry.payload) for entry in OutboxEntry.objects.all()}
    for page in pages:
        assert any(str(page.pk) in entry for entry in asked)
    assert len(asked) == len(pages)


def test_search_finds_the_words_in_the_language_of_the_page(
    fee: Fragment, page_with: Callable[..., InfoPage], translate: Callable[..., Page]
) -> None:
    in_language(fee, "uk", "<p>Оплата</p>")
    page = page_with(fee)
    translated = translate(page, "uk")
    found = {document.pk: document.body for document in PageSource().documents([page.pk, translated.pk])}
    assert "17 zł" in found[page.pk]
    assert "Оплата" in found[translated.pk]
    assert "17 zł" not in found[translated.pk]


def test_text_without_a_word_for_a_page_does_not_stop_the_search_of_it(
    home: HomePage, page_with: Callable[..., InfoPage]
) -> None:
    only_ukrainian = Fragment.objects.create(
        code="uk-only", kind="fee", text="<p>Оплата</p>", locale=Locale.objects.get(language_code="uk")
    )
    page = page_with(only_ukrainian)
    assert [document.pk for document in PageSource().documents([page.pk])] == [page.pk]


def test_search_asks_as_often_for_many_pages_with_reused_texts_as_for_few(
    fee: Fragment, page_with: Callable[..., InfoPage]
) -> None:
    pages = [page_with(fee, title=f"Strona {number}").pk for number in range(6)]
    list(PageSource().documents(pages))
    counts = []
    for some in (pages[:2], pages):
        with CaptureQueriesContext(connection) as queries:
            list(PageSource().documents(some))
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_page_asks_as_often_for_many_reused_texts_as_for_one(
    client: Client, fee: Fragment, page_with: Callable[..., InfoPage]
) -> None:
    others = [Fragment.objects.create(code=f"f{n}", text="<p>x</p>", locale=fee.locale) for n in range(7)]
    few, many = page_with(fee), page_with(fee, *others, title="Wiele")
    counts = []
    for page in (few, many):
        client.get(page.get_url())
        with CaptureQueriesContext(connection) as queries:
            client.get(page.get_url())
        counts.append(len(queries))
    assert counts[0] == counts[1]
    assert counts[0] <= 25


def test_translator_translates_the_words_of_the_page_and_not_the_choice(
    fee: Fragment, page_with: Callable[..., InfoPage], editor: User, translate: Callable[..., Page]
) -> None:
    in_language(fee, "uk", "<p>Оплата</p>")
    page = page_with(fee)
    translation = submit_for_translation(page, "uk", actor=editor)
    assert source_texts(translation) == ["PESEL"]
    assert not translation.source.relatedobjectsegment_set.exists()
    assert not translation.source.overridablesegment_set.exists()
    translated = InfoPage.objects.get(pk=translate(page, "uk").pk)
    assert translated.body[0].value == fee


def test_its_pages_are_listed_whatever_language_they_are_in(
    fee: Fragment, page_with: Callable[..., InfoPage], translate: Callable[..., Page]
) -> None:
    page = page_with(fee)
    translated = translate(page, "uk")
    page_with(title="Bez")
    ukrainian = in_language(fee, "uk", "<p>Оплата</p>")
    for row in (fee, ukrainian):
        assert {found.pk for found in pages_with([row])} == {page.pk, translated.pk}


@pytest.fixture
def desk(client: Client, editor: User) -> Client:
    client.force_login(editor, backend="django.contrib.auth.backends.ModelBackend")
    return client


def edit(fragment: Fragment, what: str = "edit") -> str:
    return reverse(f"wagtailsnippets_home_fragment:{what}", args=[fragment.pk])


def test_editor_sees_where_it_is_shown(desk: Client, fee: Fragment, page_with: Callable[..., InfoPage]) -> None:
    before = desk.get(edit(fee)).content.decode()
    page = page_with(fee)
    after = desk.get(edit(fee)).content.decode()
    link = f'href="{reverse("wagtailadmin_pages:edit", args=[page.pk])}"'
    assert link not in before
    assert link in after


@pytest.mark.parametrize("method", ["get", "post"])
def test_text_that_a_page_shows_is_not_deleted_and_the_pages_are_named(
    desk: Client, fee: Fragment, page_with: Callable[..., InfoPage], method: str
) -> None:
    page = page_with(fee)
    answer = getattr(desk, method)(edit(fee, "delete"))
    assert answer.status_code == 409
    assert reverse("wagtailadmin_pages:edit", args=[page.pk]) in answer.content.decode()
    assert Fragment.objects.filter(pk=fee.pk).exists()


def test_deleting_many_at_once_is_refused_too(desk: Client, fee: Fragment, page_with: Callable[..., InfoPage]) -> None:
    page_with(fee)
    free = Fragment.objects.create(code="free", text="<p>x</p>", locale=fee.locale)
    address = reverse("wagtail_bulk_action", args=["home", "fragment", "delete"])
    desk.post(f"{address}?id={fee.pk}&id={free.pk}")
    assert Fragment.objects.filter(code__in=["fee", "free"]).count() == 2


def test_no_other_way_of_deleting_gets_round_it(fee: Fragment, page_with: Callable[..., InfoPage]) -> None:
    page_with(fee)
    for delete in (fee.delete, Fragment.objects.all().delete):
        with pytest.raises(ProtectedError), transaction.atomic():
            delete()


def test_text_taken_out_of_its_last_page_can_be_deleted(
    desk: Client, fee: Fragment, page_with: Callable[..., InfoPage], editor: User
) -> None:
    page = page_with(fee)
    page.body = body_from([], PageBodyBlock())
    page.save_revision(user=editor).publish(user=editor)
    assert desk.post(edit(fee, "delete")).status_code == 302
    assert not Fragment.objects.exists()


def test_draft_whose_text_has_been_deleted_since_is_not_published(
    client: Client, fee: Fragment, home: HomePage, editor: User
) -> None:
    page = publish_page(create_page(home, InfoPage(title="PESEL"), actor=editor), actor=editor)
    page.body = holding(fee)
    revision = page.save_revision(user=editor)
    fee.delete()
    with pytest.raises(ValidationError) as refused:
        revision.publish(user=editor)
    assert "body" in refused.value.message_dict
    assert client.get(page.get_url()).status_code == 200


def test_history_holds_only_what_readers_saw(desk: Client, fee: Fragment) -> None:
    for text in ("<p>18 zł</p>", "<p>19 zł</p>"):
        data = {"code": "fee", "kind": "fee", "text": rich_text(text)}
        assert desk.post(edit(fee), data | {"action-publish": "1"}).status_code == 302
        fee.refresh_from_db()
        assert re.sub("<[^>]+>", "", fee.text) == re.sub("<[^>]+>", "", text)
        latest = fee.revisions.order_by("created_at").last()
        assert re.sub("<[^>]+>", "", latest.content["text"]) == re.sub("<[^>]+>", "", fee.text)
    assert fee.revisions.count() == 2


def member(group: str) -> User:
    user = User.objects.create_user(f"{group}@example.org", is_staff=True)
    user.groups.add(Group.objects.get(name=group))
    return user


@pytest.mark.parametrize(
    ("group", "actions"),
    [
        (Role.EDITOR.value, {"add", "change", "view"}),
        (Role.ADMINISTRATOR.value, {"add", "change", "view", "delete"}),
        (Role.MODERATOR.value, set()),
        (Role.OFFICIAL.value, set()),
        (translator_group("uk"), set()),
    ],
)
def test_editors_write_and_administrators_also_delete(home: HomePage, group: str, actions: set[str]) -> None:
    person = member(group)
    every = ("add", "change", "delete", "view")
    assert {action for action in every if person.has_perm(f"home.{action}_fragment")} == actions
