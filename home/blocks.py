from typing import Any

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from wagtail.blocks import (
    CharBlock,
    ChoiceBlock,
    DateBlock,
    PageChooserBlock,
    StreamBlock,
    StructBlock,
    TextBlock,
)

from cms.blocks.body import BodyBlock
from cms.blocks.shared import SharedSnippetChooserBlock

from .fragments.blocks import FragmentBlock
from .points import cards_on


class Destination(TextChoices):
    """Places of the site that are not pages; the value is the name of their address."""

    REGISTER = "postulates:register", _("register of postulates")
    START = "postulates:start", _("new postulate")
    SEARCH = "search:results", _("search")


class EntryBlock(StructBlock):
    """A way into the site for one group of readers."""

    title = CharBlock(label=_("For whom"), max_length=80)
    text = TextBlock(label=_("What they find"))
    link_text = CharBlock(label=_("Words of the link"), max_length=80)
    page = PageChooserBlock(label=_("Page"), required=False)
    destination = ChoiceBlock(
        label=_("or a place of the site"), choices=Destination.choices, required=False, search_index=False
    )

    class Meta:
        icon = "user"
        label = _("Way in")


class EntriesBlock(StreamBlock):
    """The ways in, side by side."""

    entry = EntryBlock()


class CorrectionBlock(StructBlock):
    """A change that readers should know of; the day is a fact, the words are translated."""

    day = DateBlock(label=_("Day"))
    text = TextBlock(label=_("What was changed and why"))

    class Meta:
        icon = "edit"
        label = _("Correction")


class CorrectionsBlock(StreamBlock):
    """The corrections of a text, in the order in which they were made."""

    correction = CorrectionBlock()


class RelatedBlock(StreamBlock):
    """Pages to read on; each reader is led to their version."""

    page = PageChooserBlock(label=_("Page"))


class _ShownRow(SharedSnippetChooserBlock):
    """A row that is a fact, shown in the language of the reader."""

    def get_context(self, value: Any, parent_context: Any = None) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(value, parent_context)
        page = context.get("page")
        if value is not None and page is not None:
            context["card"] = getattr(cards_on(page), self.name).get(value.pk)
        return context


class ContactBlock(_ShownRow):
    """A contact point, as it is known now."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__("city.ContactPoint", **kwargs)

    class Meta:
        icon = "mail"
        label = _("Contact point")
        template = "home/blocks/contact.html"


class PlaceBlock(_ShownRow):
    """A place, as it is known now."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__("city.Place", **kwargs)

    class Meta:
        icon = "site"
        label = _("Place")
        template = "home/blocks/place.html"


class PageBodyBlock(BodyBlock):
    """The body of a page: what the ground floor offers, and what only this site has."""

    fragment = FragmentBlock()
    contact = ContactBlock()
    place = PlaceBlock()
