"""The facts of an event that other code reads: its dates out of its fields, and the names of what it offers."""

from typing import Any

from django.conf.locale import LANG_INFO
from django.utils.translation import gettext, gettext_lazy
from wagtail.blocks import StreamValue

from .recurrence import Recurrence
from .schedule import Change, Schedule, State

SPOKEN = ("pl", "uk", "en", "ru", "be", "ka", "fr", "es", "ar", "vi", "tr", "hi")
ACCESS = {
    "is_step_free": gettext_lazy("step-free access"),
    "has_sign_language": gettext_lazy("Polish Sign Language (PJM)"),
    "has_hearing_loop": gettext_lazy("induction loop"),
    "has_interpreter": gettext_lazy("interpreter on the spot"),
}


def spoken_languages() -> list[tuple[str, str]]:
    """Return code and name, in the reader's language, of the languages an event may be held in."""
    return [(code, gettext(LANG_INFO[code]["name"])) for code in SPOKEN]


def schedule_of(page: Any) -> Schedule:
    """Return when an event takes place. Raises ``UnknownRule`` for a page that was never checked."""
    changes = list(page.changes) if isinstance(page.changes, StreamValue) else []
    left_out = {child.value["day"] for child in changes if child.block_type == "left_out"}
    singled = [
        _change(child.block_type, child.value) for child in changes if child.block_type in {"cancelled", "moved"}
    ]
    return Schedule(
        starts_on=page.starts_on,
        starts_at=page.starts_at,
        ends_on=page.ends_on,
        ends_at=page.ends_at,
        recurrence=Recurrence.parse(page.recurrence),
        left_out=frozenset(left_out),
        changes=dict(singled),
        extra=tuple(_extra(child.value) for child in changes if child.block_type == "extra"),
    )


def _change(kind: str, value: Any) -> tuple[Any, Change]:
    if kind == "cancelled":
        return value["day"], Change(State.CANCELLED, note=value["reason"])
    moved = Change(State.MOVED, value["to_day"], value["starts_at"], value["ends_at"], value["reason"])
    return value["day"], moved


def _extra(value: Any) -> Change:
    return Change(State.EXTRA, value["day"], value["starts_at"], value["ends_at"], value["note"] or "")
