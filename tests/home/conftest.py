"""A small site in three languages with one page of each kind."""

from collections.abc import Callable
from io import BytesIO

import pytest
from django.core.files.base import ContentFile
from PIL import Image as Picture
from wagtail.images.models import Image
from wagtail.models import Page

from accounts.models import User
from cms.blocks.body import body_from
from home.models import HomePage, InfoPage, NewsPage, SectionPage, SituationPage
from home.services import create_page, publish_page, source_texts, submit_for_translation, translate_page
from home.situation.blocks import ItemsBlock, QuestionsBlock

from .situation.plans import ARRIVING, ITEMS


@pytest.fixture
def home(city: None) -> HomePage:
    """The Polish front page of the site that stands already."""
    return HomePage.objects.get(locale__language_code="pl")


@pytest.fixture
def editor(home: HomePage) -> User:
    return User.objects.create_superuser("chief@example.org", "long enough password")


@pytest.fixture
def section(home: HomePage, editor: User) -> SectionPage:
    page = SectionPage(title="Aktualności", listing=SectionPage.Listing.NEWS, show_in_menus=True)
    return publish_page(create_page(home, page, actor=editor), actor=editor)


@pytest.fixture
def write_news(section: SectionPage, editor: User) -> Callable[..., NewsPage]:
    def write(title: str = "Spotkanie z organizacjami", *, live: bool = True, **fields: object) -> NewsPage:
        page = create_page(section, NewsPage(title=title, lead="Rozmowa o planach.", **fields), actor=editor)
        return publish_page(page, actor=editor) if live else page

    return write


@pytest.fixture
def news(write_news: Callable[..., NewsPage]) -> NewsPage:
    return write_news()


@pytest.fixture
def guide(home: HomePage, editor: User) -> InfoPage:
    page = InfoPage(title="Karta pobytu", lead="Jak ją dostać.", show_in_menus=True)
    return publish_page(create_page(home, page, actor=editor), actor=editor)


@pytest.fixture
def translate(editor: User) -> Callable[..., Page]:
    """Translate a page whole: each text becomes ``<language>: <text>`` unless given."""

    def act(page: Page, language: str, **texts: str) -> Page:
        translation = submit_for_translation(page, language, actor=editor)
        given = {text: f"{language} {text}" for text in source_texts(translation)}
        if "title" in texts:
            given[page.title] = texts["title"]
        return translate_page(page, language, given, actor=editor)

    return act


@pytest.fixture
def image(db: None) -> Image:
    content = BytesIO()
    Picture.new("RGB", (1200, 800), "teal").save(content, "PNG")
    return Image.objects.create(title="Sala", file=ContentFile(content.getvalue(), "sala.png"))


@pytest.fixture
def write_situation(home: HomePage, editor: User) -> Callable[..., SituationPage]:
    def write(questions: list = ARRIVING, items: list = ITEMS, *, title: str = "Nowy w mieście") -> SituationPage:
        page = SituationPage(
            title=title,
            lead="Kilka pytań.",
            questions=body_from(questions, QuestionsBlock()),
            items=body_from(items, ItemsBlock()),
        )
        return publish_page(create_page(home, page, actor=editor), actor=editor)

    return write


@pytest.fixture
def situation(write_situation: Callable[..., SituationPage]) -> SituationPage:
    return write_situation()
