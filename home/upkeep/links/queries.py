"""What people of the office are shown of links: those on the pages they look after, editors all."""

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.text import capfirst
from wagtail.blocks import StreamBlock
from wagtail.documents import get_document_model
from wagtail.fields import StreamField
from wagtail.models import Page

from accounts.models import User
from home.upkeep.models import CheckedLink, LinkUse
from home.upkeep.permissions import looks_after_all
from home.upkeep.reviews.queries import reviews

from .addresses import internal

Kind, Status = CheckedLink.Kind, CheckedLink.Status
NEED_ATTENTION = (Status.BROKEN, Status.DOUBTFUL)


def keys_kept_by(user: User) -> list[UUID]:
    """Return the pages, each as the key of all its versions, that the person is owner or deputy of."""
    return [review.key for review in reviews() if user.pk in {person.pk for person in review.keepers}]


def links_seen_by(user: User) -> QuerySet[CheckedLink]:
    """Return the links the person may see, those that are broken for longest first."""
    links = CheckedLink.objects.order_by("failing_since", "address")
    if looks_after_all(user):
        return links
    uses = LinkUse.objects.filter(page__translation_key__in=keys_kept_by(user))
    return links.filter(pk__in=uses.values("link"))


def broken_links_of(user: User) -> QuerySet[CheckedLink]:
    """Return the links the person may see that lead nowhere."""
    return links_seen_by(user).filter(status=Status.BROKEN)


def narrowed(links: QuerySet[CheckedLink], wanted: Mapping[str, Any]) -> QuerySet[CheckedLink]:
    """Keep the links asked for; without a wish, those that need somebody."""
    status = wanted.get("status")
    if not status:
        links = links.filter(status__in=NEED_ATTENTION)
    elif status == "moved":
        links = links.exclude(moved_to="")
    elif status != "all":
        links = links.filter(status=status)
    if wanted.get("kind"):
        links = links.filter(kind=wanted["kind"])
    if wanted.get("language"):
        uses = LinkUse.objects.filter(page__locale__language_code=wanted["language"])
        links = links.filter(pk__in=uses.values("link"))
    if words := wanted.get("words"):
        pages = LinkUse.objects.filter(page__title__icontains=words)
        links = links.filter(Q(address__icontains=words) | Q(pk__in=pages.values("link")))
    return links


def with_uses(links: Iterable[CheckedLink]) -> list[CheckedLink]:
    """Return the links with ``shown``, what to call them, and their uses with pages loaded."""
    found = list(links)
    uses: dict[int, list[LinkUse]] = {link.pk: [] for link in found}
    for use in LinkUse.objects.filter(link__in=found).select_related("page__locale", "page__content_type"):
        uses[use.link_id].append(use)
    titles = _titles(found)
    for link in found:
        link.shown = titles.get(link.address, link.address)  # type: ignore[attr-defined]
        link.places = uses[link.pk]  # type: ignore[attr-defined]
    return found


def _titles(links: Iterable[CheckedLink]) -> dict[str, str]:
    titles: dict[str, str] = {}
    for kinds, model in (((Kind.PAGE, Kind.ANCHOR), Page), ((Kind.DOCUMENT,), get_document_model())):
        wanted = {link.address: internal(link.address) for link in links if link.kind in kinds}
        rows = model.objects.in_bulk({target.pk for target in wanted.values()}) if wanted else {}
        for address, target in wanted.items():
            if target.pk in rows:
                titles[address] = rows[target.pk].title + (f" #{target.anchor}" if target.anchor else "")
    return titles


def name_of_place(use: LinkUse) -> str:
    """Return in words where an address stands: the field, and the block of it."""
    model = use.page.content_type.model_class() if use.page else None
    field = next((field for field in model._meta.get_fields() if field.name == use.field), None) if model else None
    parts = [str(getattr(field, "verbose_name", use.field))]
    if isinstance(field, StreamField) and isinstance(field.stream_block, StreamBlock):
        block = field.stream_block.child_blocks.get(use.block)
        parts.append(str(block.label) if block else use.block)
    return ": ".join(capfirst(part) for part in parts if part)
