"""Feeds whose entries are not all in one language."""

from typing import Any

from django.utils.feedgenerator import Atom1Feed


class MarkedAtom(Atom1Feed):
    """Atom whose entries say in which language each is written."""

    def item_attributes(self, item: dict[str, Any]) -> dict[str, str]:
        return {"xml:lang": item["language"]}
