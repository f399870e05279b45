from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from cms.blocks.shared import SharedSnippetChooserBlock

from .queries import words_for_reader

if TYPE_CHECKING:
    from home.models import Fragment


class FragmentBlock(SharedSnippetChooserBlock):
    """A reused text, shown in the reader's language, else in the source language and marked so."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__("home.Fragment", **kwargs)

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        """Return how to make it again: without the model, which it names itself."""
        path, _arguments, options = super().deconstruct()
        return path, [], {name: value for name, value in options.items() if name != "target_model"}

    def get_context(self, value: "Fragment | None", parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        """Add the words for the reader; there are none when the text has been deleted since."""
        context: dict[str, Any] = super().get_context(value, parent_context=parent_context)
        words = words_for_reader(context.get("request")) if value else {}
        return context | {"words": words.get(value.translation_key) if value else None}

    class Meta:
        icon = "copy"
        label = _("Reused text")
        template = "home/fragments/block.html"
