"""The table of all translations, a translator's list, and source and translation side by side."""

import csv
import io
from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook
from wagtail.models import Page
from wagtail.users.models import UserProfile
from wagtail_localize.models import StringTranslation

from accounts.models import User
from accounts.roles import Role, translator_group
from city.models import Topic
from home.models import InfoPage, NewsPage
from home.services import create_page, fill_translation, publish_page, source_texts, submit_for_translation
from home.translation.machine.services import translate_by_machine
from home.translation.overview import Wanted, table
from home.translation.states import State
from home.translation.worklist import counts, worklist
from tests.home.translation.conftest import member
from tests.home.translation.service import Service

pytestmark = pytest.mark.django_db
Translate = Callable[..., Page]


def enter(client: Client, person: User) -> None:
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")


def change(page: NewsPage, lead: str, editor: User) -> None:
    page.lead = lead
    page.save_revision(user=editor).publish(user=editor)


def side_by_side(page: Page, language: str = "uk") -> str:
    return reverse("translation:side_by_side", args=["pages", language, page.translation_key])


@pytest.fixture
def outdated(news: NewsPage, translate: Translate, editor: User) -> NewsPage:
    translate(news, "uk", title="Зустріч")
    change(news, "Rozmowa o planach na rok.", editor)
    return news


def test_table_shows_state_words_and_next_step_of_each_language(
    client: Client, outdated: NewsPage, office_editor: User
) -> None:
    enter(client, office_editor)
    page = client.get(reverse("translation:table"), {"q": "Spotkanie"})
    row = page.context["page_obj"].object_list[0]
    assert [entry.status.state for entry in row.entries] == [State.OUTDATED, State.MISSING]
    assert [entry.words_left for entry in row.entries] == [5, 8]
    html = page.content.decode()
    assert "#icon-warning" in html
    assert str(State.OUTDATED.label) in html
    assert side_by_side(outdated) in html
    assert "select_locale=en" in html


def test_filters_leave_only_what_was_asked_for(outdated: NewsPage, guide: InfoPage) -> None:
    def titles(**wanted: object) -> list[str]:
        return [row.subject.title for row in table("pages", ["uk"], Wanted(**wanted))]  # type: ignore[arg-type]

    assert titles(state="outdated") == [outdated.title]
    assert titles(text="karta") == [guide.title]
    assert titles(section="Aktualności") == ["Aktualności", outdated.title]
    assert titles(older_than=7) == []
    assert outdated.title not in titles(state="missing")
    assert titles(unit="Nie ma takiej") == []


def test_filter_that_makes_no_sense_is_ignored(client: Client, news: NewsPage, office_editor: User) -> None:
    enter(client, office_editor)
    page = client.get(reverse("translation:table"), {"state": "odd", "age": "-1", "kind": "x", "p": "999"})
    assert page.status_code == 200
    assert page.context["kind"] == "pages"


def test_reference_data_has_a_table_of_its_own(client: Client, city: None, office_editor: User) -> None:
    enter(client, office_editor)
    page = client.get(reverse("translation:table"), {"kind": "city.topic"})
    assert page.context["page_obj"].paginator.count == Topic.objects.facts().count()


def test_spreadsheets_hold_the_filtered_rows_and_run_nothing(
    client: Client, home: Page, editor: User, office_editor: User
) -> None:
    page = InfoPage(title="=1+1")
    publish_page(create_page(home, page, actor=editor), actor=editor)
    enter(client, office_editor)
    address = reverse("translation:table")
    response = client.get(address, {"q": "=1+1", "export": "csv"})
    lines = list(csv.reader(io.StringIO(b"".join(response).decode("utf-8-sig"))))  # type: ignore[arg-type]
    assert [line[0] for line in lines[1:]] == ["'=1+1"]
    book = load_workbook(io.BytesIO(client.get(address, {"q": "=1+1", "export": "xlsx"}).content))
    cell = book.active["A2"]
    assert (cell.value, cell.data_type) == ("=1+1", "s")


