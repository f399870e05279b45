"""Feeds whose entries are not all in one language."""

import re
from typing import Any

from django.utils.feedgenerator import Atom1Feed

_NO_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


class MarkedAtom(Atom1Feed):
    """Atom whose entries say in which language each is written.

    Characters that XML cannot hold are left out: one text pasted with a page break must not end the feed for everybody.
    """

    def __init__(self, *args: Any, **described: Any) -> None:
        super().__init__(*args, **_clean(described))

    def add_item(self, *args: Any, **described: Any) -> None:
        super().add_item(*args, **_clean(described))

    def item_attributes(self, item: dict[str, Any]) -> dict[str, str]:
        return {"xml:lang": item["language"]}


def _clean(described: dict[str, Any]) -> dict[str, Any]:
    return {name: _NO_XML.sub("", value) if isinstance(value, str) else value for name, value in described.items()}
