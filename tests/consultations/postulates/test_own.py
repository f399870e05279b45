"""My cases: drafts, what was sent and what waits for me, a page at a time."""

from datetime import timedelta
from uuid import uuid4

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from consultations.organisations.models import Membership
from consultations.postulates.services import note_presence, start_draft
from consultations.postulates.views.access import PER_PAGE
from tests.people import person

from .conftest import TEXT
from .filing import url_of

MINE = "postulates:mine"


def drafts(cast, number: int) -> None:
    for count in range(number):
        text = TEXT | {"title": f"Szkic {count:02}"}
        start_draft(actor=cast.author, key=uuid4(), organisation=cast.filer, text=text, topics=[])


def test_nothing_yet_offers_to_begin(sign_in, city) -> None:
    html = sign_in(person()).get(reverse(MINE)).content.decode()
    assert reverse("postulates:start") in html.split('class="empty"')[1]


def test_draft_is_shown_with_the_colleague_who_has_it_open(sign_in, draft, cast) -> None:
    colleague = person(name="colleague")
    Membership.objects.create(organisation=cast.filer, person=colleague, role=Membership.Role.EDITOR)
    note_presence(postulate_id=draft.pk, actor=colleague)
    html = sign_in(cast.author).get(reverse(MINE)).content.decode()
    assert str(colleague) in html
    assert url_of(draft, "edit") in html


def test_returned_case_asks_for_the_correction_and_says_by_when(sign_in, in_moderation, cast, act) -> None:
    day = timezone.localdate() + timedelta(days=7)
    act(in_moderation, "return", cast.moderator, reason="Kwota?", due_on=day)
    html = sign_in(cast.author).get(reverse(MINE)).content.decode()
    assert url_of(in_moderation, "resubmit") in html
    assert f"{day.day} " in html


def test_sent_case_that_waits_for_nobody_asks_nothing(sign_in, submitted, cast) -> None:
    page = sign_in(cast.author).get(reverse(MINE))
    assert [awaited for _name, _page, rows in page.context["pages"] for _row, awaited in rows] == [[]]


def test_long_list_is_shown_in_full_on_pages_of_its_own(sign_in, cast) -> None:
    drafts(cast, PER_PAGE + 3)
    client = sign_in(cast.author)
    assert "?list=drafts" in client.get(reverse(MINE)).content.decode()
    first = client.get(reverse(MINE), {"list": "drafts"}).content.decode()
    second = client.get(reverse(MINE), {"list": "drafts", "page": 2}).content.decode()
    shown = {number for number in range(PER_PAGE + 3) for html in (first, second) if f"Szkic {number:02}" in html}
    assert len(shown) == PER_PAGE + 3


def test_unknown_list_is_all_of_them(sign_in, draft, cast) -> None:
    page = sign_in(cast.author).get(reverse(MINE), {"list": "<b>", "page": "x"})
    assert draft.title in page.content.decode()


def test_query_count_does_not_grow_with_drafts_and_colleagues(sign_in, cast) -> None:
    client = sign_in(cast.author)
    counts = []
    for more in (2, 8):
        drafts(cast, more)
        client.get(reverse(MINE))
        with CaptureQueriesContext(connection) as queries:
            client.get(reverse(MINE))
        counts.append(len(queries))
    assert counts[0] == counts[1]