def test_queries_do_not_grow_with_the_pages(
    write_news: Callable[..., NewsPage], translate: Translate, client: Client, ukrainian_translator: User
) -> None:
    enter(client, ukrainian_translator)
    addresses = [reverse("translation:table"), reverse("translation:my_work")]

    def queries() -> list[int]:
        found = []
        for address in addresses:
            with CaptureQueriesContext(
                connection,
            ) as captured:
                client.get(address)
            found.append(len(captured))
        return found

    translate(write_news("Pierwsza"), "uk")
    write_news("Druga")
    client.get(addresses[0])
    before = queries()
    for number in range(6):
        page = write_news(f"Kolejna {number}")
        if number % 2:
            translate(page, "uk")
    assert queries() == before


def test_list_of_a_translator_begins_with_what_readers_see_and_is_wrong(
    outdated: NewsPage, guide: InfoPage, write_news: Callable[..., NewsPage], editor: User
) -> None:
    begun = write_news("Zaczęte")
    fill_translation(submit_for_translation(begun, "uk", actor=editor), {"Zaczęte": "Почато"}, actor=editor)
    found = [(entry.subject.title, entry.status.state) for entry in worklist("uk") if entry.subject.is_page]
    assert found[0] == (outdated.title, State.OUTDATED)
    assert found.index((guide.title, State.MISSING)) < found.index((begun.title, State.IN_TRANSLATION))
    sums = {count.state: count for count in counts(worklist("uk"))}
    assert (sums[State.OUTDATED].things, sums[State.OUTDATED].words) == (1, 5)


def test_drafts_of_the_source_and_finished_translations_wait_for_nobody(
    write_news: Callable[..., NewsPage], translate: Translate
) -> None:
    write_news("Szkic", live=False)
    translate(write_news("Gotowe"), "uk")
    titles = {entry.subject.title for entry in worklist("uk")}
    assert not titles & {"Szkic", "Gotowe"}


def test_translator_sees_the_list_of_the_own_language_only(
    client: Client, outdated: NewsPage, ukrainian_translator: User
) -> None:
    enter(client, ukrainian_translator)
    page = client.get(reverse("translation:my_work"))
    assert (page.context["language"], page.context["languages"]) == ("uk", [("uk", "Українська")])
    assert client.get(reverse("translation:my_work"), {"language": "en"}).status_code in {302, 403}
    panel = client.get(reverse("wagtailadmin_home")).content.decode()
    assert reverse("translation:my_work") + "?language=uk" in panel


@pytest.mark.parametrize("role", [Role.MODERATOR, Role.COORDINATOR])
def test_people_who_translate_nothing_have_no_list(client: Client, home: Page, role: Role) -> None:
    person = member(role)
    enter(client, person)
    assert client.get(reverse("translation:my_work")).status_code in {302, 403}


def test_side_by_side_shows_what_changed_word_by_word(
    client: Client, outdated: NewsPage, ukrainian_translator: User
) -> None:
    enter(client, ukrainian_translator)
    page = client.get(side_by_side(outdated))
    html = page.content.decode()
    assert "<ins> na rok</ins>" in html
    assert "uk Rozmowa" not in html, "the changed text has no translation yet"
    assert "Зустріч" in html
    marks = {pair.path: [mark.value for mark in pair.marks] for pair in page.context["pairs"]}
    assert marks == {"title": [], "lead": ["changed", "untranslated"]}


def test_side_by_side_names_new_and_removed_texts(
    client: Client, home: Page, editor: User, translate: Translate, ukrainian_translator: User
) -> None:
    from cms.blocks.body import body_from

    page = InfoPage(title="Karta", body=body_from([{"type": "paragraph", "value": "<p>Zniknie.</p>"}]))
    publish_page(create_page(home, page, actor=editor), actor=editor)
    translate(page, "uk")
    page.lead, page.body = "Przybyło.", body_from([])
    page.save_revision(user=editor).publish(user=editor)
    enter(client, ukrainian_translator)
    found = client.get(side_by_side(page))
    marks = {pair.source: [mark.value for mark in pair.marks] for pair in found.context["pairs"]}
    assert marks["Przybyło."] == ["new", "untranslated"]
    assert marks["Zniknie."] == ["removed"]
    assert "<del>Zniknie.</del>" in found.content.decode()


