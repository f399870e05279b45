"""Whatever the office does, the state of each translation is what a reading of the live revisions says."""

from collections.abc import Callable

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from wagtail.models import Page

from accounts.models import User
from cms.blocks.body import body_from
from home.models import HomePage, NewsPage, SectionPage
from home.synthetic.pages import load_pages
from home.translation.states import State, statuses

from .office import ACTS, LANGUAGES, Office

pytestmark = pytest.mark.django_db
LIVE = {State.UP_TO_DATE, State.OUTDATED}


def check(office: Office) -> None:
    found = statuses(office.keys)
    for key in office.keys:
        for language in LANGUAGES:
            computed, expected = found[key, language].state, office.expected(key, language)
            if expected in LIVE or computed in LIVE:
                assert computed is expected, (key, language)


def body(*texts: str) -> object:
    blocks = [{"type": "heading", "value": {"text": text, "level": "h2"}} for text in texts]
    return body_from([*blocks, {"type": "paragraph", "value": f"<p>{texts[0]} jeden.</p><p>{texts[0]} dwa.</p>"}])


@given(acts=st.lists(st.tuples(st.sampled_from(ACTS), st.integers(0, 1)), min_size=6, max_size=16), seed=st.integers())
@settings(max_examples=10, deadline=None, suppress_health_check=list(HealthCheck))
def test_state_is_what_an_independent_reading_of_the_live_revisions_says(
    write_news: Callable[..., NewsPage], section: SectionPage, home: HomePage, editor: User,
    acts: list[tuple[str, int]], seed: int,
) -> None:  # fmt: skip
    with transaction.atomic():
        archive = home.add_child(instance=SectionPage(title="Archiwum"))
        pages = [write_news(f"Wiadomość {number}", body=body(f"Część {number}", "Dalej")) for number in range(2)]
        office = Office(pages, [section, archive], editor, seed)
        for which in range(2):
            office.act("translate", which)
        for name, which in acts:
            office.act(name, which)
            check(office)
        transaction.set_rollback(True)


def test_matrix_of_a_site_of_300_pages_is_right_after_200_acts(home: HomePage, city: None, editor: User) -> None:
    load_pages(home, count=300, seed=5, today=timezone.localdate(), tell=lambda line: None)
    pages = list(NewsPage.objects.filter(locale__language_code="pl").order_by("pk"))
    sections: list[Page] = list(SectionPage.objects.filter(locale__language_code="pl"))
    office = Office(pages, sections, editor, seed=5)
    for number in range(200):
        office.act(ACTS[number % len(ACTS)], office.chance.randrange(300))
    check(office)
    counted = [office.expected(key, language) for key in office.keys for language in LANGUAGES]
    assert len(pages) == 300
    assert min(counted.count(state) for state in State if state in {*LIVE, State.MISSING}) > 5
