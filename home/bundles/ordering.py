"""The order of pages below the same one, as the bundle has it: menus and lists follow it."""

from collections import defaultdict
from collections.abc import Iterable

from wagtail.models import Page

from accounts.models import User

from .planning import Group
from .resolving import Resolver


def put_in_order(groups: Iterable[Group], resolver: Resolver, *, actor: User) -> None:
    """Move the pages that were written into their places; pages the bundle does not know come first."""
    wanted: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for group in groups:
        for language, entry in group.entries.items():
            above = entry.parent and resolver.page(f"{entry.parent}/{language}")
            page = resolver.pages.get((group.uuid, language))
            if above and page and entry.position:
                wanted[above].append((entry.position, page))
    for above, places in wanted.items():
        _arrange(above, [page for _position, page in sorted(places)], actor)


def _arrange(above: int, wanted: list[int], actor: User) -> None:
    parent = Page.objects.get(pk=above)
    present = list(parent.get_children().filter(pk__in=wanted).values_list("pk", flat=True))
    if present == [pk for pk in wanted if pk in set(present)]:
        return
    for pk in wanted:
        if pk in present:
            Page.objects.get(pk=pk).move(Page.objects.get(pk=above), pos="last-child", user=actor)
