"""Everything that changes the dictionary, beside the forms of the administration.

``actor`` is None where the product itself acts: when it loads what is shipped, or by a command of an operator.
"""

from collections.abc import Sequence

from django.core.exceptions import PermissionDenied
from django.db import transaction

from accounts.models import User

from . import stamp
from .book import Kind
from .files import Entry, Fault, FaultyFile, faults_of, starting, tidy
from .importing import SHIPPED, Change, Line, Present, plan
from .models import Concept, ConceptLabel, folded
from .permissions import may_write


def import_concepts(
    *, incoming: Sequence[Entry], actor: User | None, present: Present = Present.KEEP, dry_run: bool = False
) -> list[Line]:
    """Take concepts into the dictionary and return what became of each; or only say what would.

    Nothing is ever deleted: what the dictionary has beyond the file stays.
    """
    _check(actor)
    _refuse_faults(incoming)
    if dry_run:
        return plan(incoming, present)
    with transaction.atomic():
        return _written(incoming, actor, present, "")


def load_shipped(*, overwrite: bool = False, dry_run: bool = False) -> list[Line]:
    """Take in the dictionary that is shipped: what is missing is added, what nobody touched is renewed.

    What editors changed stays as they left it, and what they deleted stays away, unless ``overwrite``.
    """
    present = Present.OVERWRITE if overwrite else Present.RENEW
    if dry_run:
        return plan(starting(), present)
    with transaction.atomic():
        return _written(starting(), None, present, SHIPPED)


def save_concept(*, entry: Entry, actor: User | None) -> Line:
    """Make a concept what the entry says, or add it. FaultyFile names what is wrong with it."""
    return import_concepts(incoming=[entry], actor=actor, present=Present.OVERWRITE)[0]


def delete_concept(*, key: str, actor: User) -> None:
    """Take a concept out of the dictionary, with its labels and the links to it; its history stays."""
    if not actor.has_perm("concepts.delete_concept"):
        raise PermissionDenied
    with transaction.atomic():
        stamp.renew()
        concept = Concept.objects.get(key=key)
        concept._history_user = actor
        concept.delete()


def add_label(*, concept_id: int, language: str, text: str, actor: User | None, kind: Kind = Kind.HIDDEN) -> bool:
    """Give a concept one more label at the end and return whether it was new to it."""
    _check(actor)
    with transaction.atomic():
        stamp.renew()
        concept = Concept.objects.get(pk=concept_id)
        labels = list(concept.labels.all())
        if any((label.language, label.folded) == (language, folded(text)) for label in labels):
            return False
        order = max((label.sort_order or 0 for label in labels), default=-1) + 1
        label = ConceptLabel(concept=concept, language=language, text=tidy(text), kind=kind, sort_order=order)
        label.full_clean()
        label._history_user = actor
        label.save()
        return True


def _written(incoming: Sequence[Entry], actor: User | None, present: Present, reason: str) -> list[Line]:
    stamp.renew()  # first of all: whoever else writes waits here, and so cannot add the same concepts
    lines = plan(incoming, present)
    Change(actor, reason).apply(lines)
    return lines


def _check(actor: User | None) -> None:
    if actor is not None and not may_write(actor):
        raise PermissionDenied


def _refuse_faults(incoming: Sequence[Entry]) -> None:
    if faults := [Fault(entry.key, 0, text) for entry in incoming for text in faults_of(entry)]:
        raise FaultyFile(faults)
