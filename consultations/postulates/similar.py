"""Cases that perhaps ask for the same, so that people may follow one instead of writing another."""

import logging

from search.queries import find

from .models import Postulate

MOST = 3

logger = logging.getLogger(__name__)


def similar_cases(postulate: Postulate) -> list[Postulate]:
    """Return a few public cases nearest to the text, the nearest first; none while the search is down.

    The words are looked for as words of the language they are written in.
    """
    text = f"{postulate.title} {postulate.request}".strip()
    found = find(text, user_language=postulate.language, kind="postulate", per_page=MOST + 1)
    if found.is_degraded:
        logger.warning("Postulates: no similar cases were shown, the search is down")
        return []
    pks = [finding.document.pk for finding in found.findings]
    cases = Postulate.objects.public().exclude(pk=postulate.pk).in_bulk(pks)
    return [cases[pk] for pk in pks if pk in cases][:MOST]
