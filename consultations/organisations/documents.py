"""Organisations as the search knows them: those whose page anybody may read."""

from collections.abc import Iterable, Iterator, Mapping

from django.contrib.auth.models import AnonymousUser
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from search.documents import SearchDocument

from .models import Organisation, OrganisationQuerySet

NAME = "organisations"
KIND_LABELS: Mapping[str, str | Promise] = {"organisation": _("organisation")}


class OrganisationSource:
    """Verified organisations with what they say of themselves and their numbers; never who belongs to them."""

    name = NAME
    kinds = ("organisation",)
    follows: tuple[str, ...] = ()

    def affected_by(self, name: str, pk: int) -> Iterable[int]:
        """Return nothing: it follows nothing."""
        return []

    def kind_labels(self) -> Mapping[str, str | Promise]:
        """Return how the kind is called."""
        return KIND_LABELS

    def state_labels(self) -> Mapping[str, str | Promise]:
        """Return nothing: whoever is found is verified."""
        return {}

    def all_pks(self) -> Iterable[int]:
        """Return the keys of the organisations everybody may see."""
        return _public().order_by("pk").values_list("pk", flat=True)

    def documents(self, pks: Iterable[int]) -> Iterator[SearchDocument]:
        """Yield the organisations that everybody may see now."""
        for organisation in _public().filter(pk__in=list(pks)):
            yield _document(organisation)


def _public() -> OrganisationQuerySet:
    return Organisation.objects.visible_to(AnonymousUser())


def _document(organisation: Organisation) -> SearchDocument:
    numbers = [getattr(organisation, name) for name in Organisation.NUMBERS]
    return SearchDocument(
        source=NAME,
        kind="organisation",
        pk=organisation.pk,
        language=organisation.description_language,
        title=organisation.legal_name,
        summary=organisation.description,
        keywords=tuple(filter(None, [*numbers, organisation.website])),
        url=organisation.get_absolute_url(),
    )
