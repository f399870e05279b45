"""What a text is in law: an informed choice that sets the clock, and an appeal when the answer is no."""

from datetime import date
from uuid import uuid4

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext
from wagtail.models import Locale

from city.deadlines import last_day
from city.models import DeadlineRule
from cms.outbox.worker import drain
from consultations.postulates.decisions import KINDS, kinds, reasons
from consultations.postulates.models import Postulate, RejectionReason
from consultations.postulates.permissions import Secret
from consultations.postulates.queries import actor_of, moves_open_to, received_on
from consultations.postulates.services import MoveRefused
from consultations.postulates.timeline import Reader, timeline
from consultations.postulates.workflow import BY_NAME, LegalKind, State
from tests.people import official, unit

STAFF_SECRETS = frozenset({Secret.MODERATION})


def page_of(client, postulate, move: str):
    return client.get(reverse("postulates:move", kwargs={"key": postulate.key, "name": move})).content.decode()


def test_every_kind_in_law_is_explained() -> None:
    assert set(KINDS) == set(LegalKind)


def test_page_of_registration_shows_the_date_that_each_kind_would_give(sign_in, in_moderation, cast) -> None:
    html = page_of(sign_in(cast.moderator), in_moderation, "register")
    for kind in kinds(in_moderation):
        rule = DeadlineRule.objects.get(code=kind.code)
        due = last_day(received_on(in_moderation), length=rule.length, measure=rule.measure)
        assert kind.due_on == due
        assert date_format(due, "DATE_FORMAT") in html
        assert kind.sentence in html


def test_chosen_kind_gives_the_date_that_was_announced(in_moderation, cast, act) -> None:
    announced = {kind.code: kind.due_on for kind in kinds(in_moderation)}
    registered = act(in_moderation, "register", cast.moderator, legal_kind="petycja")
    assert registered.due_on == announced["petycja"]


def test_kind_without_a_rule_is_refused_with_words_and_not_with_an_error(sign_in, in_moderation, cast, act) -> None:
    DeadlineRule.objects.filter(code="remark").delete()
    assert next(kind for kind in kinds(in_moderation) if kind.code == "remark").due_on is None
    with pytest.raises(ValidationError) as refused:
        act(in_moderation, "register", cast.moderator, legal_kind="remark")
    assert "legal_kind" in refused.value.message_dict


def test_requalified_case_is_counted_from_the_first_receipt_and_everybody_is_told(registered, cast, act) -> None:
    Postulate.objects.update(received_on=date(2026, 10, 1))
    changed = act(registered, "requalify", cast.moderator, legal_kind="petycja", reason="Prosi o uchwałę.")
    rule = DeadlineRule.objects.get(code="petycja")
    assert changed.due_on == last_day(date(2026, 10, 1), length=rule.length, measure=rule.measure)
    drain()
    told = {message.to[0]: message.body for message in mail.outbox}
    assert "Prosi o uchwałę." in told[cast.author.email]
    assert date_format(changed.due_on, "DATE_FORMAT") in told[cast.author.email]


def test_case_without_a_legal_kind_cannot_be_given_to_a_unit(registered, cast, act) -> None:
    Postulate.objects.update(legal_kind="")
    with pytest.raises(MoveRefused):
        act(registered, "route", cast.coordinator, lead_unit=unit("ngo-policy"))
    assert not registered.assignments.exists()


def test_reasons_are_shown_in_the_readers_language_with_a_fallback(reason, city) -> None:
    ukrainian = reason.copy_for_translation(Locale.objects.get(language_code="uk"))
    ukrainian.name, ukrainian.explanation = "Поза межами", "Це не справа міста."
    ukrainian.save()
    with translation.override("uk"):
        assert [(row.name, row.language) for row in reasons()] == [("Поза межами", "uk")]
    with translation.override("en"):
        assert [(row.name, row.language) for row in reasons()] == [("Poza zakresem", "pl")]


@pytest.mark.parametrize("is_public", [True, False])
def test_page_of_rejection_shows_each_explanation_and_what_becomes_of_the_text(
    sign_in, in_moderation, cast, reason, is_public
) -> None:
    RejectionReason.objects.update(is_public=is_public)
    html = page_of(sign_in(cast.moderator), in_moderation, "reject")
    assert reason.explanation in html
    stays, goes = (gettext(text) for text in ("the text stays public", "the text is not shown to the public"))
    assert (stays in html, goes in html) == (is_public, not is_public)


