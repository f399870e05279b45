"""wagtail-localize may not show readers what no translator wrote. Each test fails without the guard it names."""

from collections.abc import Callable

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse
from wagtail.models import Locale, Page
from wagtail_localize.models import Translation
from wagtail_localize.operations import translate_object

from accounts.models import User
from cms.blocks.body import body_from
from home.models import HomePage, InfoPage, NewsPage, SectionPage
from home.services import (
    UnknownText,
    create_page,
    fill_translation,
    publish_page,
    publish_translation,
    source_texts,
    submit_for_translation,
)
from home.translation.guard import IncompleteTranslation

pytestmark = pytest.mark.django_db


@pytest.fixture
def ukrainian(home: HomePage) -> Locale:
    return Locale.objects.get(language_code="uk")


def stored(page: Page) -> NewsPage:
    return NewsPage.objects.get(pk=page.pk)


def test_submitting_a_live_page_publishes_no_untranslated_text(news: NewsPage, ukrainian: Locale, editor: User) -> None:
    translate_object(news, [ukrainian], user=editor)
    assert not Page.objects.live().filter(locale=ukrainian).exists()


def test_parents_of_a_submitted_page_become_drafts_not_live_aliases(
    news: NewsPage, section: SectionPage, ukrainian: Locale, editor: User
) -> None:
    translate_object(news, [ukrainian], user=editor)
    parent = section.get_translation(ukrainian)
    assert parent.alias_of_id is None
    assert not parent.live
    assert Translation.objects.filter(source__object_id=section.translation_key, target_locale=ukrainian).exists()


def test_alias_that_becomes_a_translation_goes_offline_until_translated(
    guide: InfoPage, home: HomePage, ukrainian: Locale, editor: User
) -> None:
    parent = home.get_translation(ukrainian)
    alias = guide.create_alias(parent=parent, update_locale=ukrainian, reset_translation_key=False)
    submit_for_translation(guide, "uk", actor=editor)
    page = Page.objects.get(pk=alias.pk)
    assert page.alias_of_id is None
    assert not page.live


def test_translation_with_a_text_missing_is_not_published_by_any_function(news: NewsPage, editor: User) -> None:
    translation = submit_for_translation(news, "uk", actor=editor)
    fill_translation(translation, {"Spotkanie z organizacjami": "Зустріч"}, actor=editor)
    with pytest.raises(IncompleteTranslation) as refused:
        publish_translation(translation, actor=editor)
    assert refused.value.missing == 1
    with pytest.raises(IncompleteTranslation):
        translation.save_target(user=editor, publish=True)
    assert not stored(translation.get_target_instance()).live


def test_translators_publish_button_says_what_is_missing(client: Client, news: NewsPage, editor: User) -> None:
    page = submit_for_translation(news, "uk", actor=editor).get_target_instance()
    client.force_login(editor, backend="django.contrib.auth.backends.ModelBackend")
    address = reverse("wagtailadmin_pages:edit", args=[page.pk])
    response = client.post(address, {"action": "publish"})
    assert response.status_code == 302
    messages = [str(message) for message in client.get(address).context["messages"]]
    assert any("2" in message for message in messages)
    assert not stored(page).live


def test_bulk_update_with_publish_leaves_an_incomplete_translation_as_it_was(
    client: Client, news: NewsPage, editor: User, translate: Callable[..., Page]
) -> None:
    translated = translate(news, "uk", title="Зустріч")
    news.lead = "Nowy, nieprzetłumaczony lead."
    news.save_revision(user=editor).publish(user=editor)
    source = Translation.objects.get(source__object_id=news.translation_key).source
    client.force_login(editor, backend="django.contrib.auth.backends.ModelBackend")
    client.post(reverse("wagtail_localize:update_translations", args=[source.pk]), {"publish_translations": "on"})
    assert stored(translated).lead == "uk Rozmowa o planach."


