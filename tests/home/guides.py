"""A guide with everything a guide can say."""

from decimal import Decimal
from typing import Any

from wagtail.models import Page

from accounts.models import User
from city.models import ContactPoint, Place
from cms.blocks.body import body_from
from home.models import GuidePage
from home.services import create_page, publish_page

FIELDS = ("body", "groups", "steps", "documents", "fees", "times", "forms", "points", "law")


def streams(**lists: list[dict[str, Any]]) -> dict[str, Any]:
    """Return the lists of a guide as they are stored, every row with its own id."""
    return {
        name: body_from(rows, GuidePage._meta.get_field(name).stream_block)  # type: ignore[union-attr]
        for name, rows in lists.items()
    }


def row(kind: str, **value: Any) -> dict[str, Any]:
    return {"type": kind, "value": value}


def fee(what: str = "Txt-fee", amount: str | None = "340.00") -> dict[str, Any]:
    return row("fee", what=what, is_free=amount is None, amount=amount and Decimal(amount), how_to_pay="Txt-pay")


def whole(contact: ContactPoint | None = None, place: Place | None = None) -> dict[str, Any]:
    """Return one row of each kind, every word of it found nowhere else."""
    points = [{"type": kind, "value": one.pk} for kind, one in (("contact", contact), ("place", place)) if one]
    return streams(
        groups=[row("group", who="Txt-who", note="<p>Txt-who-note</p>")],
        steps=[row("step", title="Txt-step", text="<p>Txt-how</p>"), row("step", title="Txt-step-2", text="")],
        documents=[row("document", name="Txt-paper", form="original", note="Txt-paper-note")],
        fees=[fee(), fee("Txt-free", None)],
        times=[row("time", what="Txt-time", number=60, unit="day", is_legal_limit=True, note="Txt-time-note")],
        forms=[row("form", name="Txt-form", url="https://example.org/form", document=None)],
        points=points,
        law=[row("reference", act="Ustawa o cudzoziemcach", article="art. 112a", url="https://example.org/isap")],
    )


def guide(parent: Page, editor: User, **fields: Any) -> GuidePage:
    """Publish a guide."""
    values = {
        "title": "Karta pobytu dla badaczy",
        "lead": "Txt-lead",
        "result": "<p>Txt-result</p>",
        "refusal": "<p>Txt-refusal</p>",
        **fields,
    }
    return publish_page(create_page(parent, GuidePage(**values), actor=editor), actor=editor)
