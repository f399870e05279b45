"""Which function changes what for which move."""

from collections.abc import Callable, Mapping
from typing import Any

from accounts.models import User
from consultations.postulates.models import Postulate
from consultations.postulates.permissions import Actor

Details = Mapping[str, Any]
Facts = dict[str, Any]
Effect = Callable[[Postulate, Details, User, Actor], Facts]

EFFECTS: dict[str, Effect] = {}


def effect(move: str) -> Callable[[Effect], Effect]:
    """Register what a move changes."""

    def register(function: Effect) -> Effect:
        EFFECTS[move] = function
        return function

    return register
