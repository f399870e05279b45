"""How a state looks to staff: always an icon and words, never a colour alone."""

from .states import State

ICONS = {
    State.UP_TO_DATE: "circle-check",
    State.OUTDATED: "warning",
    State.IN_REVIEW: "view",
    State.MACHINE_TRANSLATED: "cogs",
    State.IN_TRANSLATION: "edit",
    State.MISSING: "cross",
}
