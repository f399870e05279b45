"""The first page of the administration says what waits, for whom, and that all is well when nothing does."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from accounts.roles import Role
from home.models import HomePage, InfoPage
from home.services import create_page, publish_page
from home.upkeep.links.services import check_links, collect_links
from home.upkeep.models import CheckedLink, Feedback
from home.upkeep.panels import WaitingPanel, panels_for
from search.models import Question
from tests.home.upkeep.conftest import looked_after
from tests.home.upkeep.links.conftest import paragraph, write_guide
from tests.people import person

pytestmark = pytest.mark.django_db
__all__ = ["write_guide"]
SignIn = Callable[[User], Client]


def said(page: InfoPage, comment: str) -> None:
    Feedback.objects.create(page=page, comment=comment, language="uk", language_read="pl", is_helpful=False)


def asked(text: str, count: int = 3) -> None:
    Question.objects.create(day=timezone.localdate(), language="uk", text=text, searches=count, in_vain=count)


@pytest.fixture
def troubled(write_guide: Callable[..., InfoPage], owner: User, deputy: User) -> InfoPage:
    """A page on which everything waits."""
    page = write_guide(paragraph('<p><a href="foo">x</a></p>'), title="Zaniedbana")
    looked_after(page, owner=owner, deputy=deputy, verified_on=date(2020, 1, 1))
    collect_links()
    check_links(timezone.localdate())
    said(page, "Немає ціни")
    asked("йога для собак")
    return page


def names(user: User) -> list[str]:
    return [panel.name for panel in panels_for(user)]


def test_owner_and_deputy_see_what_waits_on_their_pages(troubled: InfoPage, owner: User, deputy: User) -> None:
    assert names(owner) == names(deputy) == ["reviews", "links", "answers"]


def test_editor_also_sees_what_was_looked_for_in_vain(troubled: InfoPage, chief_editor: User, sign_in: SignIn) -> None:
    text = sign_in(chief_editor).get(reverse("wagtailadmin_home")).content.decode()
    assert names(chief_editor)[:4] == ["reviews", "links", "answers", "questions"]
    for words in ("Zaniedbana", "foo", "Немає ціни", "йога для собак"):
        assert words in text
    assert 'lang="uk">йога' in text


@pytest.mark.parametrize("role", [Role.OFFICIAL, Role.MODERATOR, Role.COORDINATOR, Role.AUDITOR])
def test_who_looks_after_no_page_sees_no_panel(troubled: InfoPage, role: Role) -> None:
    assert names(person(role)) == []


def test_translator_who_looks_after_no_page_sees_no_panel(troubled: InfoPage, ukrainian_translator: User) -> None:
    assert names(ukrainian_translator) == []


def test_all_is_well_is_said_once(kept: InfoPage, owner: User, sign_in: SignIn) -> None:
    looked_after(kept, verified_on=timezone.localdate())
    assert names(owner) == ["all-is-well"]
    assert "all-is-well" in sign_in(owner).get(reverse("wagtailadmin_home")).content.decode()


def test_panel_counts_all_and_shows_the_first(troubled: InfoPage, owner: User) -> None:
    for number in range(7):
        said(troubled, f"Uwaga {number}")
    panel = next(panel for panel in panels_for(owner) if panel.name == "answers")
    assert isinstance(panel, WaitingPanel)
    assert (panel.waiting.count, len(panel.waiting.lines)) == (8, 5)


def test_queries_grow_neither_with_pages_nor_with_what_waits(
    troubled: InfoPage, home: HomePage, editor: User, chief_editor: User, owner: User, django_assert_max_num_queries
) -> None:
    def count(user: User) -> int:
        with django_assert_max_num_queries(60) as seen:
            panels_for(user)
        return len(seen)

    few = (count(chief_editor), count(owner))
    for number in range(6):
        page = publish_page(create_page(home, InfoPage(title=f"Strona {number}"), actor=editor), actor=editor)
        looked_after(page, owner=owner, verified_on=date(2020, 1, 1))
        said(page, f"Uwaga {number}")
        asked(f"pytanie {number}")
        CheckedLink.objects.create(digest=str(number), address=f"https://{number}.example/", status="broken")
    assert (count(chief_editor), count(owner)) == few
    assert few[0] < 30


def test_things_that_came_due_today_are_no_longer_well(kept: InfoPage, owner: User) -> None:
    looked_after(kept, verified_on=timezone.localdate() - timedelta(days=360))
    assert names(owner) == ["reviews"]


def test_editor_is_told_of_pages_that_nobody_looks_after(
    troubled: InfoPage, guide: InfoPage, chief_editor: User, owner: User
) -> None:
    panel = next(panel for panel in panels_for(chief_editor) if panel.name == "orphans")
    assert isinstance(panel, WaitingPanel)
    titles = {line.title for line in panel.waiting.lines}
    assert guide.title in titles
    assert troubled.title not in titles
    User.objects.update(is_active=False)
    User.objects.filter(pk=chief_editor.pk).update(is_active=True)
    panel = next(panel for panel in panels_for(chief_editor) if panel.name == "orphans")
    assert troubled.title in {line.title for line in panel.waiting.lines}
