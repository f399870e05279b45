"""The nudge beside the editor: Polish drafts are measured, nothing is ever blocked."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import Page

from accounts.models import User
from home.models import InfoPage
from home.services import publish_page
from home.upkeep.reading.texts import paragraphs_of
from tests.home.upkeep.links.conftest import button, paragraph, steps, write_guide

from .test_polish import EASY, HARD

pytestmark = pytest.mark.django_db
SignIn = Callable[[User], Client]
__all__ = ["write_guide"]


def editor_of(client: Client, page: Page) -> str:
    return client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()


def test_draft_is_measured_and_its_hardest_sentence_quoted(
    write_guide: Callable[..., InfoPage], chief_editor: User, sign_in: SignIn
) -> None:
    page = write_guide(paragraph(f"<p>{EASY}</p><p>{HARD}</p>"), live=False)
    text = editor_of(sign_in(chief_editor), page)
    assert 'id="readability"' in text
    assert '<q lang="pl">Warunkiem rozpatrzenia' in text


def test_hard_text_is_published_all_the_same(write_guide: Callable[..., InfoPage], editor: User) -> None:
    page = write_guide(paragraph(f"<p>{HARD}</p>"), live=False)
    assert publish_page(page, actor=editor).live


def test_other_languages_are_told_that_they_are_not_measured(
    guide: InfoPage, translate: Callable[..., Page], chief_editor: User, sign_in: SignIn
) -> None:
    english = translate(guide, "en")
    from wagtail_localize.models import Translation

    Translation.objects.update(enabled=False)  # an ordinary page form, as for a page written in English
    text = editor_of(sign_in(chief_editor), english)
    assert 'id="readability"' in text
    assert "<q " not in text


def test_running_text_leaves_out_headings_and_buttons(write_guide: Callable[..., InfoPage]) -> None:
    page = write_guide(
        {"type": "heading", "value": {"text": "Nagłówek", "level": "h2"}},
        paragraph("<p>Raz &amp; dwa.</p><ul><li>trzy</li><li>cztery</li></ul>"),
        steps("<p>Pięć.</p>"),
        button("https://example.org/"),
    )
    assert paragraphs_of(page) == ["Jak.", "Raz & dwa.", "trzy", "cztery", "Pięć."]


def test_easy_version_does_not_make_the_text_look_easier(write_guide: Callable[..., InfoPage]) -> None:
    page = write_guide(paragraph("<p>Raz.</p>"))
    block = InfoPage._meta.get_field("easy_text").stream_block
    page.easy_text = block.to_python([{"type": "paragraph", "value": "<p>Łatwo.</p>"}])
    assert paragraphs_of(page) == ["Jak.", "Raz."]
