"""Cases that say the same: linked, never merged; followers hear on, support stays where it was given."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from city.models import Topic
from consultations.postulates.joining import likely_leads
from consultations.postulates.models import CoSignature, DuplicateLink, Postulate
from consultations.postulates.notices import FOLLOWED_AS, addressees, targets
from consultations.postulates.services import start_draft
from consultations.postulates.workflow import State
from notifications.models import Subscription
from notifications.queries import addresses, followers
from notifications.services import unsubscribe
from search.services import rebuild
from tests.people import organisation, person, unit

from .conftest import TEXT


@pytest.fixture
def public_case(cast, act):
    """Register one more case; organisations that co-sign come with their consent."""

    def make(title: str, *, supporters: dict[str, bool] | None = None, topic: str = "own-contribution") -> Postulate:
        topics = [Topic.objects.facts().get(code=topic)]
        text = TEXT | {"title": title}
        draft = start_draft(actor=cast.author, key=uuid4(), organisation=cast.filer, text=text, topics=topics)
        for name, consents in (supporters or {}).items():
            owner = person()
            act(draft, "invite", cast.author, organisation=organisation(name, owner=owner))
            act(draft, "co_sign", owner, show_name=consents)
        act(draft, "submit", cast.author)
        act(draft, "claim", cast.moderator)
        return act(draft, "register", cast.moderator, legal_kind="postulate")

    return make


def follow(postulate: Postulate, email: str) -> Subscription:
    return Subscription.objects.create(
        kind=FOLLOWED_AS, object_id=postulate.pk, email=email, language="pl", confirmed_at=timezone.now()
    )


def told(postulate: Postulate) -> list[str]:
    event = postulate.events.last()
    told_anyhow = addresses(addressees(event))
    return [each.key for each in followers(targets(event)).order_by("pk") if each.email not in told_anyhow]


def test_followers_of_a_joined_case_hear_the_news_of_the_lead_each_address_once(public_case, cast, act) -> None:
    lead, joined = public_case("Fundusz wkładów"), public_case("Fundusz wkładów własnych")
    both = follow(lead, "both@example.org")
    follow(joined, "Both@example.org")
    own = follow(joined, "joined@example.org")
    act(joined, "join", cast.moderator, duplicate_of=lead)
    act(lead, "route", cast.coordinator, lead_unit=unit("ngo-policy"))
    assert told(lead) == [both.key, own.key]


def test_who_stops_following_is_left_alone(public_case, cast, act) -> None:
    lead, joined = public_case("Fundusz wkładów"), public_case("Fundusz wkładów własnych")
    first, second = follow(lead, "both@example.org"), follow(joined, "both@example.org")
    act(joined, "join", cast.moderator, duplicate_of=lead)
    act(lead, "route", cast.coordinator, lead_unit=unit("ngo-policy"))
    unsubscribe(first.pk)
    assert told(lead) == [second.key], "the other subscription has a link of its own"
    unsubscribe(second.pk)
    assert told(lead) == []


def test_author_who_follows_too_gets_one_mail(public_case, cast, act) -> None:
    lead = public_case("Fundusz wkładów")
    follow(lead, cast.author.email.upper())
    act(lead, "route", cast.coordinator, lead_unit=unit("ngo-policy"))
    assert told(lead) == []


def test_separated_followers_hear_nothing_more_of_the_lead(public_case, cast, act) -> None:
    lead, joined = public_case("Fundusz wkładów"), public_case("Fundusz wkładów własnych")
    follow(joined, "joined@example.org")
    act(joined, "join", cast.moderator, duplicate_of=lead)
    act(joined, "separate_registered", cast.moderator, reason="To jednak co innego.")
    act(lead, "route", cast.coordinator, lead_unit=unit("ngo-policy"))
    assert told(lead) == []


def test_support_is_never_moved_and_shown_where_it_was_given(client, public_case, cast, act) -> None:
    lead = public_case("Fundusz wkładów")
    joined = public_case("Fundusz własny", supporters={"Fundacja Jawna": True, "Fundacja Skryta": False})
    before = set(CoSignature.objects.values_list("postulate", "organisation", "state"))
    act(joined, "join", cast.moderator, duplicate_of=lead)
    assert set(CoSignature.objects.values_list("postulate", "organisation", "state")) == before
    html = client.get(lead.get_absolute_url()).content.decode()
    assert joined.get_absolute_url() in html
    assert "Fundacja Jawna" in html
    assert "Fundacja Skryta" not in html
    assert lead.get_absolute_url() in client.get(joined.get_absolute_url()).content.decode()


def test_joined_case_that_was_never_public_is_not_on_the_page_of_the_lead(
    client, sign_in, registered, cast, act
) -> None:
    draft = start_draft(
        actor=cast.author, key=uuid4(), organisation=cast.filer, text=TEXT | {"title": "Tylko dla miasta"}, topics=[]
    )
    act(draft, "submit", cast.author)
    act(draft, "claim", cast.moderator)
    act(draft, "join", cast.moderator, duplicate_of=registered)
    assert "Tylko dla miasta" not in client.get(registered.get_absolute_url()).content.decode()
    assert "Tylko dla miasta" in sign_in(cast.moderator).get(registered.get_absolute_url()).content.decode()


def test_separating_reverses_all_of_it_with_an_extended_date(public_case, cast, act) -> None:
    lead, joined = public_case("Fundusz wkładów"), public_case("Fundusz wkładów własnych")
    due = joined.due_on + timedelta(days=40)
    act(joined, "extend", cast.coordinator, due_on=due, reason="Czekamy na opinię.")
    gone = act(joined, "join", cast.moderator, duplicate_of=lead)
    assert (gone.state, gone.due_on) == (State.DUPLICATE, None)
    back = act(joined, "separate_registered", cast.moderator, reason="To jednak co innego.")
    assert (back.state, back.due_on, back.duplicate_of) == (State.REGISTERED, due, None)
    assert DuplicateLink.objects.get().ended_at


@pytest.mark.parametrize("wrong", ["itself", "not public", "joined"])
def test_leading_case_must_be_another_public_one_that_goes_on(public_case, cast, act, wrong) -> None:
    lead, joined = public_case("Fundusz wkładów"), public_case("Fundusz wkładów własnych")
    target = {"itself": joined, "not public": None, "joined": public_case("Trzecia")}[wrong]
    if wrong == "joined":
        act(target, "join", cast.moderator, duplicate_of=lead)
    if target is None:
        target = start_draft(actor=cast.author, key=uuid4(), organisation=cast.filer, text=TEXT, topics=[])
        target = act(target, "submit", cast.author)
    target.refresh_from_db()
    with pytest.raises(ValidationError):
        act(joined, "join", cast.moderator, duplicate_of=target)


def test_page_suggests_alike_public_cases_by_reference(sign_in, public_case, cast, act, in_moderation) -> None:
    alike = public_case("Przywrócić fundusz wkładów własnych organizacji")
    public_case("Ławki na Plantach", topic="seniors")
    rebuild()
    suggested = likely_leads(in_moderation, "pl")
    assert suggested[0] == alike
    assert in_moderation not in suggested
    url = reverse("postulates:move", kwargs={"key": in_moderation.key, "name": "join"})
    client = sign_in(cast.moderator)
    assert alike.reference in client.get(url).content.decode()
    chosen = client.get(url, {"duplicate_of": alike.reference}).content.decode()
    assert f'value="{alike.reference}"' in chosen


def test_number_of_queries_of_a_lead_does_not_grow_with_joined_cases(client, public_case, cast, act) -> None:
    lead, numbers = public_case("Fundusz wkładów"), []
    for more in (1, 3):
        for number in range(more):
            joined = public_case(f"Fundusz {number}", supporters={f"Fundacja {more}-{number}": True})
            act(joined, "join", cast.moderator, duplicate_of=lead)
        client.get(lead.get_absolute_url())
        with CaptureQueriesContext(connection) as queries:
            client.get(lead.get_absolute_url())
        numbers.append(len(queries))
    assert numbers[0] == numbers[1]
