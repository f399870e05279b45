"""Who may do what with a call: one table, and the question asked of it."""

from collections.abc import Mapping
from enum import StrEnum

from django.contrib.auth.models import AnonymousUser

from accounts.models import User
from accounts.roles import Role, roles_of


class Act(StrEnum):
    """What somebody does with a call; its page is published by whoever may publish pages."""

    PREPARE = "prepare"
    EXTEND = "extend"
    EVALUATE = "evaluate"
    PUBLISH_RESULTS = "publish_results"
    CORRECT_RESULTS = "correct_results"
    CANCEL = "cancel"
    SHORTEN_NOTICE = "shorten_notice"
    ANSWER = "answer"


_OFFICE = frozenset({Role.EDITOR, Role.COORDINATOR, Role.ADMINISTRATOR})

MAY: Mapping[Act, frozenset[Role]] = {
    Act.PREPARE: _OFFICE,
    Act.EXTEND: _OFFICE,
    Act.EVALUATE: _OFFICE,
    Act.PUBLISH_RESULTS: _OFFICE,
    Act.CORRECT_RESULTS: _OFFICE,
    Act.CANCEL: _OFFICE,
    # To announce for a shorter time than the law asks for is never decided by whoever typed the dates alone.
    Act.SHORTEN_NOTICE: frozenset({Role.COORDINATOR, Role.ADMINISTRATOR}),
    # Whoever works for a call answers about it too: ``questions.permissions`` knows who that is today.
    Act.ANSWER: _OFFICE,
}


def may(person: User | AnonymousUser, act: Act) -> bool:
    return person.is_active and (person.is_superuser or bool(roles_of(person) & MAY[act]))
