"""The one place that listens to what the city edits in the admin and decides what of cases is public or shown."""

from typing import Any

from django.db import transaction
from django.db.models import Model
from django.db.models.signals import post_save

from city.models import Topic
from search.services import refresh_later

from .models import RejectionReason

# How the sources of this room call them; see documents.about.
FOLLOWED: dict[type[Model], str] = {Topic: "topics", RejectionReason: "rejection-reasons"}


@transaction.atomic
def _saved(sender: type[Model], instance: Model, created: bool, **kwargs: Any) -> None:
    if not created:  # no case can be about a new one yet
        refresh_later(FOLLOWED[sender], instance.pk)


def connect() -> None:
    """Start listening; called once at start-up."""
    for model, name in FOLLOWED.items():
        post_save.connect(_saved, sender=model, dispatch_uid=f"postulates.{name}")
