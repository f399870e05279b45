"""A site that is older than the notes on its translations learns what can be known for certain."""

from collections.abc import Callable

import pytest
from wagtail.models import Page

from accounts.models import User
from home.models import NewsPage
from home.services import fill_translation, submit_for_translation
from home.translation.adopting import adopt_what_is_published
from home.translation.models import DraftOrigin, SourceState, SourceText, TranslationRecord
from home.translation.records import drop_unused_texts
from home.translation.states import State, statuses

pytestmark = pytest.mark.django_db


def forget_everything() -> None:
    for model in (DraftOrigin, TranslationRecord, SourceState, SourceText):
        model.objects.all().delete()


def state(page: Page) -> State:
    return statuses([page.translation_key])[page.translation_key, "uk"].state


def test_translation_that_says_what_the_translators_have_is_up_to_date(
    news: NewsPage, translate: Callable[..., Page]
) -> None:
    translate(news, "uk")
    forget_everything()
    adopt_what_is_published()
    assert state(news) is State.UP_TO_DATE


def test_translation_of_a_source_that_has_changed_since_is_outdated(
    news: NewsPage, translate: Callable[..., Page]
) -> None:
    translate(news, "uk")
    news.lead = "Co innego."
    news.save_revision().publish()
    forget_everything()
    adopt_what_is_published()
    assert state(news) is State.OUTDATED


def test_translation_with_other_words_than_the_translators_have_is_outdated_until_confirmed(
    news: NewsPage, translate: Callable[..., Page], editor: User
) -> None:
    translate(news, "uk")
    fill_translation(submit_for_translation(news, "uk", actor=editor), {news.title: "Чернетка"}, actor=editor)
    forget_everything()
    adopt_what_is_published()
    assert state(news) is State.OUTDATED


def test_repeated_it_changes_nothing(news: NewsPage, translate: Callable[..., Page]) -> None:
    translate(news, "uk")
    before = TranslationRecord.objects.get(translation_key=news.translation_key)
    adopt_what_is_published()
    assert TranslationRecord.objects.get(translation_key=news.translation_key).at == before.at


def test_wordings_nothing_was_made_from_are_forgotten(news: NewsPage, translate: Callable[..., Page]) -> None:
    translate(news, "uk")
    for lead in ("Raz.", "Dwa."):
        news.lead = lead
        news.save_revision().publish()
    drop_unused_texts()
    kept = SourceText.objects.filter(translation_key=news.translation_key)
    assert {dict(text.segments)["lead"] for text in kept} == {"Rozmowa o planach.", "Dwa."}
