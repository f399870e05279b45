"""The city's answers, each a find of its own that leads to its place on the page of the case."""

from django.db.models import Exists, OuterRef, Prefetch, Q
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import override

from consultations.postulates.models import Postulate, PostulateQuerySet, Response, ResponseTranslation
from consultations.postulates.workflow import ResponseStatus
from search.documents import SearchDocument

from .about import ANSWER, ANSWER_STATES, OfPublicCases, codes_of_topics

PUBLISHED = Prefetch("responses", Response.objects.filter(status=ResponseStatus.PUBLISHED).select_related("unit"))


class AnswerSource(OfPublicCases):
    """The published answers that can be read in a language, as they were written or as translations."""

    kinds = (ANSWER,)
    parts = (PUBLISHED, "responses__translations")

    def __init__(self, language: str) -> None:
        self.language = language
        self.name = f"answers-{language}"

    def state_labels(self) -> dict[str, str | Promise]:
        """Return how the outcomes are called."""
        return dict(ANSWER_STATES)

    def chosen(self, cases: PostulateQuerySet) -> PostulateQuerySet:
        """Keep the cases with an answer in the language."""
        published = Response.objects.filter(postulate=OuterRef("pk"), status=ResponseStatus.PUBLISHED)
        translated = Exists(ResponseTranslation.objects.filter(response=OuterRef("pk"), language=self.language))
        return cases.filter(Exists(published.filter(Q(language=self.language) | Q(translated))))

    def document(self, case: Postulate, topics: tuple[str, ...]) -> SearchDocument | None:
        """Return the answer that is in force."""
        response = case.published_response
        body = self._text_of(response) if response else None
        if response is None or body is None:
            return None
        correction = response.correction if response.language == self.language else ""
        return SearchDocument(
            source=self.name,
            kind=ANSWER,
            pk=case.pk,
            language=self.language,
            title=self._title(case),
            body="\n".join(filter(None, [body, correction])),
            keywords=(case.reference, case.title, *topics),
            url=f"{case.get_absolute_url()}#answer",
            date=timezone.localdate(response.published_at) if response.published_at else None,
            topics=codes_of_topics(case),
            units=(response.unit.code,),
            state=f"answer-{response.outcome}" if response.outcome else "",
        )

    def _text_of(self, response: Response) -> str | None:
        if response.language == self.language:
            return response.body
        return next((row.body for row in response.translations.all() if row.language == self.language), None)

    def _title(self, case: Postulate) -> str:
        """Name the case in the language of the answer: a title in another language is only a keyword."""
        with override(self.language):
            if case.language == self.language:
                facts = {"reference": case.reference, "title": case.title}
                return _("Answer to %(reference)s: %(title)s") % facts
            return _("The city's answer to %(reference)s") % {"reference": case.reference}
