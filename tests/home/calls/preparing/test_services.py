"""An offer in preparation is begun once, saved whole, never over a colleague's changes, and erased in time."""

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from consultations.organisations.models import Membership
from consultations.organisations.services import leave
from home.calls.models import Call, CallDeadline
from home.calls.preparing import services
from home.calls.preparing.models import CallPreparation, Outline, OwnItem, PreparationPresence
from home.calls.preparing.services import (
    StalePreparation,
    delete_preparation,
    erase_old,
    note_presence,
    save_preparation,
    start_preparation,
)

from .conftest import Cast

pytestmark = pytest.mark.django_db


def _save(preparation: CallPreparation, cast: Cast, *, version: int = 1, **fields: object) -> CallPreparation:
    outline = Outline(**{"title": "Kino sąsiedzkie"} | fields)
    return save_preparation(preparation_id=preparation.pk, actor=cast.editor, version=version, outline=outline)


def test_second_press_of_the_button_finds_what_the_first_began(call: Call, cast: Cast) -> None:
    key = uuid4()
    begun = [
        start_preparation(
            actor=cast.owner, key=key, call_id=call.pk, organisation_id=cast.organisation.pk, title="Kino"
        )
        for _press in range(2)
    ]

    assert begun[0] == begun[1]
    assert CallPreparation.objects.count() == 1


def test_offer_is_prepared_for_a_public_call_that_still_takes_offers(
    make_call: Callable[..., Call], public_call: Callable[..., Call], begin: Callable[..., CallPreparation]
) -> None:
    hidden = make_call()
    over = public_call(closes=timezone.now() + timedelta(hours=1))
    CallDeadline.objects.filter(call=over).update(at=timezone.now() - timedelta(minutes=1))

    for call in (hidden, over):
        with pytest.raises(ValidationError, match="no offers any more"):
            begin(call)
    assert not CallPreparation.objects.exists()


def test_number_of_offers_for_one_call_has_a_limit_that_says_what_to_do(
    call: Call, begin: Callable[..., CallPreparation], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(services, "MOST_OF_A_CALL", 2)
    begin(call)
    begin(call)

    with pytest.raises(ValidationError, match="prepares 2 offers for this call already"):
        begin(call)


def test_all_that_was_written_is_kept(preparation: CallPreparation, cast: Cast) -> None:
    outline = Outline(
        title="Kino letnie",
        notes="Ekran od sąsiadów.",
        responsible_id=Membership.objects.get(person=cast.viewer).pk,
        asked_amount=Decimal("12500.50"),
        ticked=frozenset({"budget", "attachments"}),
        own_items=(OwnItem("Zapytać o prąd", is_done=True), OwnItem("Plakaty")),
        submitted_on=timezone.localdate(),
    )

    save_preparation(preparation_id=preparation.pk, actor=cast.editor, version=1, outline=outline)

    kept = CallPreparation.objects.get()
    assert kept.outline == outline
    assert (kept.version, kept.changed_by) == (2, cast.editor)


def test_colleague_who_was_faster_is_not_overwritten(preparation: CallPreparation, cast: Cast) -> None:
    _save(preparation, cast, notes="First")

    with pytest.raises(StalePreparation) as stale:
        _save(preparation, cast, notes="Second")
    assert stale.value.preparation.notes == "First"
    assert CallPreparation.objects.get().notes == "First"


def test_saving_the_same_twice_is_no_conflict(preparation: CallPreparation, cast: Cast) -> None:
    _save(preparation, cast, notes="First")

    assert _save(preparation, cast, notes="First").version == 2


@pytest.mark.parametrize(("amount", "is_refused"), [("50000", False), ("50000.01", True), ("0", False)])
def test_nobody_plans_with_more_than_the_highest_grant(
    preparation: CallPreparation, cast: Cast, amount: str, is_refused: bool
) -> None:
    if not is_refused:
        assert _save(preparation, cast, asked_amount=Decimal(amount)).asked_amount == Decimal(amount)
        return
    with pytest.raises(ValidationError) as refused:
        _save(preparation, cast, asked_amount=Decimal(amount))
    [text] = refused.value.message_dict["asked_amount"]
    assert "50,000" in text


def test_responsible_is_a_member_and_forgotten_with_the_membership(preparation: CallPreparation, cast: Cast) -> None:
    elsewhere = Membership.objects.get(person=cast.stranger)
    with pytest.raises(ValidationError) as refused:
        _save(preparation, cast, responsible_id=elsewhere.pk)
    assert "responsible" in refused.value.message_dict

    _save(preparation, cast, responsible_id=Membership.objects.get(person=cast.viewer).pk)
    leave(actor=cast.viewer, organisation_id=cast.organisation.pk)
    preparation.refresh_from_db()
    assert preparation.responsible is None


def test_offer_was_not_submitted_tomorrow(preparation: CallPreparation, cast: Cast) -> None:
    with pytest.raises(ValidationError) as refused:
        _save(preparation, cast, submitted_on=timezone.localdate() + timedelta(days=1))
    assert "submitted_on" in refused.value.message_dict


def test_what_a_colleague_changed_since_is_not_deleted(preparation: CallPreparation, cast: Cast) -> None:
    _save(preparation, cast, notes="News")

    with pytest.raises(StalePreparation):
        delete_preparation(preparation_id=preparation.pk, actor=cast.owner, version=1)
    delete_preparation(preparation_id=preparation.pk, actor=cast.owner, version=2)
    assert not CallPreparation.objects.exists()


@pytest.mark.parametrize(("days", "is_left"), [(89, True), (91, False)])
def test_preparation_is_erased_ninety_days_after_the_last_deadline(
    preparation: CallPreparation, call: Call, days: int, is_left: bool
) -> None:
    CallDeadline.objects.filter(call=call).update(at=timezone.now() - timedelta(days=200))
    CallDeadline.objects.create(
        call=call, kind=CallDeadline.Kind.CONFIRMATION, at=timezone.now() - timedelta(days=days)
    )

    erase_old()

    assert CallPreparation.objects.exists() is is_left


def test_preparation_for_a_call_without_deadline_goes_after_its_last_change(
    preparation: CallPreparation, call: Call
) -> None:
    CallDeadline.objects.filter(call=call).delete()
    erase_old()
    assert CallPreparation.objects.exists()

    CallPreparation.objects.update(changed_at=timezone.now() - timedelta(days=91))
    erase_old()
    assert not CallPreparation.objects.exists()


def test_who_had_it_open_is_forgotten(preparation: CallPreparation, cast: Cast) -> None:
    note_presence(preparation_id=preparation.pk, actor=cast.owner)
    note_presence(preparation_id=preparation.pk, actor=cast.owner)
    assert PreparationPresence.objects.count() == 1

    PreparationPresence.objects.update(seen_at=timezone.now() - timedelta(hours=2))
    erase_old()
    assert not PreparationPresence.objects.exists()
