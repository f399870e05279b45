"""What the page of a conflict shows: what somebody typed beside what a colleague saved, label by label."""

from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from .checklist import standard_items
from .forms import OutlineForm
from .models import CallPreparation, OwnItem
from .money import in_zlotys


def as_typed(form: OutlineForm, own: Any) -> list[tuple[str, str]]:
    """Return what the forms hold; they must be valid."""
    fields = form.cleaned_data
    labels = dict(form["ticked"].field.choices)  # type: ignore[attr-defined]
    return _sides(
        title=fields["title"],
        responsible=str(fields["responsible"].person) if fields["responsible"] else "",
        amount=in_zlotys(fields["asked_amount"]) if fields["asked_amount"] is not None else "",
        ready=[str(labels[code]) for code in fields["ticked"]],
        own=own.items(),
        notes=fields["notes"],
        submitted=date_format(fields["submitted_on"], "DATE_FORMAT") if fields["submitted_on"] else "",
    )


def as_it_is(preparation: CallPreparation) -> list[tuple[str, str]]:
    """Return what is stored."""
    outline = preparation.outline
    items = standard_items(preparation.call, preparation.call.deadlines.all())
    return _sides(
        title=outline.title,
        responsible=str(preparation.responsible.person) if preparation.responsible else "",
        amount=in_zlotys(outline.asked_amount) if outline.asked_amount is not None else "",
        ready=[item.text for item in items if item.code in outline.ticked],
        own=outline.own_items,
        notes=outline.notes,
        submitted=date_format(outline.submitted_on, "DATE_FORMAT") if outline.submitted_on else "",
    )


def _sides(
    *, title: str, responsible: str, amount: str, ready: list[str], own: tuple[OwnItem, ...], notes: str, submitted: str
) -> list[tuple[str, str]]:
    own_lines = [f"{item.text} ({_('ready') if item.is_done else _('not ready')})" for item in own]
    return [
        (_("Working title"), title),
        (_("Who is responsible"), responsible),
        (_("Amount you ask for (zł)"), amount),
        (_("What is ready"), "\n".join(ready)),
        (_("Own items"), "\n".join(own_lines)),
        (_("Notes"), notes),
        (_("Day of submission"), submitted),
    ]
