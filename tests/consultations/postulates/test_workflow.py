"""The table of the workflow, without a database."""

from dataclasses import replace
from pathlib import Path

import pytest
from django.core.management import call_command

from consultations.postulates.effects import EFFECTS
from consultations.postulates.forms.details import MAKERS
from consultations.postulates.forms.moves import SET_BY_THE_SITE
from consultations.postulates.views.beside import PANELS
from consultations.postulates.workflow import (
    BY_NAME,
    MEANINGS,
    MOVES,
    ResponseStatus,
    State,
    open_moves,
)

from .matrix import ACTORS, BASE, matrix

CHECKED_IN = Path(__file__).with_name("matrix.txt")


def test_rights_are_exactly_those_of_the_checked_in_matrix() -> None:
    assert matrix() == CHECKED_IN.read_text(encoding="utf-8"), (
        "Rights changed. If that is meant: python -m tests.consultations.postulates.write_matrix"
    )


def test_workflow_document_is_current() -> None:
    call_command("workflow_docs", "--check")


def test_every_state_can_be_reached_by_moves() -> None:
    reached = {State.DRAFT}
    while new := {m.target for m in MOVES if m.target and m.sources & reached} - reached:
        reached |= new
    assert reached == set(State)


def test_every_state_has_a_plain_sentence() -> None:
    assert set(MEANINGS) == set(State)


def test_names_of_moves_are_unique() -> None:
    assert len(BY_NAME) == len(MOVES)


def test_every_effect_belongs_to_a_move() -> None:
    assert set(EFFECTS) <= set(BY_NAME)


@pytest.mark.parametrize("move", MOVES, ids=lambda move: move.name)
def test_every_detail_of_a_move_has_a_form_field(move) -> None:
    wanted = {*move.needs, *move.takes} - SET_BY_THE_SITE - {"contributions"}
    assert wanted <= set(MAKERS)


@pytest.mark.parametrize("move", MOVES, ids=lambda move: move.name)
def test_public_details_are_details_of_the_move(move) -> None:
    facts_added_by_effects = {
        "organisation", "due_on", "old_due_on", "outcome", "reason", "channel", "is_late", "contributing_units",
    }  # fmt: skip
    assert set(move.shows) <= {*move.needs, *move.takes, *facts_added_by_effects}


@pytest.mark.parametrize("move", MOVES, ids=lambda move: move.name)
def test_a_forgotten_detail_is_neither_shown_nor_confided(move) -> None:
    assert not set(move.forgets) & {*move.shows, *move.confides}
    assert set(move.forgets) <= {*move.needs, *move.takes}


def test_approval_needs_four_eyes() -> None:
    case = replace(BASE, response_status=ResponseStatus.IN_REVIEW)
    names = {m.name for m in open_moves(ACTORS["head who wrote the answer"], State.RESPONSE_IN_APPROVAL, case)}
    assert "approve" not in names


def test_answer_is_published_only_after_approval() -> None:
    case = replace(BASE, response_status=ResponseStatus.IN_REVIEW)
    names = {m.name for m in open_moves(ACTORS["coordinator"], State.RESPONSE_IN_APPROVAL, case)}
    assert "publish" not in names


def test_appeal_is_possible_once() -> None:
    again = replace(BASE, was_appealed=True)
    assert not BY_NAME["appeal"].is_open_to(ACTORS["member of the filing organisation"], State.REJECTED, again)


def test_appeal_is_decided_by_another_moderator() -> None:
    assert not BY_NAME["claim"].is_open_to(ACTORS["moderator who rejected it"], State.SUBMITTED, BASE)
    assert BY_NAME["claim"].is_open_to(ACTORS["moderator"], State.SUBMITTED, BASE)


@pytest.mark.parametrize(("days", "allowed"), [(30, True), (31, False), (None, False)])
def test_author_may_dispute_an_answer_for_thirty_days(days, allowed) -> None:
    case = replace(BASE, days_since_answer=days)
    move = BY_NAME["reopen"]
    assert move.is_open_to(ACTORS["member of the filing organisation"], State.ANSWERED, case) is allowed


def test_every_panel_belongs_to_a_move() -> None:
    assert set(PANELS) <= set(BY_NAME)
