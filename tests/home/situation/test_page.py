"""The reader's side: one question a page, answers in the address, a checklist at the end, nothing stored."""

import re
from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.translation import gettext, override
from wagtail.models import Page

from accounts.models import User
from city.models import Unit
from cms.blocks.body import body_from
from home.models import InfoPage, SituationPage
from home.services import source_texts, submit_for_translation
from home.situation.blocks import ItemsBlock, QuestionsBlock

from .plans import ARRIVING, ITEMS, answer, item, question

pytestmark = pytest.mark.django_db
DONE = "?origin=far&visa=no&purpose=study"


def read(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return str(response.content.decode())


def test_first_question_stands_under_the_text_of_the_page(client: Client, situation: SituationPage) -> None:
    page = read(client, situation.get_url())
    assert "Kilka pytań." in page
    assert re.search(r"<legend[^>]*>\s*<h2[^>]*>Txt-origin\?", page)
    assert "Txt-why-origin" in page
    assert re.findall(r'type="radio" name="(\w+)" value="(\w+)"', page) == [("origin", "eu"), ("origin", "far")]
    assert "noindex" not in page


def test_answer_leads_to_a_clean_address_of_the_next_question(client: Client, situation: SituationPage) -> None:
    response = client.get(f"{situation.get_url()}?asked=origin&origin=far&utm_source=letter")
    assert response.status_code == 302
    assert response["Location"] == f"{situation.get_url()}?origin=far"
    page = read(client, response["Location"])
    assert re.search(r"<h1[^>]*>Txt-visa\?", page)
    assert '<input type="hidden" name="origin" value="far">' in page


@pytest.mark.parametrize("sent", ["?asked=origin", "?asked=origin&origin=mars", "?asked=visa&origin=far"])
def test_going_on_without_an_answer_says_so_and_keeps_the_rest(
    client: Client, situation: SituationPage, sent: str
) -> None:
    page = read(client, situation.get_url() + sent)
    assert 'role="alert"' in page
    asked = sent.removeprefix("?asked=").partition("&")[0]
    assert re.search(rf'type="radio" name="{asked}"', page)
    assert ('type="hidden" name="origin" value="far"' in page) is (asked == "visa")
    with override("pl"):
        assert f"<title>{gettext('Error:')}" in page


def test_former_answer_in_a_saved_link_is_asked_again_with_a_kind_notice(
    client: Client, situation: SituationPage
) -> None:
    page = read(client, f"{situation.get_url()}?origin=former&purpose=work")
    with override("pl"):
        assert gettext("One answer in this link does not exist any more") in page
    assert 'role="alert"' not in page
    assert '<input type="hidden" name="purpose" value="work">' in page


def test_checklist_holds_items_terms_and_a_link_to_itself(client: Client, situation: SituationPage) -> None:
    page = read(client, situation.get_url() + DONE)
    assert re.findall(r"Txt-do-(\w+)</p>", page) == ["permit", "map", "school", "lawyer"]
    assert f'href="http://testserver{situation.get_url()}{DONE.replace("&", "&amp;")}"' in page
    with override("pl"):
        from home.situation.checklist import term

        assert term(30, "arrival") in page
        assert "30" in term(30, "arrival")


def test_each_answer_can_be_changed_and_the_others_stay(client: Client, situation: SituationPage) -> None:
    page = read(client, situation.get_url() + DONE)
    changes = re.findall(r'href="(\?[^"]*change=\w+)"', page)
    assert [change.rpartition("=")[2] for change in changes] == ["origin", "visa", "purpose"]
    again = read(client, situation.get_url() + changes[0].replace("&amp;", "&"))
    assert re.search(r"<h1[^>]*>Txt-origin\?", again)
    assert re.search(r'value="far"[^>]*checked', again)
    sent = client.get(f"{situation.get_url()}?visa=no&purpose=study&asked=origin&origin=eu")
    assert sent["Location"] == f"{situation.get_url()}?origin=eu&purpose=study"


def test_inner_steps_are_not_for_search_engines_nor_for_caches(client: Client, situation: SituationPage) -> None:
    for query in ("?origin=eu", DONE, "?change=origin", "?asked=origin"):
        response = client.get(situation.get_url() + query)
        assert response["X-Robots-Tag"] == "noindex"
        assert response["Cache-Control"] == "no-store"
        assert '<meta name="robots" content="noindex">' in response.content.decode()
        assert re.search(rf'rel="canonical" href="[^"?]*{situation.get_url()}"', response.content.decode())


def test_nothing_about_the_reader_is_stored(client: Client, situation: SituationPage) -> None:
    client.get(situation.get_url())
    with CaptureQueriesContext(connection) as queries:
        response = client.get(situation.get_url() + DONE)
    assert not response.cookies
    assert not client.cookies
    assert "Cookie" not in response.get("Vary", "")
    assert not [query["sql"] for query in queries if not query["sql"].lstrip().startswith("SELECT")]
    assert client.post(situation.get_url(), {"origin": "eu"}).status_code == 405


def test_other_words_in_the_address_do_not_reach_the_page(client: Client, situation: SituationPage) -> None:
    page = read(client, f"{situation.get_url()}?origin=%3Cscript%3E&evil=%3Cscript%3E&change=%3Cb%3E")
    assert "<script>" not in page
    assert "evil" not in page


def test_language_switcher_keeps_the_answers(
    client: Client, situation: SituationPage, translate: Callable[..., Page]
) -> None:
    translated = translate(situation, "uk", title="Нові в місті")
    links = {link.code: link.url for link in client.get(situation.get_url() + DONE).wsgi_request.language_links}
    assert links["uk"] == translated.get_url() + DONE
    assert links["en"] == "/en/nowy-w-miescie/" + DONE
    page = read(client, links["uk"])
    assert "uk Txt-do-permit" in page
    assert re.search(r'<p class="checklist__title" lang="uk">', page)


def test_untranslated_page_is_the_marked_source_text(client: Client, situation: SituationPage) -> None:
    page = read(client, "/uk/nowy-w-miescie/" + DONE)
    with override("uk"):
        assert gettext("This text has not been translated yet") in page
    assert '<p class="checklist__title" lang="pl">Txt-do-permit</p>' in page
    assert page.count('name="robots"') == 1
    sent = client.get("/uk/nowy-w-miescie/?asked=origin&origin=eu")
    assert sent["Location"] == "/uk/nowy-w-miescie/?origin=eu"


def test_every_word_is_translated_and_no_code_link_or_term_is(
    situation: SituationPage, guide: InfoPage, editor: User, city: None, translate: Callable[..., Page]
) -> None:
    unit = Unit.objects.facts().first()
    items = [*ITEMS[:-1], item("map", is_for_all=True, page=guide.pk, unit=unit.pk, url="https://example.org/a")]
    situation.items = body_from(items, ItemsBlock())
    situation.save_revision(user=editor).publish(user=editor)
    texts = source_texts(submit_for_translation(situation, "uk", actor=editor))
    words = set(re.findall(r"Txt-[\w?-]+", str([ARRIVING, items])))
    assert words - {re.sub("<[^>]+>", "", text) for text in texts} == set()
    assert {text for text in texts if "Txt" not in text} == {situation.title, situation.lead}
    translated = SituationPage.objects.get(pk=translate(situation, "uk").pk)
    assert _structure(translated) == _structure(situation)


def _structure(page: SituationPage) -> list[object]:
    questions = [
        (one.code, [(each.code, each.adds, each.leads_to) for each in one.answers]) for one in page.plan.questions
    ]
    shared = ("days", "since", "page", "unit", "url")
    return [
        questions,
        [(one.code, one.kind, one.is_for_all, *(one.value[n] for n in shared)) for one in page.plan.items],
    ]


def test_structure_of_a_translation_follows_its_source_also_when_parts_are_taken_out(
    situation: SituationPage, editor: User, translate: Callable[..., Page]
) -> None:
    translate(situation, "uk")
    situation.questions = body_from([question("only", answer("a"), answer("b"))], QuestionsBlock())
    situation.items = body_from([item("map", is_for_all=True)], ItemsBlock())
    situation.save_revision(user=editor).publish(user=editor)
    situation = SituationPage.objects.get(pk=situation.pk)
    translated = SituationPage.objects.get(pk=translate(situation, "uk").pk)
    assert _structure(translated) == _structure(situation)


def test_guide_of_an_item_is_shown_in_the_readers_language_else_marked(
    client: Client, write_situation: Callable[..., SituationPage], guide: InfoPage, translate: Callable[..., Page]
) -> None:
    items = [*ITEMS[:-1], item("map", is_for_all=True, page=guide.pk)]
    page = write_situation(items=items)
    english = translate(page, "en", title="New here")
    assert '<a href="/en/karta-pobytu/" lang="pl"' in read(client, english.get_url() + DONE)
    translate(guide, "en", title="Residence card")
    assert re.search(
        r'<a href="/en/residence-card/" lang="en"[^>]*>Residence card</a>', read(client, english.get_url() + DONE)
    )
    guide.unpublish()
    Page.objects.get(slug="residence-card").unpublish()
    assert "residence-card" not in read(client, english.get_url() + DONE)


def test_queries_do_not_grow_with_questions_and_items(
    client: Client, write_situation: Callable[..., SituationPage], guide: InfoPage, city: None
) -> None:
    units = list(Unit.objects.facts()[:4])

    def count(size: int) -> int:
        items = [item(f"i{n}", is_for_all=True, page=guide.pk, unit=units[n % len(units)].pk) for n in range(size)]
        ways = [
            question(f"q{n}", answer("a", f"q{n + 1}" if n + 1 < size else "result"), answer("b")) for n in range(size)
        ]
        address = write_situation(ways, items, title=f"Pytania {size}").get_url()
        query = "&".join(f"q{n}=a" for n in range(size))
        client.get(address)
        with CaptureQueriesContext(connection) as queries:
            read(client, f"{address}?{query}")
        return len(queries)

    few = count(2)
    assert count(8) == few
    assert few <= 20


def test_editor_sees_every_question_and_fault_on_one_page(situation: SituationPage, editor: User) -> None:
    situation.questions = body_from([question("q", answer("x", ""), answer("y"))], QuestionsBlock())
    response = situation.make_preview_request(preview_mode=SituationPage.PLAN)
    page = response.render().content.decode()
    assert response.status_code == 200
    assert re.search("[“„]q”", page)
    assert "Txt-q?" in page
    assert "Txt-do-permit" in page
    begin = situation.make_preview_request(preview_mode="").render().content.decode()
    assert re.search(r"<h2[^>]*>Txt-q\?", begin)


def test_search_finds_the_words_of_questions_and_items(situation: SituationPage) -> None:
    from home.documents import PageSource

    document = next(iter(PageSource().documents([situation.pk])))
    assert document.kind == "page-situation"
    assert "Txt-origin?" in document.body
    assert "Txt-how-permit" in document.body
    assert "purpose" not in re.sub(r"Txt-[\w?-]+", "", document.body)


def test_translators_editor_shows_every_text_of_questions_items_and_tables(
    client: Client, situation: SituationPage, editor: User
) -> None:
    table = {"data": [["Txt-column"], ["Txt-cell"]], "table_header_choice": "row", "table_caption": "Txt-caption"}
    situation.body = body_from([{"type": "table", "value": table}])
    situation.save_revision(user=editor).publish(user=editor)
    target = submit_for_translation(situation, "uk", actor=editor).get_target_instance()
    client.force_login(editor, backend="django.contrib.auth.backends.ModelBackend")
    page = read(client, reverse("wagtailadmin_pages:edit", args=[target.pk]))
    for words in (
        "Txt-origin?",
        "Txt-visa",
        "Txt-why-purpose",
        "Txt-do-permit",
        "Txt-how-map",
        "Txt-cell",
        "Txt-caption",
    ):
        assert words in page
