"""What the documents of this room have in common: their topics, their states, and which changes concern them."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any
from uuid import UUID

from django.db.models import Prefetch
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from city.models import Topic
from consultations.postulates.models import Assignment, Postulate, PostulateQuerySet
from consultations.postulates.register import STATES_OF, Group
from consultations.postulates.workflow import CommitmentStatus, Outcome, State
from search.documents import SearchDocument

CASES, TOPICS, REASONS = "postulates", "topics", "rejection-reasons"
POSTULATE, ANSWER, COMMITMENT = "postulate", "answer", "commitment"
KIND_LABELS: Mapping[str, str | Promise] = {
    POSTULATE: _("postulate"),
    ANSWER: _("answer"),
    COMMITMENT: _("commitment"),
}
CASE_STATES: Mapping[str, str | Promise] = {f"case-{group}": group.label for group in Group}
ANSWER_STATES: Mapping[str, str | Promise] = {f"answer-{outcome}": outcome.label for outcome in Outcome}
COMMITMENT_STATES: Mapping[str, str | Promise] = {f"commitment-{status}": status.label for status in CommitmentStatus}
_GROUP_OF = {state: group for group, states in STATES_OF.items() for state in states}
UNITS = Prefetch("assignments", Assignment.objects.filter(is_current=True).select_related("unit"))


class OfPublicCases:
    """A source with at most one document for a public case, under the key of the case.

    So a document whose text was taken away leaves the index with the next change of its case.
    """

    kinds: tuple[str, ...] = (POSTULATE,)
    follows: tuple[str, ...] = (CASES, TOPICS, REASONS)
    parts: tuple[Any, ...] = (UNITS,)

    def affected_by(self, name: str, pk: int) -> Iterable[int]:
        """Return the case itself, the cases about a topic, or those whose rejection it says who may read."""
        return [pk] if name == CASES else _CONCERNED[name](pk)

    def kind_labels(self) -> Mapping[str, str | Promise]:
        """Return how its kinds are called."""
        return {kind: KIND_LABELS[kind] for kind in self.kinds}

    def state_labels(self) -> Mapping[str, str | Promise]:
        """Return how its states are called."""
        return CASE_STATES

    def documents(self, pks: Iterable[int]) -> Iterator[SearchDocument]:
        """Yield the documents of the cases that are public now. A constant number of queries."""
        return self.documents_of(self.loaded(pks))

    def loaded(self, pks: Iterable[int]) -> list[Postulate]:
        """Return the cases that are public now, with what a document is made of."""
        cases = self.chosen(Postulate.objects.public().filter(pk__in=list(pks)))
        return list(cases.prefetch_related("topics", *self.parts))

    def documents_of(self, cases: list[Postulate]) -> Iterator[SearchDocument]:
        """Yield the documents of public cases loaded before."""
        words = topic_words() if cases else {}
        for case in cases:
            if document := self.document(case, words_of_topics(case, words)):
                yield document

    def all_pks(self) -> Iterable[int]:
        """Return the keys of the cases that have a document now."""
        return self.chosen(Postulate.objects.public()).order_by("pk").values_list("pk", flat=True)

    def chosen(self, cases: PostulateQuerySet) -> PostulateQuerySet:
        """Keep of public cases those that have a document."""
        return cases

    def document(self, case: Postulate, topics: tuple[str, ...]) -> SearchDocument | None:
        """Return the document of a public case loaded with its ``parts``; None where it has none."""
        raise NotImplementedError


def topic_words() -> Mapping[UUID, tuple[str, ...]]:
    """Return the names of every topic in all languages, by translation key. One query."""
    words: dict[UUID, list[str]] = defaultdict(list)
    for key, name in Topic.objects.order_by("pk").values_list("translation_key", "name"):
        words[key].append(name)
    return {key: tuple(names) for key, names in words.items()}


def words_of_topics(case: Postulate, words: Mapping[UUID, tuple[str, ...]]) -> tuple[str, ...]:
    """Return the names of the topics of a case in all languages."""
    return tuple(name for topic in case.topics.all() for name in words.get(topic.translation_key, ()))


def codes_of_topics(case: Postulate) -> tuple[str, ...]:
    """Return the codes of the topics of a case."""
    return tuple(sorted(topic.code for topic in case.topics.all()))


def codes_of_units(case: Postulate) -> tuple[str, ...]:
    """Return the codes of the units that have the case now, the leading one first."""
    rows = [case.lead, *case.contributions] if case.lead else case.contributions
    return tuple(row.unit.code for row in rows)


def state_of(case: Postulate) -> str:
    """Return whether the case waits for an answer, has one or ended without."""
    return f"case-{_GROUP_OF[State(case.status)]}"


def cases_about(topic_id: int) -> list[int]:
    """Return the keys of the public cases about a topic, of whichever language its row is."""
    key = Topic.objects.filter(pk=topic_id).values("translation_key")
    cases = Postulate.objects.public().filter(topics__translation_key__in=key)
    return list(cases.order_by("pk").values_list("pk", flat=True).distinct())


def cases_rejected_for(reason_id: int) -> list[int]:
    """Return the keys of the cases that were rejected for a reason, whether they are public or not."""
    rejected = Postulate.objects.filter(status=State.REJECTED, rejection_reason=reason_id)
    return list(rejected.order_by("pk").values_list("pk", flat=True))


_CONCERNED = {TOPICS: cases_about, REASONS: cases_rejected_for}
