"""Words of the history that a moderator hid, so that no other page shows them."""

from collections.abc import Iterable, Mapping

from django.utils.translation import gettext as _

from .models import Redaction
from .timeline import WRITTEN

Hidden = Mapping[tuple[int, str], str]


def hidden_words(postulate_ids: Iterable[int]) -> Hidden:
    """Return, by case and hidden text, the marker that stands in its place. One query."""
    rows = Redaction.objects.filter(
        postulate__in=list(postulate_ids), target=Redaction.Target.EVENT, is_current=True
    ).select_related("event")
    return {
        (row.postulate_id, text): _("[removed: %(reason)s]") % {"reason": row.get_reason_display()}
        for row in rows
        if row.event
        for name, text in row.event.details.items()
        if name in WRITTEN and isinstance(text, str)
    }


def shown(text: str, postulate_id: int, hidden: Hidden) -> str:
    """Return the text as the public may read it: itself, or the marker."""
    return hidden.get((postulate_id, text), text)