@pytest.mark.parametrize("through", ["save_target", "submission"])
def test_draft_of_a_live_translation_does_not_reach_readers(
    client: Client, news: NewsPage, editor: User, ukrainian: Locale, translate: Callable[..., Page], through: str
) -> None:
    translated = translate(news, "uk", title="Зустріч")
    translation = Translation.objects.get(source__object_id=news.translation_key)
    fill_translation(translation, {"Spotkanie z organizacjami": "Чернетка"}, actor=editor)
    if through == "save_target":
        translation.save_target(user=editor, publish=False)
    else:
        translate_object(news, [ukrainian], user=editor)
    page = stored(translated)
    assert page.title == "Зустріч"
    assert page.has_unpublished_changes
    assert page.get_latest_revision_as_object().title == "Чернетка"
    assert "Чернетка" not in client.get(page.get_url()).content.decode()


def test_published_translation_carries_the_facts_of_its_source(
    news: NewsPage, editor: User, translate: Callable[..., Page]
) -> None:
    translated = stored(translate(news, "en", title="Meeting"))
    assert translated.live
    assert translated.published_on == news.published_on
    assert translated.slug == "meeting"


def test_address_of_a_published_translation_stays_when_its_title_changes(
    news: NewsPage, editor: User, translate: Callable[..., Page]
) -> None:
    translate(news, "en", title="Meeting")
    assert stored(translate(news, "en", title="Gathering")).slug == "meeting"


def test_text_the_page_does_not_have_is_refused(news: NewsPage, editor: User) -> None:
    translation = submit_for_translation(news, "uk", actor=editor)
    with pytest.raises(UnknownText):
        fill_translation(translation, {"Czego nie ma": "Нема"}, actor=editor)


def test_too_long_translation_is_shown_to_the_translator_as_an_error(news: NewsPage, editor: User) -> None:
    from django.core.exceptions import ValidationError

    translation = submit_for_translation(news, "uk", actor=editor)
    texts = dict.fromkeys(source_texts(translation), "у" * 300)
    fill_translation(translation, texts, actor=editor)
    with pytest.raises(ValidationError):
        publish_translation(translation, actor=editor)
    total, done = translation.get_progress()
    assert done == total - 1


def test_list_of_pages_shows_a_long_translated_title_as_far_as_it_can(news: NewsPage, editor: User) -> None:
    translation = submit_for_translation(news, "uk", actor=editor)
    fill_translation(translation, {news.title: "у" * 300}, actor=editor)
    assert translation.get_target_instance().draft_title == "у" * 255


def test_person_without_rights_neither_writes_nor_submits(home: HomePage, news: NewsPage) -> None:
    stranger = User.objects.create_user("stranger@example.org")
    with pytest.raises(PermissionDenied):
        create_page(home, InfoPage(title="Nie moje"), actor=stranger)
    with pytest.raises(PermissionDenied):
        submit_for_translation(news, "uk", actor=stranger)
    with pytest.raises(PermissionDenied):
        publish_page(news, actor=stranger)


@pytest.mark.parametrize("field", ["lead", "body", "search_description"])
def test_text_taken_out_of_the_source_does_not_stay_in_the_translation(
    guide: InfoPage, editor: User, translate: Callable[..., Page], field: str
) -> None:
    guide.lead, guide.search_description = "Dawny lead.", "Dawny opis."
    guide.body = body_from([{"type": "paragraph", "value": "<p>Dawny tekst.</p>"}])
    guide.save_revision(user=editor).publish(user=editor)
    translated = InfoPage.objects.get(pk=translate(guide, "uk").pk)
    assert getattr(translated, field)
    guide = InfoPage.objects.get(pk=guide.pk)
    setattr(guide, field, body_from([]) if field == "body" else "")
    guide.save_revision(user=editor).publish(user=editor)
    translated = InfoPage.objects.get(pk=translate(guide, "uk").pk)
    assert not getattr(translated, field)
    assert translated.title == f"uk {guide.title}"
