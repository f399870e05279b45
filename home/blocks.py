from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from wagtail.blocks import (
    CharBlock,
    ChoiceBlock,
    DateBlock,
    PageChooserBlock,
    StreamBlock,
    StreamValue,
    StructBlock,
    TextBlock,
)

from cms.blocks.body import BodyBlock

from .fragments.blocks import FragmentBlock


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


class PageBodyBlock(BodyBlock):
    """The body of a page: what the ground floor offers, and what only this room has."""

    fragment = FragmentBlock()

    def get_searchable_content(self, value: StreamValue) -> list[str]:
        """Return the words of the page itself; reused texts are not loaded, whoever searches adds them in bulk."""
        own = [place for place, raw in enumerate(value.raw_data) if raw["type"] != "fragment"]
        children = [value[place] for place in own]
        return [text for child in children for text in child.block.get_searchable_content(child.value)]
