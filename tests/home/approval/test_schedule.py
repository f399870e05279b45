"""The source's schedule is the schedule of every language."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.utils import timezone
from wagtail.models import Page

from accounts.models import User
from home.approval.handlers import publish_scheduled
from home.models import NewsPage
from home.services import fill_translation, publish_translation, source_texts, submit_for_translation
from tests.clock import freeze_time

from .conftest import translator

pytestmark = pytest.mark.django_db
NOON = datetime.fromisoformat("2027-03-20T12:00:00+01:00")
LATER = NOON + timedelta(days=3)
END = NOON + timedelta(days=10)


@pytest.fixture(autouse=True)
def noon():
    with freeze_time(NOON) as clock:
        yield clock


def publish(page: Page, user: User, **times: datetime | None) -> None:
    draft = page.get_latest_revision_as_object()
    for name, moment in times.items():
        setattr(draft, name, moment)
    draft.save_revision(user=user).publish(user=user)


def stored(page: Page) -> Page:
    return Page.objects.get(pk=page.pk)


def test_expiry_of_the_source_takes_every_language_down(
    news: NewsPage, editor: User, translate: Callable[..., Page], noon
) -> None:
    versions = [news, translate(news, "uk"), translate(news, "en")]
    publish(news, editor, expire_at=END)
    assert {stored(page).expire_at for page in versions} == {END}
    noon.move_to(END - timedelta(minutes=1))
    publish_scheduled()
    assert all(stored(page).live for page in versions)
    noon.move_to(END + timedelta(minutes=1))
    publish_scheduled()
    assert not any(stored(page).live for page in versions)


def test_changed_expiry_reaches_live_rows_and_drafts_of_translations(
    news: NewsPage, editor: User, translate: Callable[..., Page]
) -> None:
    page = translate(news, "uk")
    draft = page.get_latest_revision_as_object()
    draft.title = "Чернетка"
    draft.save_revision(user=editor)
    publish(news, editor, expire_at=END)
    publish(news, editor, expire_at=LATER)
    assert stored(page).expire_at == LATER
    assert stored(page).get_latest_revision_as_object().expire_at == LATER
    assert stored(page).title != "Чернетка"
    publish(news, editor, expire_at=None)
    assert stored(page).expire_at is None


def test_translation_published_before_its_source_goes_live_with_it(
    write_news: Callable[..., NewsPage], editor: User, translate: Callable[..., Page], noon
) -> None:
    source = write_news("Zapowiedź", live=False)
    publish(source, editor, go_live_at=LATER, expire_at=END)
    page = translate(stored(source).specific, "uk")
    assert not stored(source).live
    assert not stored(page).live
    noon.move_to(LATER + timedelta(minutes=1))
    publish_scheduled()
    assert stored(source).live
    assert stored(page).live
    assert stored(page).expire_at == END


def test_moved_schedule_of_the_source_moves_scheduled_translations(
    write_news: Callable[..., NewsPage], editor: User, translate: Callable[..., Page], noon
) -> None:
    source = write_news("Zapowiedź", live=False)
    publish(source, editor, go_live_at=LATER)
    page = translate(stored(source).specific, "uk")
    publish(source, editor, go_live_at=LATER + timedelta(days=2))
    noon.move_to(LATER + timedelta(days=1))
    publish_scheduled()
    assert not stored(page).live
    noon.move_to(LATER + timedelta(days=2, minutes=1))
    publish_scheduled()
    assert stored(source).live
    assert stored(page).live


def test_source_published_at_once_takes_its_scheduled_translations_along(
    write_news: Callable[..., NewsPage], editor: User, translate: Callable[..., Page], noon
) -> None:
    source = write_news("Zapowiedź", live=False)
    publish(source, editor, go_live_at=LATER)
    page = translate(stored(source).specific, "uk")
    publish(source, editor, go_live_at=None)
    noon.shift(timedelta(minutes=5))
    publish_scheduled()
    assert stored(page).live


def test_translation_stays_a_draft_when_the_schedule_of_its_source_is_called_off(
    write_news: Callable[..., NewsPage], editor: User, translate: Callable[..., Page], noon
) -> None:
    source = write_news("Zapowiedź", live=False)
    publish(source, editor, go_live_at=LATER)
    page = translate(stored(source).specific, "uk")
    source.revisions.update(approved_go_live_at=None)
    noon.move_to(LATER + timedelta(minutes=1))
    publish_scheduled()
    assert not stored(page).live
    assert stored(page).get_latest_revision() is not None


def test_moment_in_the_night_when_the_clock_changes_comes_once_and_for_all_languages_together(
    write_news: Callable[..., NewsPage], editor: User, translate: Callable[..., Page], noon
) -> None:
    source = write_news("Zmiana czasu", live=False)
    moment = datetime.fromisoformat("2027-03-28T03:30:00+02:00")  # half an hour after two o'clock became three
    publish(source, editor, go_live_at=moment)
    page = translate(stored(source).specific, "uk")
    noon.move_to("2027-03-28T01:25:00+00:00")
    publish_scheduled()
    assert not stored(source).live
    assert not stored(page).live
    noon.move_to("2027-03-28T01:31:00+00:00")
    publish_scheduled()
    assert stored(source).live
    assert stored(page).live


def test_translator_sets_no_schedule_of_their_own(
    news: NewsPage, editor: User, translate: Callable[..., Page], desk_of
) -> None:
    from wagtail_localize.models import Translation

    page = translate(news, "uk")
    Translation.objects.filter(source__object_id=news.translation_key).update(enabled=False)
    desk = desk_of(translator("uk"))
    form = desk.form(page)
    assert 'name="go_live_at"' not in desk.client.get(desk.address(page)).content.decode()
    desk.client.post(
        desk.address(page),
        form | {"go_live_at": "2027-06-01 10:00", "expire_at": "2027-07-01 10:00", "action-publish": "1"},
    )
    assert stored(page).live
    assert stored(page).expire_at is None
    assert stored(page).get_latest_revision_as_object().go_live_at is None


def test_editor_sets_the_schedule_of_the_source(news: NewsPage, editor: User, desk_of) -> None:
    desk = desk_of(editor)
    assert 'name="go_live_at"' in desk.client.get(desk.address(news)).content.decode()
    desk.send(news, expire_at="2027-07-01 10:00", **{"action-publish": "1"})
    assert timezone.localtime(stored(news).expire_at).isoformat() == "2027-07-01T10:00:00+02:00"


def test_translation_drafted_after_the_source_was_scheduled_carries_the_schedule(news: NewsPage, editor: User) -> None:
    publish(news, editor, expire_at=END)
    translation = submit_for_translation(stored(news).specific, "uk", actor=editor)
    assert translation.get_target_instance().get_latest_revision_as_object().expire_at == END
    fill_translation(translation, {text: f"uk {text}" for text in source_texts(translation)}, actor=editor)
    assert publish_translation(translation, actor=editor).expire_at == END
