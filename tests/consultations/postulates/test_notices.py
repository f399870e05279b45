"""Who is told, in which language, once."""

from django.core import mail
from django.utils import timezone

from city.models import Absence
from cms.outbox.worker import drain
from consultations.postulates.notices import FOLLOWED_AS, addressees, targets
from notifications.models import Subscription
from tests.people import official, organisation, person


def told(postulate) -> set[str]:
    return set(addressees(postulate.events.last()))


def test_moderators_and_authors_are_told_of_a_new_postulate(submitted, cast) -> None:
    assert told(submitted) == {f"user:{u.pk}" for u in (cast.author, cast.moderator, cast.other_moderator)}


def test_deputies_of_moderators_and_coordinators_who_are_away_are_told_too(submitted, cast) -> None:
    deputy, today = official("education"), timezone.localdate()
    Absence.objects.create(person=cast.moderator, deputy=deputy, starts_on=today, ends_on=today)
    assert f"user:{deputy.pk}" in told(submitted)


def test_deputy_without_the_role_gets_no_mail_about_what_they_may_not_read(draft, cast, act, mailoutbox) -> None:
    deputy, today = official("education"), timezone.localdate()
    Absence.objects.create(person=cast.moderator, deputy=deputy, starts_on=today, ends_on=today)
    act(draft, "submit", cast.author)
    drain()
    assert [cast.moderator.email] in [message.to for message in mailoutbox]
    assert [deputy.email] not in [message.to for message in mailoutbox]


def test_lead_and_contributing_units_are_told_when_a_case_is_routed(routed, cast) -> None:
    assert {f"user:{u.pk}" for u in (cast.official, cast.contributor, cast.head)} <= told(routed)


def test_only_heads_of_the_lead_unit_are_asked_to_approve(in_approval, cast) -> None:
    assert told(in_approval) == {f"user:{cast.head.pk}"}


def test_followers_hear_nothing_of_a_case_that_is_not_public(submitted, cast, act) -> None:
    Subscription.objects.create(
        kind=FOLLOWED_AS,
        object_id=submitted.pk,
        email="f@example.org",
        language="uk",
        confirmed_at=timezone.now(),
    )
    withdrawn = act(submitted, "withdraw", cast.author)
    assert targets(withdrawn.events.last()) == []


def test_each_recipient_gets_one_mail_in_their_language(draft, cast, act, mailoutbox) -> None:
    owner = person(language="uk")
    act(draft, "invite", cast.author, organisation=organisation(owner=owner))
    act(draft, "co_sign", owner)
    act(draft, "submit", cast.author)
    act(draft, "claim", cast.moderator)
    act(draft, "register", cast.moderator, legal_kind="postulate")
    Subscription.objects.create(
        kind=FOLLOWED_AS,
        object_id=draft.pk,
        email="f@example.org",
        language="en",
        confirmed_at=timezone.now(),
    )
    drain()
    mailoutbox.clear()
    from tests.people import unit

    act(draft, "route", cast.coordinator, lead_unit=unit("ngo-policy"))
    drain()
    to = [address for message in mail.outbox for address in message.to]
    assert len(to) == len(set(to))
    by_address = {message.to[0]: message for message in mail.outbox}
    assert "/en/" in by_address["f@example.org"].body
    assert "/uk/" in by_address[owner.email].body
    assert "/pl/" in by_address[cast.author.email].body


def test_draining_again_sends_nothing_twice(submitted, mailoutbox) -> None:
    drain()
    first = len(mailoutbox)
    drain()
    assert first > 0
    assert len(mailoutbox) == first
