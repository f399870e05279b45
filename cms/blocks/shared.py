"""Blocks whose value is the same in every language: wagtail-localize offers them to nobody and takes the source's."""

from typing import Any

from wagtail.blocks import PageChooserBlock, RegexBlock, URLBlock
from wagtail.snippets.blocks import SnippetChooserBlock


class SharedByLanguages:
    """Put before a block: translators do not see its value, and each translation keeps that of the source."""

    def get_translatable_segments(self, value: Any) -> list[Any]:
        """Return nothing to translate."""
        return []

    def restore_translated_segments(self, block_value: Any, segments: list[Any]) -> Any:
        """Return the source's value, whatever an older translation may hold."""
        return block_value


class SharedPageChooserBlock(SharedByLanguages, PageChooserBlock):
    """A page of the site; each reader gets it in their own language."""


class SharedSnippetChooserBlock(SharedByLanguages, SnippetChooserBlock):
    """A row of the city's data; each reader gets it in their own language."""


class SharedURLBlock(SharedByLanguages, URLBlock):
    """An address elsewhere."""


class SharedCodeBlock(SharedByLanguages, RegexBlock):
    """A short name that stands in addresses: small Latin letters, digits and hyphens."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"regex": r"^[a-z][a-z0-9-]{0,23}$", "max_length": 24, "search_index": False, **kwargs})
