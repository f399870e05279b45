"""Which public case another one may say the same as."""

from django.db.models import Q
from django.utils.text import slugify

from search.queries import find

from .models import Postulate, PostulateQuerySet
from .workflow import PUBLIC

SOURCE = "postulate"
SUGGESTIONS = 5
# Endings change in Polish and Ukrainian; the beginning of a long word stays.
LONG_WORD, BEGINNING = 6, 5
NEWEST = 50


def may_lead(postulate: Postulate) -> PostulateQuerySet:
    """Return the cases with which this one may be joined: public ones that go on, themselves joined with none."""
    return Postulate.objects.filter(status__in=PUBLIC, duplicate_of__isnull=True).exclude(pk=postulate.pk)


def likely_leads(postulate: Postulate, language: str) -> list[Postulate]:
    """Return the public cases that look most alike: those that share words of the title, then as the search ranks.

    Authors see a few before they send, moderators before they join. A constant number of queries.
    """
    found = {pk: place for place, pk in enumerate(_found_by_search(postulate, language))}
    candidates = may_lead(postulate).filter(Q(pk__in=found) | Q(pk__in=_near(postulate)))
    alike = [case for case in candidates.distinct() if case.pk in found or _likeness(case, postulate)]
    alike.sort(key=lambda case: (-_likeness(case, postulate), found.get(case.pk, len(found)), -case.pk))
    return alike[:SUGGESTIONS]


def _found_by_search(postulate: Postulate, language: str) -> list[int]:
    """Return the nearest first; none while the search is down, which it writes into the log itself."""
    found = find(f"{postulate.title} {postulate.request}", user_language=language, filters={"kind": (SOURCE,)})
    return [finding.document.pk for finding in found.findings]


def _near(postulate: Postulate) -> list[int]:
    """Return the newest cases that share a topic or the beginning of a long word; the search may lag behind or fail."""
    topics = [topic.pk for topic in postulate.topics.all()]
    begins = [Q(title__icontains=beginning) for beginning in _beginnings(postulate.title)]
    near = may_lead(postulate).filter(Q(topics__in=topics) | Q(*begins, _connector=Q.OR)).order_by("-pk").distinct()
    return list(near.values_list("pk", flat=True)[:NEWEST])


def _likeness(case: Postulate, postulate: Postulate) -> int:
    """Count the words that the titles share, whatever their endings."""
    return len(_beginnings(case.title) & _beginnings(postulate.title))


def _beginnings(title: str) -> set[str]:
    return {slugify(word, allow_unicode=True)[:BEGINNING] for word in _words(title)} - {""}


def _words(title: str) -> set[str]:
    return {word.strip(".,;:!?()[]\"'„”«»") for word in title.lower().split() if len(word) >= LONG_WORD}
