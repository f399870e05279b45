"""The public files of cases, whose words lead to the case."""

from collections.abc import Iterable
from functools import partial

from consultations.postulates.attachments import public_files
from consultations.postulates.models import Postulate
from search.attachments.sources import PublicFile


def files_of_cases(pks: Iterable[int] | None) -> Iterable[PublicFile]:
    """Yield the files that anybody may have: of these cases, or of all."""
    cases = Postulate.objects.public().filter(attachments__isnull=False).distinct()
    chosen = cases if pks is None else cases.filter(pk__in=list(pks))
    for case in chosen.order_by("pk").prefetch_related("attachments", "responses").iterator(chunk_size=200):
        yield from files_of(case)


def files_of(case: Postulate) -> list[PublicFile]:
    """Return the public files of a public case whose files and answers are loaded."""
    return [
        PublicFile(case.pk, row.pk, row.sha256, row.name, partial(row.original.open, "rb"))
        for row in public_files(case)
    ]
