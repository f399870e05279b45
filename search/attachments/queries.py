"""The words of files, as documents of the search hold them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from django.db.models import QuerySet

from .limits import MOST_WORDS
from .models import FileText
from .sources import PublicFile, public_files

Key = tuple[int, int, str]


def key_of(file: PublicFile) -> Key:
    """Return what tells one content of a file from all others of its source."""
    return file.pk_of_thing, file.pk, file.digest


def keys_of(rows: "QuerySet[FileText]") -> set[Key]:
    """Return what the rows were read from. One query."""
    return set(rows.values_list("pk_of_thing", "file", "digest"))


def texts_of(source: str, files: Iterable[PublicFile]) -> Mapping[int, str]:
    """Return by thing the words kept of these files, which the caller knows to be public now. One query, or none."""
    wanted = {key_of(file) for file in files}
    kept = FileText.objects.filter(source=source, pk_of_thing__in={key[0] for key in wanted}).order_by("file")
    found: dict[int, list[str]] = defaultdict(list)
    for row in kept:
        if row.text and (row.pk_of_thing, row.file, row.digest) in wanted:
            found[row.pk_of_thing].append(row.text)
    return {pk: _capped("\n".join(texts)) for pk, texts in found.items()}


def behind(source: str, pks: Iterable[int]) -> set[int]:
    """Return the things whose public files are not those that were read last. A constant number of queries."""
    pks = list(pks)
    public = {key_of(file) for file in public_files(source, pks)}
    return {key[0] for key in public ^ keys_of(FileText.objects.filter(source=source, pk_of_thing__in=pks))}


def kept_of(source: str) -> set[int]:
    """Return the things of which words of files are kept. One query."""
    return set(FileText.objects.filter(source=source).values_list("pk_of_thing", flat=True))


def _capped(text: str) -> str:
    words = text.split(" ")
    return text if len(words) <= MOST_WORDS else " ".join(words[:MOST_WORDS])