def test_translator_says_that_the_translation_is_still_right(
    client: Client, outdated: NewsPage, ukrainian_translator: User
) -> None:
    enter(client, ukrainian_translator)
    page = client.get(side_by_side(outdated))
    assert page.context["may_confirm"]
    address = reverse("translation:confirm_still_right", args=["pages", "uk", outdated.translation_key])
    assert client.get(address).status_code == 405
    client.post(address)
    assert client.get(side_by_side(outdated)).context["entry"].status.state is State.UP_TO_DATE


def test_translator_of_another_language_neither_sees_nor_confirms(client: Client, outdated: NewsPage) -> None:
    enter(client, member(translator_group("en")))
    assert client.get(side_by_side(outdated)).status_code in {302, 403}
    address = reverse("translation:confirm_still_right", args=["pages", "uk", outdated.translation_key])
    client.post(address)
    assert table("pages", ["uk"], Wanted(state="outdated"))


def test_machine_texts_are_ticked_one_by_one(
    client: Client, news: NewsPage, editor: User, ukrainian_translator: User, use: Callable[..., Service]
) -> None:
    use()
    translation = submit_for_translation(news, "uk", actor=editor)
    translate_by_machine(translation_id=translation.pk, actor=editor)
    enter(client, ukrainian_translator)
    page = client.get(side_by_side(news))
    keys = [pair.stored_pk for pair in page.context["machine_pairs"]]
    assert len(keys) == 2
    address = reverse("translation:confirm_machine", args=[translation.pk])
    client.post(address, {"text": [keys[0]], "next": side_by_side(news)})
    assert [row.translation_type for row in StringTranslation.objects.order_by("pk")] in (
        ["manual", "machine"],
        ["machine", "manual"],
    )
    assert [pair.stored_pk for pair in client.get(side_by_side(news)).context["machine_pairs"]] == keys[1:]


def test_row_without_translators_texts_is_compared_with_what_readers_see(
    client: Client, city: None, ukrainian_translator: User
) -> None:
    topic = Topic.objects.facts().first()
    assert topic is not None
    enter(client, ukrainian_translator)
    address = reverse("translation:side_by_side", args=["city.topic", "uk", topic.translation_key])
    pairs = client.get(address).context["pairs"]
    assert pairs[0].source == topic.name
    assert pairs[0].target


def test_what_does_not_exist_is_not_found(client: Client, news: NewsPage, office_editor: User) -> None:
    enter(client, office_editor)
    for kind, language in (("odd", "uk"), ("pages", "pl"), ("city.topic", "uk")):
        address = reverse("translation:side_by_side", args=[kind, language, news.translation_key])
        assert client.get(address, follow=True).status_code == 404


def test_editor_of_an_outdated_translation_leads_to_what_changed(
    client: Client, outdated: NewsPage, ukrainian_translator: User
) -> None:
    enter(client, ukrainian_translator)
    target = outdated.get_translations().get(locale__language_code="uk")
    html = client.get(reverse("wagtailadmin_pages:edit", args=[target.pk])).content.decode()
    assert html.count(side_by_side(outdated)) >= 2


@pytest.mark.parametrize("language", ["pl", "uk"])
def test_desk_speaks_the_language_of_its_person(
    client: Client, outdated: NewsPage, ukrainian_translator: User, language: str
) -> None:
    UserProfile.objects.create(user=ukrainian_translator, preferred_language=language)
    enter(client, ukrainian_translator)
    for address in (reverse("translation:my_work"), reverse("translation:table"), side_by_side(outdated)):
        assert f'lang="{language}"' in client.get(address).content.decode()[:300]


def test_side_by_side_leads_to_the_reviewers_once_every_text_is_there(
    client: Client, news: NewsPage, editor: User, ukrainian_translator: User
) -> None:
    translation = submit_for_translation(news, "uk", actor=editor)
    address = reverse("approval:send_translation", args=[translation.pk])
    enter(client, ukrainian_translator)
    assert address not in client.get(side_by_side(news)).content.decode()
    fill_translation(translation, {text: f"uk {text}" for text in source_texts(translation)}, actor=editor)
    assert address in client.get(side_by_side(news)).content.decode()
