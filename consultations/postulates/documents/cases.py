"""The text of a case, as its author wrote it and as the city translated it for reading."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date

from django.db.models import Exists, OuterRef, Prefetch, Q
from django.utils import timezone

from consultations.postulates.attachments import public_files
from consultations.postulates.models import CoSignature, Postulate, PostulateQuerySet, WorkingTranslation
from search.attachments.queries import texts_of
from search.documents import SearchDocument

from .about import CASES, REASONS, TOPICS, UNITS, OfPublicCases, codes_of_topics, codes_of_units, state_of
from .files import files_of

ORGANISATIONS = "organisations"
SIGNERS = Prefetch(
    "co_signatures",
    CoSignature.objects.filter(state=CoSignature.State.ACCEPTED, show_name=True).select_related("organisation"),
)


class PostulateSource(OfPublicCases):
    """Public cases in their authors' own words, with the words of their public files.

    Organisations are found by name where they agreed to be named; people never are, even where they did.
    """

    name = CASES
    follows = (TOPICS, REASONS, ORGANISATIONS)
    parts = (UNITS, SIGNERS, "organisation", "addenda", "attachments", "responses")

    def affected_by(self, name: str, pk: int) -> Iterable[int]:
        """Return those cases, or the ones that name an organisation."""
        return cases_naming(pk) if name == ORGANISATIONS else super().affected_by(name, pk)

    def documents(self, pks: Iterable[int]) -> Iterator[SearchDocument]:
        """Yield the documents of the cases that are public now, with the words of their files."""
        cases = self.loaded(pks)
        words = texts_of(self.name, [file for case in cases for file in files_of(case)])
        for document in self.documents_of(cases):
            yield replace(document, attachments=words.get(document.pk, ""))

    def document(self, case: Postulate, topics: tuple[str, ...]) -> SearchDocument:
        """Return the case as everybody reads it."""
        added = [row.body for row in case.addenda.all() if row.is_public]
        added += [row.description for row in public_files(case)]
        return SearchDocument(
            source=self.name,
            kind="postulate",
            pk=case.pk,
            language=case.language,
            title=case.title,
            summary=case.request,
            body="\n".join(filter(None, [case.reference, case.problem, case.concerns, *added])),
            keywords=(*topics, *_named_organisations(case)),
            url=case.get_absolute_url(),
            date=_sent_on(case),
            topics=codes_of_topics(case),
            units=codes_of_units(case),
            state=state_of(case),
        )


class WorkingTranslationSource(OfPublicCases):
    """Public cases as the city translated them into a language for reading."""

    parts = (UNITS, "translations")

    def __init__(self, language: str) -> None:
        self.language = language
        self.name = f"{CASES}-{language}"

    def chosen(self, cases: PostulateQuerySet) -> PostulateQuerySet:
        """Keep the cases that were translated."""
        of_case = WorkingTranslation.objects.filter(postulate=OuterRef("pk"), language=self.language)
        return cases.filter(Exists(of_case))

    def document(self, case: Postulate, topics: tuple[str, ...]) -> SearchDocument | None:
        """Return the translation as it stands beside the author's text."""
        text = next((row for row in case.translations.all() if row.language == self.language), None)
        if text is None:
            return None
        return SearchDocument(
            source=self.name,
            kind="postulate",
            pk=case.pk,
            language=self.language,
            title=text.title,
            summary=text.request,
            body=f"{case.reference}\n{text.problem}",
            keywords=topics,
            url=case.get_absolute_url(),
            date=_sent_on(case),
            topics=codes_of_topics(case),
            units=codes_of_units(case),
            state=state_of(case),
        )


def cases_naming(organisation_id: int) -> list[int]:
    """Return the keys of the public cases on whose page the name of an organisation stands."""
    signed = CoSignature.objects.filter(organisation=organisation_id, state=CoSignature.State.ACCEPTED, show_name=True)
    filed = Q(organisation=organisation_id, show_name=True)
    cases = Postulate.objects.public().filter(filed | Q(pk__in=signed.values("postulate_id")))
    return list(cases.order_by("pk").values_list("pk", flat=True))


def _named_organisations(case: Postulate) -> list[str]:
    filer = [case.organisation.legal_name] if case.organisation and case.show_name else []
    return filer + [row.organisation.legal_name for row in case.co_signatures.all()]


def _sent_on(case: Postulate) -> date | None:
    return timezone.localdate(case.submitted_at) if case.submitted_at else None
