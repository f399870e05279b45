from collections.abc import Callable

import pytest

from accounts.models import User
from cms.blocks.body import body_from
from home.models import HomePage, SituationPage
from home.services import create_page, publish_page
from home.situation.blocks import ItemsBlock, QuestionsBlock

from .plans import ARRIVING, ITEMS


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
