"""The nightly round: every address is found where it stands, and judged with patience where that is fair."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.core.files.base import ContentFile
from django.utils import timezone
from wagtail.documents.models import Document
from wagtail.models import Page, PageViewRestriction

from accounts.models import User
from city.models import Unit
from home.models import HomePage, InfoPage
from home.upkeep.links.services import check_links, collect_links
from home.upkeep.models import CheckedLink, LinkUse

from .conftest import Elsewhere, button, paragraph, steps

pytestmark = pytest.mark.django_db
NIGHT = date(2026, 11, 26)
Write = Callable[..., InfoPage]


def night(number: int = 0) -> None:
    collect_links()
    check_links(NIGHT + timedelta(days=number))


def link(address: str) -> CheckedLink:
    return CheckedLink.objects.get(address=address)


def verdict(address: str) -> tuple[str, str]:
    found = link(address)
    return found.status, found.problem


def places(address: str) -> set[tuple[str, str, str]]:
    uses = LinkUse.objects.filter(link__address=address).select_related("page__locale")
    return {(use.page.locale.language_code, use.field, use.block) for use in uses}


def test_address_is_found_in_every_kind_of_block_with_its_place(write_guide: Write, guide: InfoPage) -> None:
    page = write_guide(
        paragraph('<p><a href="https://a.example/?x=1&amp;y=2">a</a> <a href="mailto:a@example.org">b</a></p>'),
        steps('<p><a href="tel:112">112</a> <a href="https://a.example/?x=1&amp;y=2">a</a></p>'),
        {"type": "notice", "value": {"tone": "info", "title": "", "text": '<a href="#kroki">k</a>'}},
        {"type": "facts", "value": {"title": "", "facts": [{"name": "n", "value": '<a href="/pl/x/">x</a>'}]}},
        button("https://b.example/"),
        button(page=guide.pk),
    )
    collect_links()
    assert places("https://a.example/?x=1&y=2") == {("pl", "body", "paragraph"), ("pl", "body", "steps")}
    assert places("tel:112") == {("pl", "body", "steps")}
    assert places(f"page:{page.pk}#kroki") == {("pl", "body", "notice")}
    assert places("/pl/x/") == {("pl", "body", "facts")}
    assert places("https://b.example/") == places(f"page:{guide.pk}") == {("pl", "body", "call_to_action")}
    assert all(LinkUse.objects.filter(page=page).values_list("block_id", flat=True))


def test_translations_are_read_too_and_drafts_are_not(write_guide: Write, translate: Callable[..., Page]) -> None:
    page = write_guide(paragraph('<p><a href="https://a.example/">a</a></p>'))
    translate(page, "uk")
    write_guide(paragraph('<p><a href="https://draft.example/">a</a></p>'), title="Szkic", live=False)
    collect_links()
    assert {language for language, _field, _block in places("https://a.example/")} == {"pl", "uk"}
    assert not CheckedLink.objects.filter(address="https://draft.example/").exists()


def test_contact_data_of_units_is_read(city: None) -> None:
    unit = Unit.objects.facts().first()
    Unit.objects.filter(pk=unit.pk).update(mailbox="office@example.org", phone="+48 58")
    night()
    assert LinkUse.objects.get(link__address="mailto:office@example.org").page is None
    assert verdict("tel:+48 58") == ("broken", "bad_phone")


def test_address_that_stands_nowhere_any_more_is_forgotten_and_a_known_one_keeps_its_history(
    write_guide: Write, editor: User
) -> None:
    page = write_guide(button("mailto:x"), paragraph('<a href="foo">x</a>'))
    night()
    before = link("foo")
    page.body = [block for block in page.body.raw_data if block["type"] == "paragraph"]
    page.save_revision(user=editor).publish()
    collect_links()
    assert not CheckedLink.objects.filter(address="mailto:x").exists()
    after = link("foo")
    assert (after.pk, after.failing_since, after.status) == (before.pk, NIGHT, "broken")


def test_every_answer_of_a_server_is_judged(write_guide: Write, elsewhere: Elsewhere) -> None:
    paths = ("200", "404", "410", "403", "500", "only-get", "to-302-200", "to-301-200")
    write_guide(*[button(elsewhere.url(path)) for path in paths])
    night()
    assert {path: link(elsewhere.url(path)).status for path in paths} == {
        "200": "fine", "404": "broken", "410": "broken", "403": "closed", "500": "doubtful", "only-get": "fine",
        "to-302-200": "fine", "to-301-200": "fine",
    }  # fmt: skip
    assert link(elsewhere.url("to-301-200")).moved_to == elsewhere.url("200")


def test_server_that_fails_counts_as_broken_after_three_nights_in_a_row(
    write_guide: Write, elsewhere: Elsewhere
) -> None:
    write_guide(button(elsewhere.url("500")))
    seen = []
    for number in range(3):
        night(number)
        night(number)  # begun again in the same night it counts once
        seen.append((link(elsewhere.url("500")).status, link(elsewhere.url("500")).nights))
    assert seen == [("doubtful", 1), ("doubtful", 2), ("broken", 3)]
    assert link(elsewhere.url("500")).failing_since == NIGHT


def test_one_good_night_starts_the_count_anew(write_guide: Write, elsewhere: Elsewhere) -> None:
    elsewhere.server.targets["fate"] = "/500"
    address = elsewhere.url("to-302-fate")
    write_guide(button(address))
    night(0)
    night(1)
    elsewhere.server.targets["fate"] = "/200"
    night(2)
    assert (link(address).status, link(address).nights, link(address).failing_since) == ("fine", 0, None)
    elsewhere.server.targets["fate"] = "/500"
    night(3)
    assert (link(address).status, link(address).nights) == ("doubtful", 1)


def test_private_network_is_broken_at_once_and_not_asked(write_guide: Write, private: Elsewhere) -> None:
    write_guide(button(private.url("200")))
    night()
    assert verdict(private.url("200")) == ("broken", "inside")
    assert private.asked == []


def test_host_is_asked_with_pauses_and_only_so_often_a_night(
    write_guide: Write, elsewhere: Elsewhere, settings
) -> None:
    settings.LINK_CHECK_PER_HOST = 3
    settings.LINK_CHECK_PAUSE_SECONDS = 60
    write_guide(*[button(elsewhere.url(str(200 + number))) for number in range(5)])
    collect_links()
    pauses: list[float] = []
    assert check_links(NIGHT, pause=pauses.append) == 3
    assert len(pauses) == 2
    assert all(50 < pause <= 60 for pause in pauses)
    assert check_links(NIGHT, pause=pauses.append) == 2


def test_link_to_a_page_follows_what_becomes_of_the_page(write_guide: Write, guide: InfoPage) -> None:
    write_guide(button(page=guide.pk))
    night(0)
    assert verdict(f"page:{guide.pk}") == ("fine", "")
    PageViewRestriction.objects.create(page=guide, restriction_type=PageViewRestriction.LOGIN)
    night(1)
    assert verdict(f"page:{guide.pk}") == ("broken", "private")
    PageViewRestriction.objects.all().delete()
    guide.unpublish()
    night(2)
    assert verdict(f"page:{guide.pk}") == ("broken", "unpublished")
    Page.objects.filter(pk=guide.pk).update(expired=True)
    night(3)
    assert verdict(f"page:{guide.pk}") == ("broken", "expired")


def test_link_in_a_text_to_a_deleted_page_is_broken(write_guide: Write, guide: InfoPage) -> None:
    write_guide(paragraph(f'<p><a linktype="page" id="{guide.pk}">x</a></p>'))
    Page.objects.get(pk=guide.pk).delete()
    night()
    assert verdict(f"page:{guide.pk}") == ("broken", "gone")


def test_call_that_is_over_but_still_live_is_told(write_guide: Write, guide: InfoPage) -> None:
    write_guide(button(page=guide.pk))
    Page.objects.filter(pk=guide.pk).update(expire_at=timezone.now() - timedelta(days=1))
    night()
    assert verdict(f"page:{guide.pk}") == ("broken", "expired")


def test_unpublished_translation_whose_source_readers_still_get_is_no_problem(
    write_guide: Write, guide: InfoPage, translate: Callable[..., Page]
) -> None:
    english = translate(guide, "en")
    write_guide(button(page=english.pk))
    english.unpublish()
    night()
    assert verdict(f"page:{english.pk}") == ("fine", "")


def test_place_on_a_page_must_exist(write_guide: Write, guide: InfoPage) -> None:
    page = write_guide(paragraph('<p><a href="#main">a</a> <a href="#nowhere">b</a></p>'))
    night()
    assert verdict(f"page:{page.pk}#main") == ("fine", "")
    assert verdict(f"page:{page.pk}#nowhere") == ("broken", "no_anchor")


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/pl/karta-pobytu/", ("fine", "")), ("/uk/karta-pobytu/", ("fine", "")), ("/pl/", ("fine", "")),
        ("/pl/nie-ma/", ("broken", "gone")), ("/pl/search/", ("fine", "")), ("/xx/", ("broken", "gone")),
        ("/pl/karta-pobytu/#main", ("fine", "")), ("/pl/karta-pobytu/#x", ("broken", "no_anchor")),
    ],
)  # fmt: skip
def test_written_out_address_of_this_site(
    write_guide: Write, guide: InfoPage, path: str, expected: tuple[str, str]
) -> None:
    write_guide(paragraph(f'<p><a href="{path}">x</a></p>'))
    night()
    assert verdict(path) == expected


def test_full_address_of_this_site_is_not_asked_over_the_network(write_guide: Write, guide: InfoPage) -> None:
    address = guide.full_url
    write_guide(button(address), button(address + "nie-ma/"))
    night()
    assert verdict(address) == ("fine", "")
    assert verdict(address + "nie-ma/") == ("broken", "gone")


def test_document_must_exist_with_its_file(write_guide: Write, home: HomePage) -> None:
    document = Document.objects.create(title="Wniosek", file=ContentFile(b"x", "wniosek.txt"))
    write_guide(paragraph(f'<a linktype="document" id="{document.pk}">x</a><a linktype="document" id="999">y</a>'))
    night(0)
    assert verdict(f"document:{document.pk}") == ("fine", "")
    assert verdict("document:999") == ("broken", "gone")
    document.file.storage.delete(document.file.name)
    night(1)
    assert verdict(f"document:{document.pk}") == ("broken", "no_file")
