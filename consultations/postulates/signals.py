"""The one place that listens to what the city edits in the admin and decides what of cases is public or shown."""

from typing import Any

from django.db import transaction
from django.db.models import Model
from django.db.models.signals import post_save, pre_delete

from city.models import Topic
from search.services import refresh_later

from .documents.about import CASES, REASONS, TOPICS, cases_about
from .models import RejectionReason

FOLLOWED: dict[type[Model], str] = {Topic: TOPICS, RejectionReason: REASONS}


@transaction.atomic
def _saved(sender: type[Model], instance: Model, created: bool, **kwargs: Any) -> None:
    if not created:  # no case can be about a new one yet
        refresh_later(FOLLOWED[sender], instance.pk)


@transaction.atomic
def _topic_goes(instance: Topic, **kwargs: Any) -> None:
    for pk in cases_about(instance.pk):
        refresh_later(CASES, pk)


def connect() -> None:
    """Start listening; called once at start-up."""
    pre_delete.connect(_topic_goes, sender=Topic, dispatch_uid="postulates.topic_goes")
    for model, name in FOLLOWED.items():
        post_save.connect(_saved, sender=model, dispatch_uid=f"postulates.{name}")
