"""Pages of long lists."""

from typing import Any

from django.core import paginator
from django.db.models import QuerySet


class Paginator(paginator.Paginator):  # type: ignore[type-arg]
    """Divides a queryset into pages: first the keys of a page, then its rows, in two queries.

    A database that sorts whole rows carries every text of every case through the sort; keys it reads from an index.
    """

    def page(self, number: Any) -> "paginator.Page[Any]":
        """Return the page of that number, its rows as a list in their order; raises ``InvalidPage``."""
        if not isinstance(self.object_list, QuerySet):
            return super().page(number)
        number = self.validate_number(number)
        bottom = (number - 1) * self.per_page
        keys = list(self.object_list.values_list("pk", flat=True)[bottom : bottom + self.per_page])
        rows = {row.pk: row for row in self.object_list.filter(pk__in=keys)}
        return paginator.Page([rows[key] for key in keys if key in rows], number, self)
