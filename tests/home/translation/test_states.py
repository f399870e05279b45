"""The state of a translation follows from what is published, and from nothing else."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page
from wagtail_localize.models import TranslationSource

from accounts.models import User
from accounts.roles import Role, translator_group
from city.models import Topic
from cms.blocks.body import body_from
from home.models import HomePage, NewsPage, SectionPage
from home.services import fill_translation, source_texts, submit_for_translation
from home.translation.changes import Change, changes_since
from home.translation.guard import IncompleteTranslation
from home.translation.models import DraftOrigin, SourceState, SourceText, TranslationRecord
from home.translation.services import NothingToConfirm, confirm_translation
from home.translation.states import State, Status, outdated, statuses
from tests.people import person

pytestmark = pytest.mark.django_db

Translate = Callable[..., Page]


def status(page: Page, language: str = "uk") -> Status:
    return statuses([page.translation_key])[page.translation_key, language]


def state(page: Page, language: str = "uk") -> State:
    return status(page, language).state


def publish(page: Page, **changes: object) -> None:
    for name, value in changes.items():
        setattr(page, name, value)
    page.save_revision().publish()
    page.refresh_from_db()


def stored(page: Page) -> NewsPage:
    return NewsPage.objects.get(pk=page.pk)


def translator(language: str) -> User:
    user = person()
    user.groups.add(Group.objects.get(name=translator_group(language)))
    return user


@pytest.fixture
def ukrainian(news: NewsPage, translate: Translate) -> Page:
    return translate(news, "uk", title="Зустріч")


def test_page_nobody_has_submitted_is_missing_and_its_source_is_shown(news: NewsPage) -> None:
    found = status(news)
    assert (found.state, found.is_fallback_shown, found.is_live) == (State.MISSING, True, False)


def test_submitted_page_without_a_word_translated_is_missing(news: NewsPage, editor: User) -> None:
    submit_for_translation(news, "uk", actor=editor)
    found = status(news)
    assert (found.state, found.texts, found.texts_left, found.words_left) == (State.MISSING, 2, 2, 6)


def test_page_with_some_words_translated_is_in_translation(news: NewsPage, editor: User) -> None:
    translation = submit_for_translation(news, "uk", actor=editor)
    fill_translation(translation, {news.title: "Зустріч"}, actor=editor)
    found = status(news)
    assert (found.state, found.texts_left, found.words_left) == (State.IN_TRANSLATION, 1, 3)


def test_published_translation_is_up_to_date(news: NewsPage, ukrainian: Page) -> None:
    found = status(news)
    assert (found.state, found.is_fallback_shown, found.words_left) == (State.UP_TO_DATE, False, 0)


def test_changed_words_of_the_source_make_the_translation_outdated_without_anybody_syncing(
    news: NewsPage, ukrainian: Page
) -> None:
    publish(news, lead="Rozmowa o planach na rok.")
    found = status(news)
    assert (found.state, found.is_outdated, found.texts_left) == (State.OUTDATED, True, 1)
    assert changes_since(news.translation_key, "uk") == [
        Change("lead", "Rozmowa o planach.", "Rozmowa o planach na rok.")
    ]


def test_draft_of_the_source_outdates_nothing(news: NewsPage, ukrainian: Page) -> None:
    news.lead = "Jeszcze nie."
    news.save_revision()
    assert state(news) is State.UP_TO_DATE


def test_publishing_the_same_words_again_outdates_nothing(news: NewsPage, ukrainian: Page) -> None:
    publish(news)
    assert state(news) is State.UP_TO_DATE


def test_unpublishing_and_publishing_the_source_again_outdates_nothing(news: NewsPage, ukrainian: Page) -> None:
    news.unpublish()
    publish(stored(news))
    assert state(news) is State.UP_TO_DATE


def test_moving_the_source_outdates_nothing(news: NewsPage, ukrainian: Page, home: HomePage, editor: User) -> None:
    section = SectionPage(title="Archiwum")
    home.add_child(instance=section)
    news.move(section, pos="last-child")
    publish(stored(news))
    assert state(news) is State.UP_TO_DATE


def test_words_taken_back_make_the_translation_up_to_date_again(news: NewsPage, ukrainian: Page) -> None:
    lead = news.lead
    publish(news, lead="Co innego.")
    assert state(news) is State.OUTDATED
    publish(news, lead=lead)
    assert state(news) is State.UP_TO_DATE


def test_translating_the_changed_words_makes_it_up_to_date(
    news: NewsPage, ukrainian: Page, translate: Translate
) -> None:
    publish(news, lead="Co innego.")
    translate(news, "uk", title="Зустріч")
    assert state(news) is State.UP_TO_DATE
    assert changes_since(news.translation_key, "uk") == []


def test_languages_are_judged_apart(news: NewsPage, ukrainian: Page, translate: Translate) -> None:
    publish(news, lead="Co innego.")
    translate(news, "en", title="Meeting")
    assert (state(news), state(news, "en")) == (State.OUTDATED, State.UP_TO_DATE)


def test_minor_edit_keeps_current_translations_and_publishes_no_other_word(news: NewsPage, ukrainian: Page) -> None:
    publish(news, lead="Rozmowa o planach!", is_minor_edit=True)
    assert state(news) is State.UP_TO_DATE
    assert status(news).texts_left == 0
    assert stored(ukrainian).lead == "uk Rozmowa o planach."


def test_tick_of_a_minor_edit_counts_for_one_publication(news: NewsPage, ukrainian: Page) -> None:
    publish(news, lead="Rozmowa o planach!", is_minor_edit=True)
    assert not stored(news).is_minor_edit
    publish(stored(news), lead="Zupełnie co innego.")
    assert state(news) is State.OUTDATED


def test_minor_edit_does_not_make_an_outdated_translation_current(news: NewsPage, ukrainian: Page) -> None:
    publish(news, lead="Co innego.")
    publish(news, lead="Co innego!", is_minor_edit=True)
    assert state(news) is State.OUTDATED


def test_minor_edit_that_adds_a_text_waits_for_the_translator(news: NewsPage, ukrainian: Page) -> None:
    body = body_from([{"type": "heading", "value": {"text": "Nowy nagłówek", "level": "h2"}}])
    publish(news, body=body, is_minor_edit=True)
    assert (state(news), status(news).texts_left) == (State.OUTDATED, 1)


def test_fact_of_the_source_reaches_its_translation_at_once_even_when_words_wait(
    news: NewsPage, ukrainian: Page, city: None
) -> None:
    day = timezone.localdate() - timedelta(days=30)
    news.topics = [Topic.objects.facts().first()]
    publish(news, published_on=day, lead="Co innego.")
    translation = stored(ukrainian)
    assert translation.published_on == day
    assert list(translation.topics.all()) == list(stored(news).topics.all())
    assert state(news) is State.OUTDATED


def test_text_dropped_from_the_source_is_dropped_from_the_translation_without_a_translator(
    write_news: Callable[..., NewsPage], translate: Translate
) -> None:
    blocks = [{"type": "heading", "value": {"text": text, "level": "h2"}} for text in ("Pierwszy", "Drugi")]
    news = write_news("Z nagłówkami", body=body_from(blocks))
    translation = translate(news, "uk")
    body = list(news.body.raw_data)
    publish(news, body=news.body.stream_block.to_python(body[:1]))
    assert state(news) is State.UP_TO_DATE
    assert [block.value["text"] for block in stored(translation).body] == ["uk Pierwszy"]


def test_words_a_translator_has_not_published_are_not_published_for_them(
    news: NewsPage, ukrainian: Page, editor: User
) -> None:
    translation = submit_for_translation(news, "uk", actor=editor)
    fill_translation(translation, {news.title: "Чернетка"}, actor=editor)
    publish(news, show_in_menus=True, body=body_from([]))
    publish(news, lead="Rozmowa o planach!", is_minor_edit=True)
    assert stored(ukrainian).title == "Зустріч"
    assert state(news) is State.UP_TO_DATE


def test_draft_written_before_the_source_changed_is_outdated_when_published(news: NewsPage, editor: User) -> None:
    translation = submit_for_translation(news, "uk", actor=editor)
    fill_translation(translation, {text: f"uk {text}" for text in source_texts(translation)}, actor=editor)
    translation.save_target(user=editor, publish=False)
    draft = translation.get_target_instance().latest_revision
    publish(news, lead="Co innego.")
    draft.publish()
    assert state(news) is State.OUTDATED


def test_translation_written_by_hand_claims_nothing_until_somebody_confirms_it(
    news: NewsPage, ukrainian: Page, editor: User
) -> None:
    publish(news, lead="Co innego.")
    publish(stored(ukrainian), lead="Щось інше.")
    assert state(news) is State.OUTDATED
    confirm_translation(translation_key=news.translation_key, language="uk", actor=editor)
    assert state(news) is State.UP_TO_DATE
    assert stored(ukrainian).lead == "Щось інше."


def test_translator_confirms_only_their_language(news: NewsPage, ukrainian: Page, translate: Translate) -> None:
    translate(news, "en", title="Meeting")
    publish(news, lead="Co innego.")
    somebody = translator("uk")
    with pytest.raises(PermissionDenied):
        confirm_translation(translation_key=news.translation_key, language="en", actor=somebody)
    confirm_translation(translation_key=news.translation_key, language="uk", actor=somebody)
    assert (state(news), state(news, "en")) == (State.UP_TO_DATE, State.OUTDATED)
    assert TranslationRecord.objects.get(translation_key=news.translation_key, locale=ukrainian.locale).by == somebody


@pytest.mark.parametrize("role", [Role.MODERATOR, Role.OFFICIAL, Role.AUDITOR])
def test_people_without_rights_on_pages_confirm_nothing(news: NewsPage, ukrainian: Page, role: Role) -> None:
    with pytest.raises(PermissionDenied):
        confirm_translation(translation_key=news.translation_key, language="uk", actor=person(role))


def test_translation_with_new_texts_of_the_source_missing_is_not_confirmed(
    news: NewsPage, ukrainian: Page, editor: User
) -> None:
    publish(news, body=body_from([{"type": "heading", "value": {"text": "Nowy nagłówek", "level": "h2"}}]))
    with pytest.raises(IncompleteTranslation):
        confirm_translation(translation_key=news.translation_key, language="uk", actor=editor)
    assert state(news) is State.OUTDATED


def test_nothing_is_confirmed_where_nothing_is_published(news: NewsPage, editor: User) -> None:
    with pytest.raises(NothingToConfirm):
        confirm_translation(translation_key=news.translation_key, language="uk", actor=editor)


def test_withdrawn_translation_is_in_translation_and_the_source_is_shown(news: NewsPage, ukrainian: Page) -> None:
    stored(ukrainian).unpublish()
    found = status(news)
    assert (found.state, found.is_fallback_shown) == (State.IN_TRANSLATION, True)


def test_deleted_page_leaves_nothing_behind(news: NewsPage, ukrainian: Page) -> None:
    key = news.translation_key
    stored(ukrainian).delete()
    assert not TranslationRecord.objects.filter(translation_key=key).exists()
    stored(news).delete()
    assert not SourceState.objects.filter(translation_key=key).exists()
    assert not SourceText.objects.filter(translation_key=key).exists()


def test_origin_of_a_draft_is_kept_only_until_it_is_published(news: NewsPage, ukrainian: Page) -> None:
    assert not DraftOrigin.objects.filter(made_from__translation_key=news.translation_key).exists()


def test_name_of_a_topic_changed_in_polish_makes_its_translations_outdated(city: None) -> None:
    topic = Topic.objects.facts().first()

    def topic_state() -> State:
        return statuses([topic.translation_key], Topic)[topic.translation_key, "uk"].state

    assert topic_state() is State.UP_TO_DATE
    topic.name = "Zupełnie nowa nazwa"
    topic.save()
    assert topic_state() is State.OUTDATED


def test_number_of_queries_does_not_grow_with_pages(
    write_news: Callable[..., NewsPage], translate: Translate, django_assert_num_queries: object
) -> None:
    pages = [write_news(f"Wiadomość {number}") for number in range(6)]
    for page in pages[::2]:
        translate(page, "uk")
    with django_assert_num_queries(7):  # type: ignore[operator]
        statuses([pages[0].translation_key])
    with django_assert_num_queries(7):  # type: ignore[operator]
        statuses([page.translation_key for page in pages])


def test_reader_is_told_that_a_translation_is_behind_on_page_list_feed(
    client: Client, news: NewsPage, ukrainian: Page, section: SectionPage, translate: Translate
) -> None:
    translate(section, "uk")
    publish(news, lead="Co innego.")
    sentence = "Цей переклад відстає від оригіналу"
    addresses = [stored(ukrainian).get_url(), section.get_translation(ukrainian.locale).get_url(), "/uk/news/feed/"]
    for address in addresses:
        assert sentence in client.get(address).content.decode()
    publish(stored(news), lead="Rozmowa o planach.")
    for address in addresses:
        assert sentence not in client.get(address).content.decode()


def test_translation_that_lacks_a_text_readers_of_the_source_see_is_not_confirmed_though_it_waits_as_a_draft(
    news: NewsPage, ukrainian: Page, editor: User
) -> None:
    publish(news, body=body_from([{"type": "heading", "value": {"text": "Nowy nagłówek", "level": "h2"}}]))
    task = submit_for_translation(news, "uk", actor=editor)
    fill_translation(task, {"Nowy nagłówek": "Новий заголовок"}, actor=editor)
    with pytest.raises(IncompleteTranslation):
        confirm_translation(translation_key=news.translation_key, language="uk", actor=editor)
    assert state(news) is State.OUTDATED


def test_published_translation_of_which_nothing_is_known_counts_as_behind_everywhere(
    news: NewsPage, ukrainian: Page
) -> None:
    TranslationRecord.objects.filter(translation_key=news.translation_key).delete()
    assert state(news) is State.OUTDATED
    assert outdated([stored(ukrainian)]) == {ukrainian.pk}


def test_translation_is_not_submitted_as_the_source_of_another_language(
    client: Client, ukrainian: Page, editor: User
) -> None:
    client.force_login(editor, backend="django.contrib.auth.backends.ModelBackend")
    response = client.get(reverse("wagtail_localize:submit_page_translation", args=[ukrainian.pk]))
    assert response.status_code == 302
    assert not TranslationSource.objects.filter(locale=ukrainian.locale).exists()
