"""Calls for feed readers: each act is an entry of its own, whole in one language, and stays the same entry for ever."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.http import http_date
from django.utils.translation import gettext
from wagtail.models import Page, PageViewRestriction

from accounts.models import User
from city.models import Topic
from home.calls.models import Call, CallDeadline, CallResult
from home.calls.services import cancel_call, extend_deadline, publish_results
from home.models import CallPage, SectionPage
from tests.atom import read_feed
from tests.clock import freeze_time
from tests.home.calls.conftest import MakeCall, MakePage
from tests.home.calls.questions.conftest import answered, asked

pytestmark = pytest.mark.django_db

WEEK = timedelta(days=7)
WHY = {"pl": "Wiele organizacji prosiło.", "uk": "Багато організацій просили."}
EN = "/en/calls/feed/"
PublicCall = Callable[..., Call]


def extend(call: Call, clerk: User, **changed: Any) -> Any:
    deadline = CallDeadline.objects.filter(call=call).first()
    given = {"new": deadline.at + WEEK, "reason": WHY, "decision_number": "OR.120.5.2026", "actor": clerk}
    return extend_deadline(deadline_id=deadline.pk, **given | changed)


def entries(client: Client, address: str = EN) -> dict[str, Any]:
    return {entry.id.partition(":call")[2]: entry for entry in read_feed(client, address).entries}


def test_new_call_is_an_entry_that_leads_to_its_page(client: Client, public_call: PublicCall) -> None:
    call = public_call()
    page = CallPage.objects.get(call=call)
    entry = entries(client)[f"/{call.pk}"]
    assert page.title in entry.title
    assert entry.link.endswith(f"/en{page.url.removeprefix('/pl')}")
    assert page.lead in entry.summary


def test_feed_leads_to_the_list_of_calls(client: Client, call_section: SectionPage) -> None:
    assert read_feed(client, EN).feed.link.endswith("/en/")
    SectionPage.objects.filter(pk=call_section.pk).update(listing=SectionPage.Listing.CALLS)
    assert read_feed(client, EN).feed.link.endswith("/en/konkursy/")


def test_extension_is_an_entry_with_both_moments_reason_and_decision(
    client: Client, public_call: PublicCall, make_page: MakePage, clerk: User
) -> None:
    act = extend(public_call(), clerk)
    entry = entries(client, "/pl/calls/feed/")[f"-extension/{act.pk}"]
    for moment in (act.old, act.new):
        assert f"{timezone.localtime(moment):%H:%M}" in entry.summary
        assert str(timezone.localtime(moment).day) in entry.summary
    assert WHY["pl"] in entry.summary
    assert "OR.120.5.2026" in entry.summary
    assert entry.updated == entry.published


def test_extension_changes_the_entry_of_its_call_and_no_identity(
    client: Client, public_call: PublicCall, clerk: User
) -> None:
    call = public_call()
    before = entries(client)
    with freeze_time(timezone.now() + timedelta(hours=1)):
        extend(call, clerk)
        after = entries(client)
    assert before.keys() < after.keys()
    assert after[f"/{call.pk}"].updated > before[f"/{call.pk}"].updated
    assert after[f"/{call.pk}"].published == before[f"/{call.pk}"].published


def test_each_of_two_extensions_stays_an_entry(client: Client, public_call: PublicCall, clerk: User) -> None:
    call = public_call()
    acts = [extend(call, clerk), extend(call, clerk)]
    assert {f"-extension/{act.pk}" for act in acts} <= entries(client).keys()


def test_results_and_a_cancellation_are_entries(client: Client, public_call: PublicCall, clerk: User) -> None:
    resolved, cancelled = public_call(), public_call()
    row = CallResult(position=1, organisation="Fundacja", title="Oferta", outcome=CallResult.Outcome.NOT_AWARDED)
    with freeze_time(timezone.now() + 4 * WEEK):
        publish_results(call_id=resolved.pk, results=[row], file_id=None, actor=clerk)
        cancel_call(call_id=cancelled.pk, reason={"pl": "Brak pieniędzy."}, actor=clerk)
        found = entries(client, "/pl/calls/feed/")
    assert f"/{resolved.pk}/results" in found
    assert "Brak pieniędzy." in found[f"/{cancelled.pk}/cancelled"].summary


@pytest.mark.parametrize("language", ["pl", "uk", "en"])
def test_entry_is_of_one_piece_in_the_language_it_names(
    client: Client, public_call: PublicCall, clerk: User, translate: Callable[..., Page], language: str
) -> None:
    call = public_call()
    act = extend(call, clerk)
    translate(CallPage.objects.get(call=call), "uk", title="Конкурс")
    feed = read_feed(client, f"/{language}/calls/feed/")
    assert feed.feed.language == language
    raw = client.get(f"/{language}/calls/feed/").content.decode()
    spoken = "uk" if language == "uk" else "pl"
    assert raw.count(f'<entry xml:lang="{spoken}">') == 2
    entry = next(entry for entry in feed.entries if entry.id.endswith(f"call-extension/{act.pk}"))
    assert WHY[spoken] in entry.summary
    assert (f'lang="{language}"' in entry.summary) is (language == "en")  # the notice that it is not translated


def test_identities_are_the_same_in_every_language(client: Client, public_call: PublicCall, clerk: User) -> None:
    extend(public_call(), clerk)
    assert len({frozenset(entries(client, f"/{code}/calls/feed/")) for code in ("pl", "uk", "en")}) == 1


def test_drafts_and_restricted_calls_are_in_no_feed(
    client: Client, make_call: MakeCall, make_page: MakePage, clerk: User
) -> None:
    make_page(make_call(), title="Szkic konkursu", live=False)
    call = make_call()
    secret = make_page(call, title="Poufny konkurs")
    extend(call, clerk)
    PageViewRestriction.objects.create(page=secret, restriction_type=PageViewRestriction.LOGIN)
    assert entries(client) == {}


def test_topic_and_unit_have_their_calls_in_their_feeds(client: Client, public_call: PublicCall, clerk: User) -> None:
    topic = Topic.objects.facts().get(code="calls")
    call = public_call()
    call.topics.add(topic)
    other = public_call()
    act = extend(call, clerk)
    about = entries(client, reverse("notifications:topic_feed", args=["calls"]))
    assert about.keys() == {f"/{call.pk}", f"-extension/{act.pk}"}
    assert {f"/{call.pk}", f"/{other.pk}"} <= entries(
        client, reverse("notifications:unit_feed", args=[call.unit.code])
    ).keys()


def test_number_of_queries_does_not_grow(client: Client, public_call: PublicCall, clerk: User) -> None:
    def count() -> int:
        client.get(EN)
        with CaptureQueriesContext(connection) as queries:
            read_feed(client, EN)
        return len(queries)

    first = public_call()
    extend(first, clerk)
    answered(asked(first), clerk)
    few = count()
    for _number in range(4):
        call = public_call()
        answered(asked(call), clerk)
        answered(asked(call, "Kiedy?"), clerk)
        extend(call, clerk)
        extend(call, clerk)
    assert count() == few
    assert few <= 15


def test_feed_that_has_not_changed_is_not_sent_again(client: Client, public_call: PublicCall, clerk: User) -> None:
    call = public_call()
    first = client.get(EN)
    again = client.get(EN, headers={"if-none-match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    with freeze_time(timezone.now() + timedelta(minutes=1)):
        extend(call, clerk)
        assert client.get(EN, headers={"if-none-match": first["ETag"]}).status_code == 200


def test_call_that_is_withdrawn_leaves_also_who_asks_by_the_date_of_what_they_have(
    client: Client, public_call: PublicCall
) -> None:
    withdrawn = public_call()
    later = timezone.now() + timedelta(hours=1)
    with freeze_time(later):
        kept = public_call()
        assert entries(client).keys() == {f"/{withdrawn.pk}", f"/{kept.pk}"}
        CallPage.objects.get(call=withdrawn).unpublish()
        again = client.get(EN, headers={"if-modified-since": http_date(later.timestamp())})
    assert again.status_code == 200
    assert f"call/{withdrawn.pk}<" not in again.content.decode()


def test_published_questions_are_a_part_of_the_entry_of_their_call(
    client: Client, public_call: PublicCall, clerk: User
) -> None:
    call = public_call()
    before = entries(client)[f"/{call.pk}"]
    asked(call, "Tajne?")
    with freeze_time(timezone.now() + timedelta(hours=1)):
        question = answered(asked(call), clerk, asked="Czy <b>klub</b> może?", answer="Tak,\njeśli ma statut.")
        first = entries(client)[f"/{call.pk}"]
    assert first.updated > before.updated
    assert "Czy &lt;b&gt;klub&lt;/b&gt; może?" in first.summary
    assert "jeśli ma statut." in first.summary
    assert "Tajne" not in first.summary
    with freeze_time(timezone.now() + timedelta(hours=2)):
        answered(question, clerk, answer="Nie.")
        corrected = entries(client)[f"/{call.pk}"]
    assert corrected.updated > first.updated
    assert corrected.published == before.published
    assert "Nie." in corrected.summary


def test_question_in_the_entry_is_in_the_language_of_the_entry_else_marked(
    client: Client, public_call: PublicCall, clerk: User, translate: Callable[..., Page]
) -> None:
    call = public_call()
    translate(CallPage.objects.get(call=call), "uk", title="Конкурс")
    answered(asked(call), clerk, uk="Чи може клуб?|Так.")
    answered(asked(call, "Kiedy?"), clerk, asked="Kiedy wyniki?", answer="W maju.")
    summary = entries(client, "/uk/calls/feed/")[f"/{call.pk}"].summary
    assert '<div lang="uk"><p>Чи може клуб?</p></div>' in summary
    assert '<div lang="pl"><p>W maju.</p></div>' in summary
    with translation.override("uk"):
        assert f"<p>{gettext('Answer')}</p>" in summary
    assert "Чи може" not in entries(client, "/en/calls/feed/")[f"/{call.pk}"].summary


def test_empty_feed_is_valid_and_stays_the_same(client: Client, city: None) -> None:
    assert entries(client) == {}
    first = client.get(EN)
    with freeze_time(timezone.now() + timedelta(days=1)):
        assert client.get(EN, headers={"if-none-match": first["ETag"]}).status_code == 304


def test_title_with_what_xml_cannot_hold_ends_no_feed(client: Client, make_call: MakeCall, make_page: MakePage) -> None:
    make_page(make_call(), title="Konkurs \x0b<b>&")
    (entry,) = entries(client).values()
    assert "<b>&" in entry.title_detail.value or "&lt;b&gt;&amp;" in entry.title_detail.value
