"""Noticing that the dictionary changed: one row whose value is another one after every change.

A number such as the newest row of the history would not do: of two changes that overlap, the earlier number may be
committed last, and nobody would notice it. Writing one row makes changes wait for each other.
"""

from typing import Any
from uuid import UUID, uuid4

from django.db.models.signals import post_delete, post_save

from .models import Concept, ConceptLabel, ConceptLink, DictionaryStamp

_ONLY = 1


def renew(**_signal: Any) -> None:
    """Say that the dictionary is another one; belongs into the transaction of the change."""
    row = DictionaryStamp(pk=_ONLY, value=uuid4())
    DictionaryStamp.objects.bulk_create([row], update_conflicts=True, unique_fields=["id"], update_fields=["value"])


def current() -> UUID | None:
    """Return the stamp of the dictionary; None before its first change. One query by primary key."""
    return DictionaryStamp.objects.filter(pk=_ONLY).values_list("value", flat=True).first()


def follow_changes() -> None:
    """Renew the stamp whenever a row is saved or deleted, by whatever way. Bulk writes call ``renew`` themselves."""
    for model in (Concept, ConceptLabel, ConceptLink):
        for signal in (post_save, post_delete):
            signal.connect(renew, sender=model, dispatch_uid=f"concepts.{model.__name__}")
