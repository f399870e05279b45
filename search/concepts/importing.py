"""What an import would do to the dictionary, concept by concept, and doing it.

The number of queries does not grow with the number of concepts.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from accounts.models import User

from .book import Label
from .files import Entry
from .models import Concept, ConceptLabel, ConceptLink, LinkKind
from .queries import entries

_AT_ONCE = 500
FACTS = ("topic", "note", "source")
SHIPPED = "shipped"


class Present(models.TextChoices):
    """What becomes of a concept that is in the dictionary already and differs."""

    KEEP = "keep", gettext_lazy("Keep it as it is; only add concepts that are missing")
    OVERWRITE = "overwrite", gettext_lazy("Make it as it is in the file")
    RENEW = "renew", gettext_lazy("Make it as it is in the file, unless somebody has changed it here")


class Outcome(models.TextChoices):
    """What becomes of a concept of a file."""

    NEW = "new", pgettext_lazy("concept in an import", "new")
    CHANGED = "changed", gettext_lazy("changed")
    SAME = "same", gettext_lazy("is the same already")
    KEPT = "kept", gettext_lazy("differs, and stays as it is")
    DELETED = "deleted", gettext_lazy("was deleted here, and stays so")


@dataclass(frozen=True)
class Line:
    """What becomes of one concept, and in which ways the file differs from the dictionary."""

    entry: Entry
    outcome: Outcome
    differences: tuple[str, ...] = ()


def plan(incoming: Sequence[Entry], present: Present) -> list[Line]:
    """Return what an import would do, in the order of the file. A constant number of queries."""
    known = {entry.key: entry for entry in entries()}
    touched = _touched() if present is Present.RENEW else frozenset[str]()
    return [_line(entry, known.get(entry.key), present, touched) for entry in incoming]


def _line(entry: Entry, before: Entry | None, present: Present, touched: frozenset[str]) -> Line:
    if before is None:
        return Line(entry, Outcome.DELETED if entry.key in touched else Outcome.NEW)
    differences = tuple(differences_between(before, entry))
    if not differences:
        return Line(entry, Outcome.SAME)
    stays = present is Present.KEEP or entry.key in touched
    return Line(entry, Outcome.KEPT if stays else Outcome.CHANGED, differences)


def _touched() -> frozenset[str]:
    """Return the keys of concepts that somebody changed or deleted since they came with the product."""
    by_hand = models.Q(history_change_reason__isnull=True) | ~models.Q(history_change_reason=SHIPPED)
    pks = set(Concept.history.filter(by_hand).values_list("id", flat=True))
    for model in (ConceptLabel, ConceptLink):
        pks |= set(model.history.filter(by_hand).values_list("concept_id", flat=True))
    # Also under the keys that a concept had before somebody gave it another.
    return frozenset(key for pk, key in Concept.history.values_list("id", "key") if pk in pks)


def differences_between(before: Entry, after: Entry) -> Iterator[str]:
    """Yield in words what is other in the second one."""
    for name in FACTS:
        if getattr(before, name) != getattr(after, name):
            model_field = Concept._meta.get_field(name)
            yield _("%(field)s: “%(before)s” → “%(after)s”") % {
                "field": model_field.verbose_name, "before": getattr(before, name), "after": getattr(after, name),
            }  # fmt: skip
    yield from _comparison([_shown(label) for label in before.labels], [_shown(label) for label in after.labels])
    for kind in LinkKind:
        old, new = getattr(before, kind), getattr(after, kind)
        yield from _comparison([f"{kind}: {key}" for key in old], [f"{kind}: {key}" for key in new])


def _shown(label: Label) -> str:
    return f"{label.language}, {label.kind}: {label.text}"


def _comparison(before: list[str], after: list[str]) -> Iterator[str]:
    for text in before:
        if text not in after:
            yield _("without “%(text)s”") % {"text": text}
    for text in after:
        if text not in before:
            yield _("with “%(text)s”") % {"text": text}
    if before != after and sorted(before) == sorted(after):
        yield _("in another order: %(texts)s") % {"texts": " | ".join(after)}


@dataclass
class Change:
    """Rows to be written, gathered for all concepts, and who does it why."""

    actor: User | None
    reason: str
    at: datetime = field(default_factory=timezone.now)

    def apply(self, lines: Iterable[Line]) -> None:
        """Write what is new or changed in the lines; belongs into a transaction."""
        lines = list(lines)
        new = [line.entry for line in lines if line.outcome is Outcome.NEW]
        changed = [line.entry for line in lines if line.outcome is Outcome.CHANGED]
        self._add([Concept(**_facts(entry)) for entry in new])
        present = {concept.key: concept for concept in Concept.objects.all()}
        self._update_facts(changed, present)
        written = [present[entry.key].pk for entry in (*new, *changed)]
        self._make_parts(ConceptLabel, written, _labels((*new, *changed), present))
        self._make_parts(ConceptLink, written, _links((*new, *changed), present))

    def _update_facts(self, changed: list[Entry], present: dict[str, Concept]) -> None:
        rows = []
        for entry in changed:
            row, facts = present[entry.key], _facts(entry)
            if any(getattr(row, name) != value for name, value in facts.items()):
                for name, value in facts.items():
                    setattr(row, name, value)
                rows.append(row)
        self._update(rows, FACTS)

    def _make_parts(self, model: Any, concepts: list[int], wanted: Iterable[Any]) -> None:
        """Make the labels or links of the concepts those that are wanted; rows that say the same stay."""
        present = {_identity(row): row for row in model.objects.filter(concept__in=concepts)}
        fresh, moved = [], []
        for row in wanted:
            old = present.pop(_identity(row), None)
            if old is None:
                fresh.append(row)
            elif old.sort_order != row.sort_order:
                old.sort_order = row.sort_order
                moved.append(old)
        self._remove(list(present.values()))
        self._update(moved, ("sort_order",))
        self._add(fresh)

    def _remove(self, rows: list[Any]) -> None:
        if rows:
            self._note(rows, "-")
            gone = type(rows[0]).objects.filter(pk__in=[row.pk for row in rows])
            # The usual delete() would write the history once more, a query for each row.
            gone._raw_delete(gone.db)

    def _add(self, rows: list[Any]) -> None:
        if rows:
            type(rows[0]).objects.bulk_create(rows, batch_size=_AT_ONCE)
            self._note(rows, "+")

    def _update(self, rows: list[Any], fields: Sequence[str]) -> None:
        if rows:
            type(rows[0]).objects.bulk_update(rows, fields, batch_size=_AT_ONCE)
            self._note(rows, "~")

    def _note(self, rows: list[Any], kind: str) -> None:
        """Write the rows into their history."""
        history = type(rows[0]).history.model
        names = [tracked.attname for tracked in history.tracked_fields]
        history.objects.bulk_create(
            [
                history(
                    history_type=kind,
                    history_date=self.at,
                    history_user=self.actor,
                    history_change_reason=self.reason or None,
                    **{name: getattr(row, name) for name in names},
                )
                for row in rows
            ],
            batch_size=_AT_ONCE,
        )


def _facts(entry: Entry) -> dict[str, str]:
    return {"key": entry.key} | {name: getattr(entry, name) for name in FACTS}


def _labels(written: Iterable[Entry], present: dict[str, Concept]) -> Iterator[ConceptLabel]:
    for entry in written:
        for order, label in enumerate(entry.labels):
            yield ConceptLabel(
                concept=present[entry.key], sort_order=order, language=label.language, text=label.text, kind=label.kind
            )


def _links(written: Iterable[Entry], present: dict[str, Concept]) -> Iterator[ConceptLink]:
    for entry in written:
        others = [(kind, key) for kind in LinkKind for key in getattr(entry, kind)]
        for order, (kind, key) in enumerate(others):
            yield ConceptLink(concept=present[entry.key], sort_order=order, kind=kind, other=present[key])


def _identity(row: ConceptLabel | ConceptLink) -> tuple[object, ...]:
    if isinstance(row, ConceptLink):
        return row.concept_id, row.kind, row.other_id
    return row.concept_id, row.language, row.text, row.kind
