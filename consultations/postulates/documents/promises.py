"""What the city promised in its answers, with all that was reported about it."""

from collections.abc import Iterable, Iterator, Mapping
from uuid import UUID

from django.utils.functional import Promise

from consultations.postulates.hidden_words import Hidden, hidden_words
from consultations.postulates.models import Commitment, CommitmentQuerySet, Postulate
from consultations.postulates.promises import with_history
from search.documents import SearchDocument

from .about import (
    CASES,
    COMMITMENT,
    COMMITMENT_STATES,
    KIND_LABELS,
    TOPICS,
    cases_about,
    codes_of_topics,
    topic_words,
    words_of_topics,
)


class CommitmentSource:
    """The promises of published answers to public cases."""

    name = "commitments"
    kinds = (COMMITMENT,)
    follows = (CASES, TOPICS)

    def affected_by(self, name: str, pk: int) -> Iterable[int]:
        """Return the promises made in a case, whatever became of its answer, or in the cases about a topic."""
        cases = [pk] if name == CASES else cases_about(pk)
        return list(
            Commitment.objects.filter(response__postulate__in=cases).order_by("pk").values_list("pk", flat=True)
        )

    def kind_labels(self) -> Mapping[str, str | Promise]:
        """Return how the kind is called."""
        return {COMMITMENT: KIND_LABELS[COMMITMENT]}

    def state_labels(self) -> Mapping[str, str | Promise]:
        """Return how the states are called."""
        return COMMITMENT_STATES

    def all_pks(self) -> Iterable[int]:
        """Return the keys of the promises everybody may read."""
        return _public().order_by("pk").values_list("pk", flat=True)

    def documents(self, pks: Iterable[int]) -> Iterator[SearchDocument]:
        """Yield the promises that are public now."""
        chosen = _public().filter(pk__in=list(pks)).select_related("responsible_unit", "response__postulate")
        rows = list(with_history(chosen).prefetch_related("response__postulate__topics"))
        words, hidden = topic_words(), hidden_words({row.response.postulate_id for row in rows})
        for row in rows:
            yield _document(row, words, hidden)


def _public() -> CommitmentQuerySet:
    return Commitment.objects.public().filter(response__postulate__in=Postulate.objects.public())


def _document(row: Commitment, words: Mapping[UUID, tuple[str, ...]], hidden: Hidden) -> SearchDocument:
    case = row.response.postulate
    said = [step.text for step in row.milestones.all()] + [report.note for report in row.updates.all()]
    return SearchDocument(
        source=CommitmentSource.name,
        kind=COMMITMENT,
        pk=row.pk,
        language=row.response.language,
        title=row.text,
        summary=row.condition,
        body="\n".join(text for text in said if text and (case.pk, text) not in hidden),
        keywords=(case.reference, case.title, *words_of_topics(case, words)),
        url=row.get_absolute_url(),
        date=row.promised_on,
        topics=codes_of_topics(case),
        units=(row.responsible_unit.code,),
        state=f"commitment-{row.status}",
    )
