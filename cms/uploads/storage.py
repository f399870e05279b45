"""Where files of people are kept: outside every folder a web server may see, under names of our own."""

import uuid

from django.core.files.storage import Storage, storages
from django.db.models import Model


def private_storage() -> Storage:
    """Return the storage that no address of the site serves by itself."""
    return storages["private"]


def private_path(instance: Model, filename: str) -> str:
    """Return a name that tells nothing: neither the person's own name of the file nor its kind."""
    name = uuid.uuid4().hex
    return f"{instance._meta.label_lower}/{name[:2]}/{name}"
