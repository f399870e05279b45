"""Who follows a topic, a unit or an organisation is told of what readers wait for, and of nothing hidden."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from city.models import Topic
from cms.outbox.worker import drain
from consultations.postulates.handlers import BATCH_MAIL, MAIL
from consultations.postulates.models import Commitment, Postulate
from consultations.postulates.notices import addressees, targets
from consultations.postulates.services import publish_together, update_commitment
from notifications.models import DigestItem, Rhythm, Subscription
from notifications.queries import addressee
from notifications.registry import find_entry, followed, followed_things
from tests.people import organisation, person, unit

TOPIC = "own-contribution"


def topic() -> Topic:
    return Topic.objects.facts().get(code=TOPIC)


def follow(kind: str, pk: int, email: str = "f@example.org", rhythm: str = Rhythm.AT_ONCE) -> Subscription:
    return Subscription.objects.create(
        kind=kind, object_id=pk, email=email, language="en", rhythm=rhythm, confirmed_at=timezone.now()
    )


def told(email: str = "f@example.org") -> list[str]:
    """Work everything off and return the subjects that the address got meanwhile."""
    mail.outbox.clear()
    drain()
    return [message.subject for message in mail.outbox if message.to == [email]]


@pytest.fixture
def about_topic(draft: Postulate) -> Postulate:
    draft.topics.set([topic()])
    return draft


def test_follower_of_the_topic_is_told_when_a_case_becomes_public_and_not_before(about_topic, cast, act) -> None:
    follow("topic", topic().pk)
    act(about_topic, "submit", cast.author)
    act(about_topic, "claim", cast.moderator)
    assert told() == []

    act(about_topic, "register", cast.moderator, legal_kind="postulate")

    [subject] = told()
    assert Postulate.objects.get(pk=about_topic.pk).reference in subject


def test_follower_of_the_topic_is_not_told_of_every_move(about_topic, cast, act) -> None:
    act(about_topic, "submit", cast.author)
    act(about_topic, "claim", cast.moderator)
    act(about_topic, "register", cast.moderator, legal_kind="postulate")
    drain()
    follow("topic", topic().pk)
    follow("postulate", about_topic.pk, "case@example.org")

    act(about_topic, "route", cast.coordinator, lead_unit=unit("ngo-policy"))

    assert told() == []
    assert ["case@example.org"] in [message.to for message in mail.outbox]


def test_follower_of_a_unit_is_told_of_answers_and_promises(in_approval, cast, act) -> None:
    drain()
    follow("unit", unit("ngo-policy").pk)
    act(in_approval, "approve", cast.head)
    act(in_approval, "publish", cast.coordinator)

    assert len(told()) == 1


def test_follower_of_a_unit_that_has_no_part_in_the_case_is_not_told(in_approval, cast, act) -> None:
    drain()
    follow("unit", unit("education").pk)
    act(in_approval, "approve", cast.head)
    act(in_approval, "publish", cast.coordinator)

    assert told() == []


def test_organisations_that_are_named_are_followed_and_others_stay_unnamed(draft, cast, act) -> None:
    named, unnamed = organisation("Fundacja Jawna", owner=person()), organisation("Fundacja Skryta", owner=person())
    for signer, shows in ((named, True), (unnamed, False)):
        owner = signer.memberships.get().person
        act(draft, "invite", cast.author, organisation=signer)
        act(draft, "co_sign", owner, show_name=shows)
    act(draft, "submit", cast.author)
    act(draft, "claim", cast.moderator)
    registered = act(draft, "register", cast.moderator, legal_kind="postulate")

    found = {pk for kind, pk in targets(registered.events.last()) if kind == "organisation"}

    assert found == {cast.filer.pk, named.pk}
    Postulate.objects.filter(pk=draft.pk).update(show_name=False)
    found = {pk for kind, pk in targets(Postulate.objects.get(pk=draft.pk).events.last()) if kind == "organisation"}
    assert found == {named.pk}


def test_address_that_follows_case_topic_and_unit_gets_one_mail(about_topic, cast, act) -> None:
    act(about_topic, "submit", cast.author)
    act(about_topic, "claim", cast.moderator)
    follow("topic", topic().pk)
    follow("postulate", about_topic.pk)
    follow("organisation", cast.filer.pk, "F@example.org")

    act(about_topic, "register", cast.moderator, legal_kind="postulate")

    assert len(told()) == 1


def test_author_who_follows_the_topic_too_gets_one_mail(about_topic, cast, act) -> None:
    act(about_topic, "submit", cast.author)
    act(about_topic, "claim", cast.moderator)
    drain()
    follow("topic", topic().pk, cast.author.email.upper())

    act(about_topic, "register", cast.moderator, legal_kind="postulate")

    assert len(told(cast.author.email)) == 1


def test_authors_and_co_signers_follow_their_case_without_subscribing(draft, cast, act) -> None:
    """Row G6 of the feature table: from the answer to the promise, by their accounts, in their languages."""
    signer = person(language="uk")
    act(draft, "invite", cast.author, organisation=organisation(owner=signer))
    act(draft, "co_sign", signer)
    act(draft, "submit", cast.author)
    act(draft, "claim", cast.moderator)
    act(draft, "register", cast.moderator, legal_kind="postulate")
    act(draft, "route", cast.coordinator, lead_unit=unit("ngo-policy"))
    act(draft, "accept", cast.official)
    act(
        draft, "propose_response", cast.official, outcome="planned", response="Miasto przeanalizuje.",
        commitment="Analiza", commitment_due_on=timezone.localdate() + timedelta(days=30),
    )  # fmt: skip
    act(draft, "approve", cast.head)
    drain()
    act(draft, "publish", cast.coordinator)
    assert not Subscription.objects.exists()
    parties = {f"user:{cast.author.pk}", f"user:{signer.pk}"}

    assert parties <= set(addressees(draft.events.last()))
    assert len(told(signer.email)) == 1
    promise = Commitment.objects.get()
    update_commitment(
        commitment_id=promise.pk, actor=cast.official, status="delayed", due_on=promise.due_on + timedelta(days=9),
        reason="Brakuje opinii.",
    )  # fmt: skip
    assert parties <= set(addressees(draft.events.last()))
    assert len(told(cast.author.email)) == 1


def test_digest_tells_the_move_in_words_and_nothing_of_a_case_that_is_hidden_since(about_topic, cast, act) -> None:
    act(about_topic, "submit", cast.author)
    act(about_topic, "claim", cast.moderator)
    follower = follow("topic", topic().pk, rhythm=Rhythm.WEEKLY)
    act(about_topic, "register", cast.moderator, legal_kind="postulate")
    assert told() == []
    item = DigestItem.objects.get(subscription=follower)
    reader, kind = addressee(follower.key), find_entry(MAIL)
    assert reader is not None
    assert kind is not None

    entry = kind.write(item.about, reader)

    assert entry is not None
    registered = Postulate.objects.get(pk=about_topic.pk)
    assert entry.title == str(registered)
    assert entry.url.endswith(registered.get_absolute_url())
    assert entry.text
    Postulate.objects.filter(pk=about_topic.pk).update(status="in_moderation")
    assert kind.write(item.about, reader) is None


def test_answers_published_together_are_one_mail_to_who_follows_several_of_them(in_approval, cast, act) -> None:
    act(in_approval, "approve", cast.head)
    drain()
    follow("postulate", in_approval.pk)
    follow("unit", unit("ngo-policy").pk)
    weekly = follow("unit", unit("ngo-policy").pk, "weekly@example.org", Rhythm.WEEKLY)

    version = Postulate.objects.get(pk=in_approval.pk).version
    publish_together(actor=cast.coordinator, chosen=[(in_approval.pk, version)], submission_key=uuid4())

    assert len(told()) == 1
    item, kind, reader = DigestItem.objects.get(subscription=weekly), find_entry(BATCH_MAIL), addressee(weekly.key)
    assert item.kind == BATCH_MAIL
    assert kind is not None
    assert reader is not None
    entry = kind.write(item.about, reader)
    assert entry is not None
    assert in_approval.title in entry.text


def test_topics_and_units_lead_to_their_part_of_the_register(city, client) -> None:
    title, path = followed("topic", topic().pk) or ("", "")
    assert path == f"{reverse('postulates:register')}?topic={TOPIC}"
    assert topic().name in title
    assert followed("unit", unit("ngo-policy").pk) is not None
    assert followed("topic", 99999) is None
    assert set(followed_things([("topic", topic().pk), ("topic", 99999)])) == {("topic", topic().pk)}


def test_register_of_a_topic_or_unit_offers_to_follow_it(city, client) -> None:
    register = reverse("postulates:register")
    follow_topic = reverse("notifications:ask", args=["topic", topic().pk])
    follow_unit = reverse("notifications:ask", args=["unit", unit("ngo-policy").pk])

    html = client.get(f"{register}?topic={TOPIC}&unit=ngo-policy").content.decode()

    assert follow_topic in html
    assert follow_unit in html
    assert "notifications/follow" not in client.get(register).content.decode()
    assert client.get(follow_topic).status_code == 200


def test_organisation_that_is_verified_can_be_followed_from_its_page(cast, client) -> None:
    cast.filer.status = "verified"
    cast.filer.save()
    follow_url = reverse("notifications:ask", args=["organisation", cast.filer.pk])

    assert follow_url in client.get(cast.filer.get_absolute_url()).content.decode()
    assert client.get(follow_url).status_code == 200
    cast.filer.status = "unverified"
    cast.filer.save()
    assert client.get(follow_url).status_code == 404
