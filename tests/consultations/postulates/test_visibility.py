"""One gate for reading: who may see which case."""

from datetime import UTC, date, datetime

import pytest
from django.contrib.auth.models import AnonymousUser

from accounts.roles import Role
from consultations.postulates.documents import PostulateSource
from consultations.postulates.models import Postulate
from consultations.postulates.timeline import Reader, timeline
from tests.people import official, organisation, person


def sees(user, postulate) -> bool:
    return Postulate.objects.visible_to(user).filter(pk=postulate.pk).exists()


def test_public_sees_nothing_before_registration(in_moderation) -> None:
    assert not sees(AnonymousUser(), in_moderation)


def test_public_sees_a_registered_case(registered) -> None:
    assert sees(AnonymousUser(), registered)


def test_only_its_authors_see_a_draft(draft, cast) -> None:
    assert sees(cast.author, draft)
    for stranger in (
        cast.moderator,
        cast.coordinator,
        person(),
        person(Role.ADMINISTRATOR),
        person(Role.AUDITOR),
    ):
        assert not sees(stranger, draft)


def test_colleagues_see_the_drafts_of_their_organisation(draft, cast) -> None:
    from consultations.organisations.models import Membership

    colleague = person()
    Membership.objects.create(organisation=cast.filer, person=colleague, role=Membership.Role.VIEWER)
    assert sees(colleague, draft)


def test_invited_organisation_sees_the_draft_it_is_to_co_sign(draft, cast, act) -> None:
    owner = person()
    act(draft, "invite", cast.author, organisation=organisation(owner=owner))
    assert sees(owner, draft)


def test_organisation_that_declined_sees_the_draft_no_more(draft, cast, act) -> None:
    owner = person()
    act(draft, "invite", cast.author, organisation=organisation(owner=owner))
    act(draft, "decline_to_co_sign", owner)
    assert not sees(owner, draft)


def test_moderators_coordinators_and_auditors_see_what_was_sent(submitted, cast) -> None:
    for user in (cast.moderator, cast.coordinator, person(Role.AUDITOR)):
        assert sees(user, submitted)


def test_officials_do_not_see_a_case_before_it_is_public_or_theirs(submitted) -> None:
    assert not sees(official("finance"), submitted)


def test_withdrawn_before_registration_stays_private(submitted, cast, act) -> None:
    withdrawn = act(submitted, "withdraw", cast.author)
    assert not sees(AnonymousUser(), withdrawn)


def test_withdrawn_after_registration_stays_public(registered, cast, act) -> None:
    withdrawn = act(registered, "withdraw", cast.author)
    assert sees(AnonymousUser(), withdrawn)


@pytest.mark.parametrize("is_public", [True, False])
def test_rejected_text_is_public_only_when_its_reason_says_so(in_moderation, cast, act, reason, is_public) -> None:
    reason.is_public = is_public
    reason.save()
    rejected = act(
        in_moderation,
        "reject",
        cast.moderator,
        rejection_reason=reason,
        note="Proszę poprawić.",
    )
    assert sees(AnonymousUser(), rejected) is is_public


def test_search_knows_public_cases_only(in_moderation, cast, act) -> None:
    source = PostulateSource()
    assert list(source.documents([in_moderation.pk])) == []
    act(in_moderation, "register", cast.moderator, legal_kind="postulate")
    assert [document.pk for document in source.documents([in_moderation.pk])] == [in_moderation.pk]


def test_search_document_names_its_topics_in_every_language(registered) -> None:
    document = next(iter(PostulateSource().documents([registered.pk])))
    assert {
        "Fundusz wkładów własnych",
        "Фонд власних внесків",
        "Own-contribution fund",
    } <= set(document.keywords)


def test_search_document_bears_the_day_on_which_the_text_came_here(registered) -> None:
    late_in_the_evening = datetime(2026, 11, 26, 23, 30, tzinfo=UTC)
    Postulate.objects.filter(pk=registered.pk).update(submitted_at=late_in_the_evening)
    document = next(iter(PostulateSource().documents([registered.pk])))
    assert document.date == date(2026, 11, 27)


def test_unpublished_answer_is_not_in_the_search_document(in_approval) -> None:
    document = next(iter(PostulateSource().documents([in_approval.pk])))
    assert "przeanalizuje" not in document.body


def test_public_timeline_hides_moderation_and_names_no_person(answered, cast) -> None:
    entries = timeline(answered, Reader.PUBLIC)
    text = repr(entries)
    assert "moderator" not in {entry.actor.lower() for entry in entries if entry.title.startswith("A moderator")}
    for user in (
        cast.author,
        cast.moderator,
        cast.coordinator,
        cast.official,
        cast.head,
    ):
        assert str(user) not in text
        assert user.email not in text
    assert not any("approv" in entry.title for entry in entries)


def test_public_timeline_hides_the_question_to_contributing_units(routed) -> None:
    assert "Na co pozwala" not in repr(timeline(routed, Reader.PUBLIC))
    assert "Na co pozwala" in repr(timeline(routed, Reader.STAFF))


def test_author_sees_why_the_text_was_returned_and_the_public_does_not(in_moderation, cast, act) -> None:
    from datetime import timedelta

    from django.utils import timezone

    due = timezone.localdate() + timedelta(days=7)
    returned = act(in_moderation, "return", cast.moderator, reason="Brakuje kwoty.", due_on=due)
    assert "Brakuje kwoty." in repr(timeline(returned, Reader.PARTY))
    assert "Brakuje kwoty." not in repr(timeline(returned, Reader.PUBLIC))