def rejected(postulate, cast, act, reason, by):
    return act(postulate, "reject", by, rejection_reason=reason, note="Proszę podać adres.")


def mail_to(user) -> str:
    mail.outbox.clear()
    drain()
    return next(message.body for message in mail.outbox if message.to == [user.email])


def test_mail_about_a_rejection_says_why_and_how_to_appeal_once(in_moderation, cast, act, reason) -> None:
    cast.author.language = "en"
    cast.author.save()
    drain()
    rejected(in_moderation, cast, act, reason, cast.moderator)
    body = mail_to(cast.author)
    assert reason.explanation in body
    assert "Proszę podać adres." in body
    assert "You may appeal once." in body
    assert "No further appeal" not in body


def test_second_rejection_is_by_another_moderator_and_is_the_last(sign_in, in_moderation, cast, act, reason) -> None:
    cast.author.language = "en"
    cast.author.save()
    rejected(in_moderation, cast, act, reason, cast.moderator)
    appealed = act(in_moderation, "appeal", cast.author, reason="To sprawa miasta.")
    with pytest.raises(MoveRefused):
        act(appealed, "claim", cast.moderator)
    act(appealed, "claim", cast.other_moderator)
    drain()
    again = rejected(appealed, cast, act, reason, cast.other_moderator)
    body = mail_to(cast.author)
    assert "No further appeal" in body
    assert "You may appeal once." not in body
    assert "appeal" not in {move.name for move in moves_open_to(actor_of(cast.author), again)}
    html = sign_in(cast.author).get(again.get_absolute_url().replace("/pl/", "/en/")).content.decode()
    assert "No further appeal" in html


def test_author_sees_the_note_and_the_public_does_not(in_moderation, cast, act, reason, client) -> None:
    RejectionReason.objects.update(is_public=True)
    case = rejected(in_moderation, cast, act, reason, cast.moderator)
    html = client.get(case.get_absolute_url()).content.decode()
    assert reason.explanation in html
    assert "Proszę podać adres." not in html


def test_second_opinion_goes_to_another_moderator_and_back(in_moderation, cast, act) -> None:
    drain()
    asked = act(in_moderation, "ask_opinion", cast.moderator, question="Czy to petycja?")
    assert "Czy to petycja?" in mail_to(cast.other_moderator)
    with pytest.raises(MoveRefused):
        act(asked, "give_opinion", cast.moderator, opinion="Sama sobie.")
    given = act(asked, "give_opinion", cast.other_moderator, opinion="To zwykły wniosek.")
    assert not given.awaits_opinion
    assert "To zwykły wniosek." in mail_to(cast.moderator)
    assert given.claimed_by == cast.moderator


def test_opinion_is_read_by_moderation_only_even_after_registration(sign_in, in_moderation, cast, act, client) -> None:
    act(in_moderation, "ask_opinion", cast.moderator, question="Tajne pytanie?")
    act(in_moderation, "give_opinion", cast.other_moderator, opinion="Tajna opinia.")
    act(in_moderation, "register", cast.moderator, legal_kind="wniosek")
    routed = act(in_moderation, "route", cast.coordinator, lead_unit=unit("ngo-policy"))
    for user in (None, cast.author, cast.official, cast.head, official("finance")):
        page = (sign_in(user) if user else client).get(routed.get_absolute_url()).content.decode()
        assert "Tajn" not in page, user
    for user in (cast.moderator, cast.coordinator):
        assert "Tajna opinia." in sign_in(user).get(routed.get_absolute_url()).content.decode()


def test_staff_timeline_without_secrets_keeps_moderation_out(in_moderation, cast, act) -> None:
    act(in_moderation, "ask_opinion", cast.moderator, question="Tajne pytanie?")
    assert "Tajne" not in repr(timeline(in_moderation, Reader.STAFF))
    assert "Tajne" in repr(timeline(in_moderation, Reader.STAFF, STAFF_SECRETS))


def test_conflict_page_tells_an_author_nothing_of_what_moderation_does(sign_in, submitted, cast, act) -> None:
    stale = submitted.version
    act(submitted, "claim", cast.moderator)
    url = reverse("postulates:move", kwargs={"key": submitted.key, "name": "withdraw"})
    page = sign_in(cast.author).post(url, {"version": stale, "submission_key": uuid4()})
    assert page.status_code == 409
    assert str(BY_NAME["claim"].did) not in page.content.decode()
    assert str(BY_NAME["submit"].did) in page.content.decode()
    assert Postulate.objects.get().state is State.IN_MODERATION
