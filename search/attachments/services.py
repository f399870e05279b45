"""Keeps the words of exactly those files that are public. Done by the worker: no person acts here, no request waits."""

from collections.abc import Iterable

from django.db import transaction

from cms.outbox.services import record

from .models import FileText, Refusal
from .queries import behind, key_of, keys_of
from .reading import read
from .sources import PublicFile, names, public_files

TOPIC = "search.read_files"


def read_later(*, source: str, pks: Iterable[int]) -> None:
    """Have the files of these things read, or forgotten, where something is to be done."""
    with transaction.atomic():
        for pk in sorted(behind(source, pks)):
            record(TOPIC, source=source, pk=pk)


def follow(*, source: str, pk: int) -> None:
    """Read what is public now and was not read yet, and forget what is public no more."""
    public = {key_of(file): file for file in public_files(source, [pk])}
    rows = FileText.objects.filter(source=source, pk_of_thing=pk)
    kept = {(row.pk_of_thing, row.file, row.digest): row for row in rows}
    FileText.objects.filter(pk__in=[row.pk for key, row in kept.items() if key not in public]).delete()
    for key, file in public.items():
        if _is_wanted(kept.get(key)):
            _keep(source, file)


def everything_to_follow() -> dict[str, set[int]]:
    """Return by source the things with public files that were not read, or with words of files that are not public."""
    return {name: _to_follow(name) for name in names()}


def _to_follow(source: str) -> set[int]:
    public = {key_of(file) for file in public_files(source)}
    kept = FileText.objects.filter(source=source)
    missing = set(kept.filter(refusal=Refusal.MISSING).values_list("pk_of_thing", flat=True))
    return {key[0] for key in public ^ keys_of(kept)} | missing


def _is_wanted(row: FileText | None) -> bool:
    return row is None or row.refusal == Refusal.MISSING


def _keep(source: str, file: PublicFile) -> None:
    reading = read(file)
    FileText.objects.update_or_create(
        source=source,
        pk_of_thing=file.pk_of_thing,
        file=file.pk,
        defaults={"digest": file.digest, "text": reading.text, "refusal": reading.refusal or ""},
    )
