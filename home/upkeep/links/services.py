"""The nightly round: which addresses stand where, and which of them work."""

import logging
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import chain, zip_longest
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import models, transaction
from django.utils import timezone
from wagtail.models import TranslatableMixin

from cms.fallback import is_own_text
from home.calls.reading.pages import addresses_of_calls
from home.upkeep.models import CheckedLink, LinkUse
from home.upkeep.reviews.queries import page_types

from .addresses import digest_of, fault_in_mail, fault_in_phone, host_of, kind_of
from .inside import fault_of_place, faults_of_documents, faults_of_pages, own_hosts
from .outside import Outcome, probe
from .walking import Place, addresses_in

Kind, Status, Problem = CheckedLink.Kind, CheckedLink.Status, CheckedLink.Problem
_AT_ONCE = 200
# What may be over tomorrow: a server that is down, or a name that its owner forgot to pay for.
_PASSING = frozenset(
    {Problem.NO_HOST, Problem.TIMEOUT, Problem.CERTIFICATE, Problem.CONNECTION, Problem.SERVER_ERROR, Problem.REDIRECTS}
)
logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class _Found:
    address: str
    place: Place
    page_id: int | None = None
    thing: str = ""


def collect_links() -> int:
    """Write down anew where every address stands on live pages and in contact data; return how many there are.

    What was found out about an address that is still in use stays; what nothing uses is forgotten.
    """
    found = [*_on_pages(), *_of_calls(), *_in_contact_data()]
    with transaction.atomic():
        links = _links_of({use.address for use in found})
        LinkUse.objects.all().delete()
        LinkUse.objects.bulk_create([_use(links[digest_of(use.address)], use) for use in found], batch_size=_AT_ONCE)
        CheckedLink.objects.filter(uses__isnull=True).delete()
    return len(links)


def _on_pages() -> Iterator[_Found]:
    for model in page_types():
        for page in model.objects.live().filter(is_own_text()).iterator(chunk_size=_AT_ONCE):
            for address, place in addresses_in(page):
                yield _Found(address, place, page_id=page.pk)


def _of_calls() -> Iterator[_Found]:
    for page, address in addresses_of_calls(timezone.now()):
        yield _Found(address, Place("call"), page_id=page)


def _in_contact_data() -> Iterator[_Found]:
    """Yield the addresses of the city's own rows: facts stand on the row in the source language."""
    for model in apps.get_app_config("city").get_models():
        rows = model._default_manager.all()
        if issubclass(model, TranslatableMixin):
            rows = rows.filter(locale__language_code=settings.LANGUAGE_CODE)
        if _holds_addresses(model):
            for row in rows.iterator(chunk_size=_AT_ONCE):
                for address, place in addresses_in(row):
                    yield _Found(address, place, thing=f"{model._meta.verbose_name}: {row}"[:200])


def _holds_addresses(model: type[models.Model]) -> bool:
    fields = model._meta.get_fields()
    return any(isinstance(field, models.EmailField | models.URLField) or "phone" in field.name for field in fields)


def _links_of(addresses: set[str]) -> dict[str, CheckedLink]:
    hosts = own_hosts()
    rows = [CheckedLink(digest=digest_of(each), address=each, kind=kind_of(each, hosts)) for each in sorted(addresses)]
    CheckedLink.objects.bulk_create(rows, ignore_conflicts=True, batch_size=_AT_ONCE)
    return {link.digest: link for link in CheckedLink.objects.all() if link.address in addresses}


def _use(link: CheckedLink, use: _Found) -> LinkUse:
    return LinkUse(
        link=link, page_id=use.page_id, thing=use.thing, field=use.place.field, block=use.place.block,
        block_id=use.place.block_id,
    )  # fmt: skip


def check_links(today: date, *, elsewhere: bool = True, pause: Callable[[float], object] = time.sleep) -> int:
    """Check every address that was not checked today yet; return how many. May be interrupted and begun again.

    With ``elsewhere=False`` no other server is asked.
    """
    waiting = CheckedLink.objects.exclude(checked_on=today).order_by("checked_on", "pk")
    by_kind: dict[str, list[CheckedLink]] = defaultdict(list)
    for link in waiting:
        by_kind[link.kind].append(link)
    outside = by_kind.pop(Kind.EXTERNAL, [])
    for link, problem in _check_inside(by_kind):
        note(link, Outcome(problem), today)
    inside = sum(map(len, by_kind.values()))
    return inside + (_check_outside(outside, today, pause) if elsewhere else 0)


def _check_inside(by_kind: dict[str, list[CheckedLink]]) -> Iterator[tuple[CheckedLink, str]]:
    pages = [*by_kind[Kind.PAGE], *by_kind[Kind.ANCHOR]]
    yield from _in_bulk(pages, faults_of_pages)
    yield from _in_bulk(by_kind[Kind.DOCUMENT], faults_of_documents)
    one_by_one = ((Kind.OWN, fault_of_place), (Kind.MAIL, fault_in_mail), (Kind.PHONE, fault_in_phone))
    for kind, fault in one_by_one:
        yield from ((link, fault(link.address)) for link in by_kind[kind])
    yield from ((link, Problem.BAD_ADDRESS) for link in by_kind[Kind.OTHER])


def _in_bulk(
    links: list[CheckedLink], faults: Callable[[Iterable[str]], dict[str, str]]
) -> Iterator[tuple[CheckedLink, str]]:
    found = faults([link.address for link in links]) if links else {}
    return ((link, found[link.address]) for link in links)


def _check_outside(links: list[CheckedLink], today: date, pause: Callable[[float], object]) -> int:
    """Ask host after host in turn, each at most so often a night and never in haste."""
    asked: dict[str, float] = {}
    count = 0
    for link in _in_turn(links):
        host = host_of(link.address)
        rest = asked.get(host, 0.0) + settings.LINK_CHECK_PAUSE_SECONDS - time.monotonic()
        if host in asked and rest > 0:
            pause(rest)
        note(link, probe(link.address), today)
        asked[host] = time.monotonic()
        count += 1
    return count


def _in_turn(links: list[CheckedLink]) -> list[CheckedLink]:
    hosts: dict[str, list[CheckedLink]] = defaultdict(list)
    for link in links:
        hosts[host_of(link.address)].append(link)
    some = [rows[: settings.LINK_CHECK_PER_HOST] for rows in hosts.values()]
    return [link for link in chain.from_iterable(zip_longest(*some)) if link is not None]


def note(link: CheckedLink, outcome: Outcome, today: date) -> None:
    """Write down what the check found: some problems count at once, passing ones after some nights in a row."""
    with transaction.atomic():
        row = CheckedLink.objects.select_for_update().filter(pk=link.pk).first()
        if row is None or row.checked_on == today:
            return
        for name, value in _verdict(row, outcome, today).items():
            setattr(row, name, value)
        row.save()


def _verdict(link: CheckedLink, outcome: Outcome, today: date) -> dict[str, Any]:
    found = {
        "problem": outcome.problem, "http_status": outcome.http_status, "moved_to": outcome.moved_to,
        "checked_on": today,
    }  # fmt: skip
    if not outcome.problem or outcome.problem == Problem.REFUSED:
        status = Status.CLOSED if outcome.problem else Status.FINE
        return found | {"status": status, "nights": 0, "failing_since": None}
    nights = link.nights + 1
    is_broken = outcome.problem not in _PASSING or nights >= settings.LINK_CHECK_NIGHTS
    status = Status.BROKEN if is_broken else Status.DOUBTFUL
    return found | {"status": status, "nights": nights, "failing_since": link.failing_since or today}
