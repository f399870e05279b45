"""Pages come in whole or not at all, go on after an interruption, and never over somebody's work."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.images.models import Image
from wagtail.models import Page

from accounts.models import User
from accounts.roles import Role
from home.bundles import groups_in
from home.bundles.importing import Outcome, import_bundle
from home.bundles.models import ImportedPage, ImportRun
from home.models import HomePage, InfoPage
from home.services import publish_page
from home.translation.states import statuses
from tests.people import person

from .conftest import Write, codes, page, picture, titles

pytestmark = pytest.mark.django_db
Bring = Callable[..., Outcome]
IMAGES = [("key", "file", "title", "alt"), ("sala", "images/sala.png", "Sala", "Pusta sala obrad")]


def with_image(key: str, **given: object) -> dict[str, object]:
    body = [{"type": "image", "value": {"image": "sala", "decorative": False, "alt_text": "Sala"}}]
    return page(key, fields={"body": body}, **given)


def files_in(media: Path) -> list[str]:
    return [it.name for it in media.rglob("*") if it.is_file()]


def test_a_page_comes_in_live_with_its_translation(write: Write, bring: Bring) -> None:
    body = [{"type": "paragraph", "value": "<p>Текст.</p>"}]
    ukrainian = page(language="uk", title="Путівник", fields={"lead": "Коротко.", "body": body})
    outcome = bring(write(page(), ukrainian))
    assert codes(outcome) == []
    pages = {it.locale.language_code: it for it in InfoPage.objects.all()}
    assert (pages["uk"].title, pages["uk"].live, pages["uk"].slug) == ("Путівник", True, "putivnyk")
    status = statuses([pages["pl"].translation_key])[pages["pl"].translation_key, "uk"]
    assert (status.state, status.texts, status.texts_left) == ("up_to_date", 3, 0)


def test_a_page_is_a_draft_unless_the_bundle_says_otherwise(write: Write, bring: Bring) -> None:
    record = page()
    del record["state"]
    bring(write(record))
    assert not InfoPage.objects.get().live


def test_pages_may_link_to_pages_that_come_later(write: Write, bring: Bring) -> None:
    first = page("a", fields={"body": [{"type": "paragraph", "value": '<p><a href="page:b">dalej</a></p>'}]})
    outcome = bring(write(first, page("b"), page("c", parent="b")))
    assert codes(outcome) == []
    target = InfoPage.objects.get(title="Strona b")
    assert target.live
    assert f'<a id="{target.pk}" linktype="page">' in str(InfoPage.objects.get(title="Strona a").body.raw_data[0])


def test_a_link_to_nowhere_is_left_out_and_mended_by_the_next_import(write: Write, bring: Bring) -> None:
    first = page("a", fields={"body": [{"type": "paragraph", "value": '<p><a href="page:b">dalej</a></p>'}]})
    assert codes(bring(write(first))) == [("pages.jsonl", 1, "formatting")]
    assert InfoPage.objects.get().body.raw_data[0]["value"] == "<p>dalej</p>"
    assert bring(write(first, page("b"))).written == 2
    assert "linktype" in InfoPage.objects.get(title="Strona a").body.raw_data[0]["value"]


def test_an_announced_page_that_cannot_come_in_leaves_nothing(write: Write, bring: Bring) -> None:
    first = page("a", fields={"body": [{"type": "paragraph", "value": '<p><a href="page:b">dalej</a></p>'}]})
    outcome = bring(write(first, page("b", fields={"owner_unit": "no-such-unit"})))
    assert ("pages.jsonl", 2, "unknown_row") in codes(outcome)
    assert titles() == {"Strona a"}


def test_pages_stand_in_the_order_of_the_bundle(write: Write, bring: Bring, home: HomePage) -> None:
    bring(write(page("a", position=2), page("b", position=3), page("c", position=1)))
    assert list(Page.objects.get(pk=home.pk).get_children().values_list("title", flat=True)) == [
        "Strona c",
        "Strona a",
        "Strona b",
    ]


def test_a_second_import_changes_only_what_the_bundle_changed(write: Write, bring: Bring) -> None:
    bring(write(page("a"), page("b")))
    outcome = bring(write(page("a"), page("b", title="Nowy tytuł")))
    assert (outcome.written, outcome.unchanged) == (1, 1)
    assert titles() == {"Strona a", "Nowy tytuł"}


def test_fields_the_bundle_does_not_name_stay(write: Write, bring: Bring) -> None:
    bring(write(page(fields={"search_description": "Opis"})))
    bring(write(page(title="Inaczej")))
    assert InfoPage.objects.get().search_description == "Opis"


def test_what_an_editor_changed_is_left_alone_unless_told_otherwise(write: Write, bring: Bring, editor: User) -> None:
    bring(write(page()))
    changed = InfoPage.objects.get()
    changed.lead = "Poprawione przez redakcję."
    changed.save_revision(user=editor)
    publish_page(changed, actor=editor)
    path = write(page(title="Z paczki"))
    assert codes(bring(path)) == [("pages.jsonl", 1, "conflict")]
    assert InfoPage.objects.get().lead == "Poprawione przez redakcję."
    assert codes(bring(path, overwrite=True)) == []
    assert (InfoPage.objects.get().title, InfoPage.objects.get().lead) == ("Z paczki", "Krótko.")


def test_a_draft_of_an_editor_counts_as_their_work(write: Write, bring: Bring, editor: User) -> None:
    bring(write(page()))
    InfoPage.objects.get().save_revision(user=editor)
    changed = InfoPage.objects.get()
    changed.lead = "Szkic redakcji."
    changed.save_revision(user=editor)
    assert codes(bring(write(page(title="Z paczki")))) == [("pages.jsonl", 1, "conflict")]


def test_a_changed_source_makes_its_untouched_translation_outdated(write: Write, bring: Bring) -> None:
    ukrainian = page(language="uk", fields={"body": [{"type": "paragraph", "value": "<p>Текст.</p>"}]})
    bring(write(page(), ukrainian))
    bring(write(page(fields={"lead": "Zupełnie inaczej."}), ukrainian))
    key = InfoPage.objects.first().translation_key
    assert statuses([key])[key, "uk"].state == "outdated"


def test_a_dry_run_says_the_same_and_keeps_nothing(write: Write, bring: Bring, media: Path) -> None:
    path = write(
        with_image("a"), page("b", fields={"owner_unit": "nope"}), tables={"images.csv": IMAGES},
        files={"images/sala.png": picture()},
    )  # fmt: skip
    rehearsed = bring(path, dry_run=True)
    assert (rehearsed.is_dry_run, rehearsed.written, titles(), Image.objects.count()) == (True, 1, set(), 0)
    assert files_in(media) == []
    assert not ImportRun.objects.exists()
    outcome = bring(path)
    assert (outcome.written, outcome.refused) == (rehearsed.written, rehearsed.refused)
    assert codes(outcome) == codes(rehearsed)


def test_a_page_that_stays_out_leaves_no_picture(write: Write, bring: Bring, media: Path) -> None:
    broken = with_image("a", language="uk")
    broken["fields"]["body"].append({"type": "nope", "value": ""})  # type: ignore[index]
    outcome = bring(write(with_image("a"), broken, tables={"images.csv": IMAGES}, files={"images/sala.png": picture()}))
    assert ("pages.jsonl", 2, "unknown_block") in codes(outcome)
    assert (titles(), Image.objects.count(), files_in(media)) == (set(), 0, [])


def test_a_picture_comes_in_once_for_all_pages(write: Write, bring: Bring) -> None:
    path = write(with_image("a"), with_image("b"), tables={"images.csv": IMAGES}, files={"images/sala.png": picture()})
    bring(path)
    image = Image.objects.get()
    assert (image.title, image.description, image.width) == ("Sala", "Pusta sala obrad", 60)


def test_an_interrupted_import_goes_on_where_it_stopped(
    write: Write, bring: Bring, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write(*(page(name) for name in "abcd"))
    real, calls = groups_in.store, []

    def pulled_plug(*args: object, **options: object) -> Page:
        calls.append(1)
        if len(calls) == 3:
            real(*args, **options)  # the third is half written when the power goes
            raise KeyboardInterrupt
        return real(*args, **options)

    monkeypatch.setattr(groups_in, "store", pulled_plug)
    with pytest.raises(KeyboardInterrupt):
        bring(path)
    assert titles() == {"Strona a", "Strona b"}
    assert ImportRun.objects.get().finished_at is None
    outcome = bring(path)
    assert (outcome.written, outcome.unchanged) == (2, 2)
    assert titles() == {f"Strona {name}" for name in "abcd"}


def test_a_deleted_page_comes_in_again(write: Write, bring: Bring) -> None:
    path = write(page())
    bring(path)
    InfoPage.objects.get().delete()
    assert not ImportedPage.objects.exists()
    assert bring(path).written == 1


@pytest.mark.parametrize("role", [Role.OFFICIAL, Role.MODERATOR, Role.COORDINATOR, None])
def test_who_may_not_publish_cannot_import(write: Write, home: HomePage, role: Role | None) -> None:
    somebody = person(*([role] if role else []))
    with pytest.raises(PermissionDenied):
        import_bundle(write(page()), actor=somebody)
    assert titles() == set()


def test_a_translator_of_one_language_cannot_import(write: Write, home: HomePage) -> None:
    from django.contrib.auth.models import Group

    from accounts.roles import translator_group

    translator = person()
    translator.groups.add(Group.objects.get(name=translator_group("uk")))
    with pytest.raises(PermissionDenied):
        import_bundle(write(page()), actor=translator)


def test_an_editor_can_import(write: Write, home: HomePage) -> None:
    assert import_bundle(write(page()), actor=person(Role.EDITOR)).written == 1


def test_queries_grow_with_the_pages_of_the_bundle_and_not_with_the_site(write: Write, bring: Bring) -> None:
    def cost(*names: str) -> int:
        with CaptureQueriesContext(connection) as queries:
            assert bring(write(*(page(name) for name in names))).refused == 0
        return len(queries)

    cost("warm")
    one, four = cost("a"), cost("b", "c", "d", "e")
    each = (four - one) / 3
    assert each < 170
    assert abs(cost("f", "g", "h", "i", "j", "k") - (one + 5 * each)) < each


def test_what_has_not_changed_costs_no_query_of_its_own(write: Write, bring: Bring) -> None:
    few, many = [page(name) for name in "ab"], [page(f"m{number}") for number in range(8)]
    bring(write(*few, *many))
    with CaptureQueriesContext(connection) as with_few:
        bring(write(*few))
    with CaptureQueriesContext(connection) as with_many:
        bring(write(*few, *many))
    assert len(with_few) == len(with_many)
