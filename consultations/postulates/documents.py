"""What the search may know of postulates: public ones only, as everybody reads them."""

from collections.abc import Iterable, Iterator, Mapping

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from city.models import Topic
from search.documents import SearchDocument

from .models import Postulate
from .queries import with_parts


class PostulateSource:
    """Public postulates with their published answers and the names of their topics in every language."""

    name = "postulates"
    kinds: tuple[str, ...] = ("postulate",)

    def kind_labels(self) -> Mapping[str, str]:
        """Return the label of each kind."""
        return {"postulate": _("Postulates")}  # type: ignore[dict-item]

    def state_labels(self) -> Mapping[str, str]:
        """Return nothing: no state of these is told."""
        return {}

    def all_pks(self) -> Iterable[int]:
        """Return the keys of every public postulate."""
        return Postulate.objects.public().values_list("pk", flat=True)

    def documents(self, pks: Iterable[int]) -> Iterator[SearchDocument]:
        """Yield the documents of those that are public now."""
        translations: dict[object, list[str]] = {}
        for key, name in Topic.objects.values_list("translation_key", "name"):
            translations.setdefault(key, []).append(name)
        for postulate in with_parts(Postulate.objects.public().filter(pk__in=list(pks))):
            yield _document(postulate, translations)


def _document(postulate: Postulate, translations: Mapping[object, list[str]]) -> SearchDocument:
    topics = list(postulate.topics.all())
    response = postulate.published_response
    answer = [response.body, *(row.text for row in response.commitments.all())] if response else []
    return SearchDocument(
        source=PostulateSource.name,
        kind="postulate",
        pk=postulate.pk,
        language=postulate.language,
        title=postulate.title,
        summary=postulate.request,
        body="\n".join([postulate.reference, postulate.problem, *answer]),
        keywords=tuple(name for topic in topics for name in translations.get(topic.translation_key, [])),
        url=postulate.get_absolute_url(),
        date=timezone.localdate(postulate.submitted_at) if postulate.submitted_at else None,
        topics=tuple(topic.code for topic in topics),
    )
